import type { ComplaintDto } from '../../../src/http/contract'

export type JournalSearch = { q?: string; status?: ComplaintDto['status']; kind?: ComplaintDto['kind'] }

export const statuses = [
  'new',
  'in-work',
  'returned',
  'with-bot',
  'waiting-customer',
  'waiting-department',
  'waiting-approval',
  'snoozed',
  'resolved',
  'closed',
] as const satisfies readonly ComplaintDto['status'][]
export const kinds = ['complaint', 'praise', 'question', 'suggestion', 'offer'] as const satisfies readonly ComplaintDto['kind'][]

/** The journal's filters as the address bar has them; what makes no sense is dropped. */
export function readJournalSearch(search: Record<string, unknown>): JournalSearch {
  const q = typeof search.q === 'string' || typeof search.q === 'number' ? String(search.q).slice(0, 200) : ''
  const status = statuses.find((one) => one === search.status)
  const kind = kinds.find((one) => one === search.kind)
  return { ...(q ? { q } : {}), ...(status ? { status } : {}), ...(kind ? { kind } : {}) }
}

/** `№ 100 013`, `No. 100013`, `100013` → `100013`; null when it is not a number of a complaint. */
export function readNumber(text: string): string | null {
  const digits = text.replace(/^\s*(№|no\.?|单号|#)?\s*/iu, '').replace(/[\s\u00a0]/g, '')
  return /^[1-9]\d{4,}$/.test(digits) ? digits : null
}
