/** What happened, in one line for a log or a row: never more of it. */
export const reasonOf = (reason: unknown): string =>
  (reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason)).slice(0, 500)

/** Connection lost, shutting down, out of resources, deadlock: the ledger's trouble, not the payload's (PostgreSQL error classes 08, 40, 53, 57). */
export function isLedgerAway(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false
  const code = 'code' in reason ? String(reason.code) : ''
  return /^(08|40|53|57|E)/.test(code) || /connection|terminat/i.test(reason.message)
}
