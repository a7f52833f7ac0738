import { setTimeout as wait } from 'node:timers/promises'
import type { Account, AccountBook } from './account-book.js'
import { stateOf } from './account-state.js'
import type { AccountState, Listener } from './channel.js'
import type { Inbound } from './inbound.js'
import type { Clock, Log } from './ports.js'
import { reasonOf } from './reason.js'
import { plusMs } from './work.js'

export interface Listening {
  /** Resolves when nothing listens any more and the lease is free. */
  stop(): Promise<void>
}

export type ListeningParts = {
  readonly account: Account
  readonly intake: Listener
  readonly book: AccountBook
  readonly inbound: Inbound
  readonly owner: string
  readonly clock: Clock
  readonly log: Log
  readonly report: (state: AccountState) => void
}

/** Who died is followed within this time. */
const leaseMs = 10_000
const renewMs = 3_000
const retryMs = { least: 1_000, most: 60_000 }

/** Listens at one account while this process holds its lease; waits for the lease while another one does; begins again after a fault. */
export function listenAt(parts: ListeningParts): Listening {
  const stopping = new AbortController()
  const running = keepListening(parts, stopping.signal).catch((reason) =>
    parts.log.error({ account: parts.account.id, reason: reasonOf(reason) }, 'listening ended'),
  )
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

async function keepListening(parts: ListeningParts, stop: AbortSignal): Promise<void> {
  const pause = (ms: number) => wait(ms, undefined, { signal: stop }).catch(() => undefined)
  let failures = 0
  while (!stop.aborted) {
    const lease = await takeLease(parts).catch(() => null)
    if (lease === null) {
      await pause(renewMs)
      continue
    }
    try {
      await listenOnce(parts, lease.cursor, stop)
      failures = 0
    } catch (reason) {
      failures += 1
      parts.report(stateOf(reason))
      parts.log.warn({ account: parts.account.id, reason: reasonOf(reason) }, 'a listener stopped and begins again')
    }
    await parts.book.release(parts.account.id, parts.owner).catch(() => undefined)
    if (!stop.aborted) await pause(Math.min(retryMs.most, retryMs.least * 2 ** failures))
  }
}

const takeLease = ({ book, account, owner, clock }: ListeningParts) => {
  const now = clock.now()
  return book.lease(account.id, { by: owner, now, until: plusMs(now, leaseMs) })
}

async function listenOnce(parts: ListeningParts, cursor: string | null, stop: AbortSignal): Promise<void> {
  const { account, intake, inbound, book, owner } = parts
  const lost = new AbortController()
  const signal = AbortSignal.any([stop, lost.signal])
  let renewedAt = Date.now()
  const renewing = setInterval(() => {
    takeLease(parts).then(
      (lease) => {
        if (lease === null) lost.abort()
        else renewedAt = Date.now()
      },
      () => undefined,
    )
    // Another process may have taken it by now, though nobody could tell this one.
    if (Date.now() - renewedAt > leaseMs - renewMs) lost.abort()
  }, renewMs)
  try {
    await intake.listen(
      {
        cursor,
        async deliver(arrivals, next) {
          await Promise.all(arrivals.map((arrival) => inbound.accept(arrival)))
          if (next !== undefined) await book.saveCursor(account.id, next, owner)
        },
        report: parts.report,
      },
      signal,
    )
  } finally {
    clearInterval(renewing)
  }
}
