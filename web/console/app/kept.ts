/** Small things kept on this device. A browser without storage (private mode, quota) forgets them, and nothing else happens. */
type Name = 'language' | 'theme' | 'keys' | 'strips' | 'panel'

export function kept(name: Name): string | null {
  try {
    return localStorage.getItem(`otklik.${name}`)
  } catch {
    return null
  }
}

export function keep(name: Name, value: string): void {
  try {
    localStorage.setItem(`otklik.${name}`, value)
  } catch {
    // forgotten at the next start
  }
}
