import { badRequest, Refusal } from './refusal.js'
import { limits, onlyWhenAsked, updateKinds } from './tables.js'
import type { Update } from './types.js'

type Pending = { readonly update: Update; readonly lane: string }
type Waiter = { readonly limit: number; answer(updates: readonly Update[]): void; refuse(refusal: Refusal): void }
export type Webhook = { readonly url: string; readonly secret: string | null; lastError: string | null }

export type PollArgs = { readonly offset: number; readonly limit: number; readonly timeoutSeconds: number }

/** What waits for the bot: https://core.telegram.org/bots/api#getting-updates */
export interface Updates {
  /** The update, or null when the bot did not ask for its kind. `lane` is what a webhook gets in order. */
  push(kind: string, content: object, lane: string): Update | null
  /** The same update, under the same id, once more. */
  repeat(updateId: number): void
  /** From now on updates are kept back, until they are released in this order. */
  hold(): void
  release(order: 'as-they-came' | 'reversed'): void
  /** The id of the next update; lower than before as after a week of silence. */
  restartAt(updateId: number): void
  /** https://core.telegram.org/bots/api#getupdates */
  poll(args: PollArgs, gone: AbortSignal): Promise<readonly Update[]>
  allow(kinds: readonly string[] | undefined): void
  /** https://core.telegram.org/bots/api#setwebhook; null removes it. */
  setWebhook(webhook: Webhook | null): void
  readonly webhook: Webhook | null
  readonly allowed: readonly string[] | null
  drop(): void
  /** All that were made and what of them is not yet confirmed. */
  readonly made: readonly Update[]
  readonly pendingCount: number
  close(): void
}

/** `post` hands one update to the webhook and tells whether it was taken. */
export function openUpdates(post: (webhook: Webhook, update: Update) => Promise<boolean>, retryMs: number): Updates {
  const made: Update[] = []
  let pending: Pending[] = []
  let held: Pending[] | null = null
  let nextId = 100_000_001
  let allowed: readonly string[] | null = null
  let webhook: Webhook | null = null
  let waiter: Waiter | null = null
  let isClosed = false
  const busyLanes = new Set<string>()

  const isAllowed = (kind: string) => (allowed === null || allowed.length === 0 ? !onlyWhenAsked.has(kind) : allowed.includes(kind))
  const add = (one: Pending) => {
    if (held) return void held.push(one)
    pending.push(one)
    if (webhook) void deliverLane(webhook, one.lane)
    else wake()
  }
  const wake = () => {
    if (webhook) for (const lane of new Set(pending.map((one) => one.lane))) void deliverLane(webhook, lane)
    else if (waiter && pending.length > 0) {
      waiter.answer(pending.slice(0, waiter.limit).map(({ update }) => update))
      waiter = null
    }
  }
  const deliverLane = async (target: Webhook, lane: string) => {
    if (busyLanes.has(lane)) return
    busyLanes.add(lane)
    while (!isClosed && webhook === target) {
      const next = pending.find((one) => one.lane === lane)
      if (!next) break
      if (await post(target, next.update)) pending = pending.filter((one) => one !== next)
      else await new Promise((resolve) => setTimeout(resolve, retryMs))
    }
    busyLanes.delete(lane)
    if (!isClosed && webhook !== target) wake()
  }
  const endWaiter = (reason: string) => {
    waiter?.refuse(new Refusal(409, `Conflict: ${reason}`))
    waiter = null
  }

  return {
    made,
    get webhook() {
      return webhook
    },
    get allowed() {
      return allowed
    },
    get pendingCount() {
      return pending.length + (held?.length ?? 0)
    },
    push(kind, content, lane) {
      if (!isAllowed(kind)) return null
      const update = { update_id: nextId, [kind]: content }
      nextId += 1
      made.push(update)
      add({ update, lane })
      return update
    },
    repeat(updateId) {
      const update = made.find((one) => one.update_id === updateId)
      if (update) add({ update, lane: `repeat-${updateId}` })
    },
    hold() {
      held ??= []
    },
    release(order) {
      const released = held ?? []
      held = null
      pending.push(...(order === 'reversed' ? released.reverse() : released))
      wake()
    },
    restartAt(updateId) {
      nextId = updateId
    },
    poll({ offset, limit, timeoutSeconds }, gone) {
      if (webhook) {
        throw new Refusal(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        )
      }
      endWaiter('terminated by other getUpdates request; make sure that only one bot instance is running')
      if (offset < 0) pending = pending.slice(offset)
      else pending = pending.filter(({ update }) => update.update_id >= offset)
      if (pending.length > 0 || timeoutSeconds === 0) return Promise.resolve(pending.slice(0, limit).map(({ update }) => update))
      return new Promise((resolve, reject) => {
        const mine: Waiter = { limit, answer: (updates) => end(() => resolve(updates)), refuse: (why) => end(() => reject(why)) }
        const end = (then: () => void) => {
          clearTimeout(timer)
          if (waiter === mine) waiter = null
          then()
        }
        const timer = setTimeout(() => mine.answer([]), timeoutSeconds * 1_000)
        gone.addEventListener('abort', () => mine.answer([]), { once: true })
        waiter = mine
      })
    },
    allow(kinds) {
      if (kinds === undefined) return
      const unknown = kinds.find((kind) => !updateKinds.has(kind))
      if (unknown !== undefined) throw badRequest(`there is no update "${unknown}" (https://core.telegram.org/bots/api#update)`)
      allowed = kinds
    },
    setWebhook(next) {
      if (next) {
        checkWebhook(next)
        endWaiter('terminated by setWebhook request')
      }
      webhook = next
      wake()
    },
    drop() {
      pending = []
    },
    close() {
      isClosed = true
      waiter?.answer([])
    },
  }
}

/** https only, as the platform wants it; plain http is taken for this machine alone. */
function checkWebhook({ url, secret }: Webhook): void {
  const target = URL.canParse(url) ? new URL(url) : null
  if (!target) throw badRequest('invalid webhook URL specified')
  const isLoopback = target.hostname === '127.0.0.1' || target.hostname === 'localhost'
  if (target.protocol !== 'https:' && !isLoopback) throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  if (secret === null) return
  if (secret.length > limits.secretToken) throw badRequest('secret token is too long')
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters')
}
