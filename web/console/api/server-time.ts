/** How far this device's clock is off, so that a deadline ticks by the desk's clock. Header dates are whole seconds: small differences are noise. */
let offsetMs = 0

export function noteServerTime(header: string | null): void {
  const at = header ? Date.parse(header) : Number.NaN
  if (Number.isNaN(at)) return
  const difference = at - Date.now()
  offsetMs = Math.abs(difference) < 3000 ? 0 : difference
}

export const serverNow = (): number => Date.now() + offsetMs
