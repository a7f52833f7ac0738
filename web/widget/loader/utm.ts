import type { KeyValue } from '../shared/key-value'

/** The utm_* of the page the visit began with: a customer rarely writes on the page that an advertisement led to. */
export function readUtm(search: string, visit: KeyValue): Record<string, string> {
  const kept = visit.get('utm')
  const here = [...new URLSearchParams(search)].filter(([name]) => /^utm_\w{1,32}$/.test(name)).slice(0, 10)
  if (here.length === 0) return Object.fromEntries(new URLSearchParams(kept ?? ''))
  const utm = here.map(([name, value]) => [name, value.slice(0, 200)])
  visit.set('utm', new URLSearchParams(utm).toString())
  return Object.fromEntries(utm)
}
