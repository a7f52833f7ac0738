import type { VkEvent } from './shapes.js'

export type CallbackPost = {
  readonly event: VkEvent
  /** 0 for the first try. */
  readonly retry: number
  readonly status: number | null
  readonly body: string
  /** What the answer's Retry-After asked for. */
  readonly retryAfterMs: number | null
}
type Options = { readonly secret: string; readonly groupId: number; readonly retryMs: number; readonly triesLimit: number }

/** VK as the caller: https://dev.vk.com/ru/api/callback/getting-started. One event after another, each until the answer is exactly `ok`. */
export function openCallback({ secret, groupId, retryMs, triesLimit }: Options) {
  const posts: CallbackPost[] = []
  const stop = new AbortController()
  let target: string | null = null
  let last: Promise<void> = Promise.resolve()

  async function post(event: VkEvent, retry: number): Promise<CallbackPost> {
    const headers = { 'content-type': 'application/json', ...(retry > 0 ? { 'x-retry-counter': String(retry) } : {}) }
    const kept = { event, retry }
    try {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(10_000)])
      const answer = await fetch(target ?? '', { method: 'POST', headers, body: JSON.stringify({ ...event, secret }), signal })
      const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
      const isHeard = [410, 429, 503].includes(answer.status) && Number.isFinite(seconds)
      return { ...kept, status: answer.status, body: await answer.text(), retryAfterMs: isHeard ? seconds * 1000 : null }
    } catch {
      return { ...kept, status: null, body: '', retryAfterMs: null }
    }
  }

  async function deliver(event: VkEvent): Promise<void> {
    for (let retry = 0; retry < triesLimit && target !== null && !stop.signal.aborted; retry += 1) {
      const made = await post(event, retry)
      posts.push(made)
      if (made.status === 200 && made.body === 'ok') return
      await pause(made.retryAfterMs ?? retryMs, stop.signal)
    }
  }

  return {
    posts,
    /** Where events go from now on; null: nowhere. */
    connect(url: string | null): void {
      target = url
    },
    /** Asks the address for its confirmation string, and tells what it said. */
    async confirm(group = groupId, shownSecret: string | null = secret): Promise<{ readonly status: number; readonly body: string }> {
      const body = JSON.stringify({ type: 'confirmation', group_id: group, ...(shownSecret === null ? {} : { secret: shownSecret }) })
      const answer = await fetch(target ?? '', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      return { status: answer.status, body: await answer.text() }
    },
    add(event: VkEvent): void {
      if (target === null) return
      last = last.then(() => deliver(event))
    },
    /** Resolves when every event so far was taken or given up. */
    idle: () => last,
    async close(): Promise<void> {
      stop.abort()
      await last
    },
  }
}

export type CallbackSide = ReturnType<typeof openCallback>

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
