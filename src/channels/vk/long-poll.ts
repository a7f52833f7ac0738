import { setTimeout as sleep } from 'node:timers/promises'
import { type ChannelTools, type Listener, type ListenerDoor, SendError } from '../../core/channel.js'
import { openListening, type Parts } from './listening.js'

const firstPauseMs = 250
const longestPauseMs = 30_000
/** After so many failures in a row another server is asked for. */
const patience = 3

/** Bots Long Poll. The cursor moves with the commit alone, so whatever ends in the middle is asked for again. */
export function openListener(parts: Parts): Listener {
  return {
    via: 'listener',
    async listen(door, signal) {
      const listening = openListening(parts, door, signal)
      let failures = 0
      let isOk = false
      while (!signal.aborted) {
        try {
          const step = await listening.next()
          if (step === 'polled') failures = 0
          if (failures === 0 && !isOk) door.report({ status: 'ok' })
          isOk ||= failures === 0
        } catch (reason) {
          if (signal.aborted) return
          failures += 1
          isOk = false
          if (failures % patience === 0) listening.forgetSession()
          const pauseMs = Math.min(firstPauseMs * 2 ** Math.min(failures - 1, 10), longestPauseMs)
          await sleep(Math.max(pauseMs, report(parts.tools, door, reason)), undefined, { signal }).catch(() => undefined)
        }
      }
    },
  }
}

/** Tells the console; throws what only a person can mend, and answers how long VK wants to be left alone. */
function report(tools: Pick<ChannelTools, 'accountId' | 'log'>, door: ListenerDoor, reason: unknown): number {
  // The ledger is away: nothing is wrong with the account, and the same is delivered again.
  if (!(reason instanceof SendError)) {
    tools.log.warn({ account: tools.accountId }, 'what VK told could not be written down; it is asked for again')
    return 0
  }
  const { kind: code, message, retryAfterMs } = reason
  door.report({ status: code === 'misconfigured' ? 'broken' : 'failing', code, reason: message })
  if (code === 'misconfigured') throw reason
  return retryAfterMs ?? 0
}
