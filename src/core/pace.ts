import { setTimeout as wait } from 'node:timers/promises'
import type { Capabilities } from './channel.js'
import type { AccountId } from './model/ids.js'

type Pace = NonNullable<Capabilities['pace']>
type Place = { readonly accountId: AccountId; readonly conversation: string }

/** Longer than this nobody waits with a lease in hand: the row comes again. */
const mostMs = 2_000

/** How fast this process writes: a slot for the account and one for the conversation. Other processes have their own; the platform has the last word. */
export function openPaces(): { wait(place: Place, pace: Pace): Promise<number> } {
  const freeAt = new Map<string, number>()
  return {
    /** Resolves with 0 when the call may be made, else with how many ms later it should be tried again. */
    async wait({ accountId, conversation }, { perSecond, perConversationMs }) {
      const now = Date.now()
      const [account, own] = [`${accountId}`, `${accountId}:${conversation}`]
      const at = Math.max(now, freeAt.get(account) ?? 0, freeAt.get(own) ?? 0)
      if (at - now > mostMs) return at - now
      if (freeAt.size > 10_000) for (const [key, free] of freeAt) if (free < now) freeAt.delete(key)
      // The account's slots go on from now, not from a conversation that has to wait for itself.
      freeAt.set(account, Math.max(now, freeAt.get(account) ?? 0) + 1_000 / perSecond)
      freeAt.set(own, at + perConversationMs)
      await wait(at - now)
      return 0
    },
  }
}
