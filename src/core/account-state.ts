import { type AccountState, SendError } from './channel.js'
import { reasonOf } from './reason.js'

/** What a platform's refusal means for the account. */
export function stateOf(reason: unknown): AccountState {
  const status = reason instanceof SendError && reason.kind === 'misconfigured' ? 'broken' : 'failing'
  return {
    status,
    code: reason instanceof SendError ? reason.kind : 'error',
    reason: reason instanceof SendError ? reason.message : reasonOf(reason),
  }
}
