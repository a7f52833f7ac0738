import { setTimeout as sleep } from 'node:timers/promises'
import { type Arrival, type ChannelTools, type ListenerDoor, SendError } from '../../core/channel.js'
import { answerPress } from './answer-press.js'
import type { VkApi } from './api.js'
import { toArrival } from './arrival.js'
import { backfill, findMark } from './backfill.js'
import { type Cursor, readCursor, writeCursor } from './cursor.js'
import { messageOf, readEvent, type VkEvent, type VkMessage } from './event-shape.js'
import { openSession, type Polled, poll, type Session } from './long-poll-session.js'
import { moveMark } from './mark.js'
import type { VkSettings } from './settings.js'
import { withWholeMessage } from './whole-message.js'

export type Parts = {
  readonly api: VkApi
  readonly settings: VkSettings
  readonly tools: Pick<ChannelTools, 'accountId' | 'now' | 'log'>
}
/** A poll was answered, or one of the other steps was made. */
type Step = 'polled' | 'prepared'

/** A long poll that lives and tells nothing may be dead all the same: after this it is begun anew and compared with the history. */
const silenceMs = 600_000
const hastyMs = 50

/** One listener's way along VK's events, step by step. A step that throws is made again. */
export function openListening({ api, settings, tools }: Parts, door: ListenerDoor, signal: AbortSignal) {
  const options = { api, groupId: settings.groupId, accountId: tools.accountId, signal }
  let session: Session | null = null
  let cursor: Cursor | null = readCursor(door.cursor)
  let heardAt = cursor ? cursor.mark.newestAt * 1_000 : tools.now()

  async function commit(arrivals: readonly Arrival[], next: Cursor): Promise<void> {
    await door.deliver(arrivals, writeCursor(next))
    cursor = next
  }

  /** Where VK is now; the first cursor of all is written down at once, or what comes before the first event would be lost with this process. */
  async function begin(): Promise<void> {
    const opened = await openSession(api, settings.groupId, signal)
    if (!cursor) await commit([], { ts: opened.ts, mark: await findMark(options, Math.floor(tools.now() / 1000)), hasGap: false })
    // VK's numbers began anew.
    else if (Number(cursor.ts) > Number(opened.ts)) await openGap(cursor, opened.ts)
    session = opened
  }

  /** Written down as well: a process that ends before the gap is closed must not begin behind it. */
  async function openGap({ mark }: Cursor, ts: string): Promise<void> {
    tools.log.warn({ account: tools.accountId }, 'the long poll has or may have a gap; the history is read')
    await commit([], { ts, mark, hasGap: true })
  }

  async function closeGap(from: Cursor): Promise<void> {
    let { mark } = from
    for await (const { arrivals, messages } of backfill(options, from.mark)) {
      await door.deliver(arrivals)
      mark = moveMark(mark, messages)
    }
    await commit([], { ts: from.ts, mark, hasGap: false })
  }

  async function take({ ts, updates }: Extract<Polled, { type: 'updates' }>, from: Cursor): Promise<void> {
    if (updates.length === 0) {
      if (ts !== from.ts) cursor = { ...from, ts }
      return
    }
    const events = updates.map((update) => readEvent(update) ?? { type: 'unknown', object: {} })
    const arrivals: Arrival[] = []
    for (const [at, event] of events.entries()) {
      const raw = Buffer.from(JSON.stringify(updates[at]))
      arrivals.push(toArrival(tools.accountId, event, await withWholeMessage(api, event, raw, signal)))
    }
    await commit(arrivals, { ts, mark: moveMark(from.mark, events.map(saidIn)), hasGap: false })
    heardAt = tools.now()
    for (const event of events) answerPress(api, event, signal)
  }

  /** https://dev.vk.com/ru/api/bots-long-poll/getting-started: `failed` */
  async function mend({ code, ts }: Extract<Polled, { type: 'failed' }>, from: Cursor): Promise<void> {
    if (code === 4) throw new SendError('misconfigured', 'VK does not support this version of the long poll')
    if (code === 1) return openGap(from, ts ?? from.ts)
    session = null
    if (code === 2) return
    const opened = await openSession(api, settings.groupId, signal)
    await openGap(from, opened.ts)
    session = opened
  }

  async function renew(from: Cursor): Promise<void> {
    await openGap(from, from.ts)
    session = null
    heardAt = tools.now()
  }

  return {
    async next(): Promise<Step> {
      if (!session || !cursor) {
        await begin()
        return 'prepared'
      }
      const from = cursor
      if (from.hasGap || tools.now() - heardAt >= silenceMs) {
        await (from.hasGap ? closeGap(from) : renew(from))
        return 'prepared'
      }
      const startedAt = performance.now()
      const polled = await poll(session, from.ts, settings.waitSeconds, signal)
      if (polled.type === 'failed') await mend(polled, from)
      else await take(polled, from)
      // Who answers at once and with nothing is not asked in a tight loop.
      const isHasty = (polled.type === 'failed' || polled.updates.length === 0) && performance.now() - startedAt < hastyMs
      if (isHasty) await sleep(hastyMs, undefined, { signal }).catch(() => undefined)
      return 'polled'
    },
    forgetSession(): void {
      session = null
    },
  }
}

const saidIn = (event: VkEvent): VkMessage | null => (event.type === 'message_new' ? messageOf(event) : null)
