import { parseErrorCode } from './parse'

/** Why a call to the desk did not succeed, named by what the widget has to do next. */
export type FaultKind =
  | 'unreachable' // nobody answered: the message may or may not have arrived, a resend under the same key is safe
  | 'server' // 5xx, or an answer that is not the protocol's
  | 'expired' // 401 or 403 TokenExpired: a new token is needed
  | 'forbidden' // 403: this page may not
  | 'gone' // 404: the conversation has ended or never was
  | 'too-large' // 413
  | 'unsupported' // 415
  | 'throttled' // 429
  | 'refused' // any other 4xx: the same bytes will be refused again
  | 'files-lost' // the files of a message kept over a reload are no longer there

/** The one error that the Direct Line client throws. */
export class Fault extends Error {
  constructor(
    readonly kind: FaultKind,
    readonly retryAfterMs = 0,
  ) {
    super(kind)
  }
}

const kinds: Record<number, FaultKind> = {
  401: 'expired',
  403: 'forbidden',
  404: 'gone',
  413: 'too-large',
  415: 'unsupported',
  429: 'throttled',
}

/** Reads an answer outside 2xx. `retryAfter` is the header as it came; a page of another origin may be kept from seeing it. */
export function toFault(answer: { status: number; body: unknown; retryAfter: string | null }): Fault {
  if (answer.status === 403 && parseErrorCode(answer.body) === 'TokenExpired') return new Fault('expired')
  if (answer.status === 429) return new Fault('throttled', toMs(answer.retryAfter))
  return new Fault(kinds[answer.status] ?? (answer.status >= 400 && answer.status < 500 ? 'refused' : 'server'))
}

const defaultRetryAfterMs = 5_000

/** Retry-After is seconds or a date (RFC 9110 §10.2.3). */
function toMs(retryAfter: string | null): number {
  if (!retryAfter) return defaultRetryAfterMs
  const seconds = Number(retryAfter)
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000
  return Number.isNaN(ms) ? defaultRetryAfterMs : Math.max(0, ms)
}
