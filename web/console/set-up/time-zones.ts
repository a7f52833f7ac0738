/** Every zone this browser knows, its own one among them in any case (UTC is missing from the list of some). */
export function timeZones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  return [...new Set([...Intl.supportedValuesOf('timeZone'), own, 'UTC'])].sort()
}
