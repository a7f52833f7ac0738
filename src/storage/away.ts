const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** Of PostgreSQL (Appendix A): ended by an administrator or a crash, cannot connect now, too many connections, read-only after a failover. */
const stateCodes = new Set(['57P01', '57P02', '57P03', '53300', '25006'])

/**
 * Whether an error only says that the ledger cannot be reached now. That is an ordinary state: what was tried is tried again.
 * Whether the transaction that met it was committed is not known.
 */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (systemCodes.has(code) || stateCodes.has(code) || /^08...$/.test(code)) return true
  if (error instanceof AggregateError) return error.errors.some(isAway)
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(error.message)
}
