import { randomUUID } from 'node:crypto'
import { longestWaitMs } from './reference.js'
import type { VkEvent } from './shapes.js'

export type Failed = { readonly failed: 1; readonly ts: number } | { readonly failed: 2 | 3 | 4 }
type Answer = Failed | { readonly ts: string; readonly updates: readonly VkEvent[] }

/** The queue of Bots Long Poll: https://dev.vk.com/ru/api/bots-long-poll/getting-started */
export function openLongPoll(server: string, capMs: number) {
  const queue: VkEvent[] = []
  const wanted: Failed['failed'][] = []
  let waiting = new Set<() => void>()
  let first = 0
  let key = randomUUID()
  let isLost = false
  let isMute = false

  const wake = (): void => {
    const sleepers = waiting
    waiting = new Set()
    for (const go of sleepers) go()
  }
  const last = (): number => first + queue.length

  function refuse(given: string, ts: string): Failed | null {
    const failed = wanted.shift()
    if (failed !== undefined) return failed === 1 ? { failed, ts: last() } : { failed }
    if (isLost) return { failed: 3 }
    if (given !== key) return { failed: 2 }
    return !/^\d+$/.test(ts) || Number(ts) < first || Number(ts) > last() ? { failed: 1, ts: last() } : null
  }

  return {
    add(event: VkEvent): void {
      queue.push(event)
      if (!isMute) wake()
    },
    session() {
      isLost = false
      return { key, server, ts: String(last()) }
    },
    async check(query: URLSearchParams, isGone: () => boolean): Promise<Answer> {
      const ts = query.get('ts') ?? ''
      const refusal = refuse(query.get('key') ?? '', ts)
      if (refusal) return refusal
      const waitMs = Math.min(Number(query.get('wait') ?? 25) * 1000, capMs, longestWaitMs)
      if (isMute || Number(ts) >= last()) {
        await new Promise<void>((resolve) => {
          const go = (): void => {
            clearTimeout(timer)
            waiting.delete(go)
            resolve()
          }
          const timer = setTimeout(go, waitMs)
          waiting.add(go)
        })
      }
      if (isGone() || isMute) return { ts, updates: [] }
      return refuse(query.get('key') ?? '', ts) ?? { ts: String(last()), updates: queue.slice(Number(ts) - first) }
    },
    /** The next polls are answered so. */
    fail(failed: Failed['failed'], times = 1): void {
      wanted.push(...Array.from({ length: times }, () => failed))
      wake()
    },
    /** Events so far are gone: whoever asks for them hears `failed: 1`. */
    forget(): void {
      first = last()
      queue.length = 0
    },
    /** The key is too old: `failed: 2` until a new one is asked for. */
    expireKey(): void {
      key = randomUUID()
      wake()
    },
    /** `failed: 3` until a new session is asked for; its numbers begin anew and its events are gone. */
    loseSession(): void {
      isLost = true
      key = randomUUID()
      first = 0
      queue.length = 0
      wake()
    },
    /** A channel that has fallen silent: polls are answered without updates, whatever happens, until it is ended. */
    mute(on: boolean): void {
      isMute = on
      wake()
    },
    /** How many polls wait at this moment. */
    waiting: (): number => waiting.size,
    close: wake,
  }
}

export type LongPoll = ReturnType<typeof openLongPoll>
