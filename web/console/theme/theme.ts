import { keep, kept } from '../app/kept'
import { createStore } from '../app/store'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const isTheme = (value: string | null): value is Theme => themes.some((one) => one === value)
const own = kept('theme')
export const themeStore = createStore<Theme>(isTheme(own) ? own : 'system')

const systemDark = matchMedia('(prefers-color-scheme: dark)')

function paint(): void {
  const theme = themeStore.get()
  document.documentElement.dataset.theme = theme === 'dark' || (theme === 'system' && systemDark.matches) ? 'dark' : 'light'
}

/** Keeps the page in the chosen theme, and in step with the system while that is the choice. */
export function startTheme(): void {
  paint()
  systemDark.addEventListener('change', paint)
}

export function changeTheme(theme: Theme): void {
  themeStore.set(theme)
  keep('theme', theme)
  paint()
}
