import { type Faults, openFaults } from '../faults.js'
import { type CallbackSide, openCallback } from './callback.js'
import { checkFields } from './check-fields.js'
import { openCustomer, type VkCustomer } from './customer.js'
import { type LongPoll, openLongPoll } from './long-poll.js'
import { answers, type Place } from './methods.js'
import { callsPerSecond, longestWaitMs } from './reference.js'
import { Refusal } from './refusal.js'
import { type Asked, openServer, type Reply } from './server.js'
import type { VkCall, VkEvent, VkMessage } from './shapes.js'
import { storeUpload } from './uploads.js'
import { openWorld } from './world.js'

export type VkSandboxOptions = {
  readonly token?: string
  readonly groupId?: number
  readonly name?: string
  readonly screenName?: string
  readonly secret?: string
  /** Of the loopback; any free one when absent. */
  readonly port?: number
  /** Long polls end after this, whatever `wait` asks for. */
  readonly waitCapMs?: number
  /** Between two posts of an event that was not taken, where the answer named no time. */
  readonly callbackRetryMs?: number
  now?(): number
}

export interface VkSandbox {
  readonly origin: string
  /** What VK_API_ROOT is set to. */
  readonly apiRoot: string
  readonly token: string
  readonly groupId: number
  readonly secret: string
  /** By name of a method, `a_check`, `upload` or `file`. */
  readonly faults: Faults
  readonly calls: readonly VkCall[]
  /** Every event so far, as it was made. */
  readonly events: readonly VkEvent[]
  readonly longPoll: Omit<LongPoll, 'add' | 'session' | 'check' | 'close'>
  readonly callback: Omit<CallbackSide, 'add' | 'close'>
  /** The next `times` calls of `method` are answered with this error and nothing is done. */
  fail(method: string, code: number, times?: number, extra?: Readonly<Record<string, unknown>>): void
  /** Error 6 for the calls above so many within a second, VK's own 20 unless told otherwise; null: no limit. */
  limitRate(perSecond?: number | null): void
  customer(id?: number, name?: { readonly firstName: string; readonly lastName: string }): VkCustomer
  /** All messages of a dialog, oldest first. */
  messages(peer: number): readonly VkMessage[]
  /** Keeps events back until `release` gives them out, in the order and as often as it is told. */
  hold(): { release(arrange?: (events: readonly VkEvent[]) => readonly VkEvent[]): void }
  close(): Promise<void>
}

/** A VK of one community on the loopback: API, upload servers, Bots Long Poll and Callback API. */
export async function openVkSandbox(options: VkSandboxOptions = {}): Promise<VkSandbox> {
  const { token = 'vk1.a.sandbox-token', groupId = 201_234_567, secret = 'sandbox-secret' } = options
  const now = options.now ?? Date.now
  const faults = openFaults()
  const calls: VkCall[] = []
  const events: VkEvent[] = []
  const failures = new Map<string, { readonly code: number; readonly extra: object }[]>()
  let held: VkEvent[] | null = null
  let perSecond: number | null = null

  const server = await openServer(faults, routeOf, options.port ?? 0)
  const { origin } = server
  const longPoll = openLongPoll(`${origin}/wh${groupId}`, options.waitCapMs ?? longestWaitMs)
  const callback = openCallback({ secret, groupId, retryMs: options.callbackRetryMs ?? 1_000, triesLimit: 20 })
  const publish = (event: VkEvent): void => {
    longPoll.add(event)
    callback.add(event)
  }
  const world = openWorld(groupId, now, (event) => {
    events.push(event)
    if (held) held.push(event)
    else publish(event)
  })
  const group = { id: groupId, name: options.name ?? 'Песочница', screenName: options.screenName ?? 'otklik_sandbox' }
  const place: Place = { world, origin, group, presses: new Map(), session: longPoll.session }

  function routeOf({ url }: Asked) {
    const { pathname } = url
    if (pathname.startsWith('/method/')) {
      const name = pathname.slice('/method/'.length)
      return { name, answer: (asked: Asked) => call(name, asked), failed: (asked: Asked) => keep(name, fieldsOf(asked), null) }
    }
    if (pathname === `/wh${groupId}`) return { name: 'a_check', answer: poll }
    if (pathname.startsWith('/upload/')) return { name: 'upload', answer: (asked: Asked) => storeUpload(world, asked) }
    return { name: 'file', answer: download }
  }

  async function poll({ url }: Asked, isGone: () => boolean): Promise<Reply> {
    if (url.searchParams.get('act') !== 'a_check') return { status: 400, body: 'act is invalid' }
    return { status: 200, body: await longPoll.check(url.searchParams, isGone) }
  }

  function download({ url }: Asked): Reply {
    const file = world.files.get(Number(/^\/files\/(\d+)\//.exec(url.pathname)?.[1]))
    return file ? { status: 200, body: file.bytes } : { status: 404, body: 'not found' }
  }

  function call(name: string, asked: Asked): Reply {
    const fields = fieldsOf(asked)
    try {
      const failure = failures.get(name)?.shift()
      if (failure) return refuse(new Refusal(failure.code), name, fields, failure.extra)
      checkCaller(asked, fields)
      checkFields(name, fields)
      const response = answers[name]?.(place, fields)
      keep(name, fields, 0)
      return { status: 200, body: { response } }
    } catch (reason) {
      return refuse(reason instanceof Refusal ? reason : new Refusal(10), name, fields, {})
    }
  }

  /** https://dev.vk.com/ru/api/api-requests: POST, a token, and not more calls a second than allowed. */
  function checkCaller(asked: Asked, fields: URLSearchParams): void {
    if (asked.method !== 'POST') throw new Refusal(8, 'the sandbox takes POST alone')
    if (fields.get('access_token') !== token) throw new Refusal(5)
    if (perSecond === null) return
    const recent = calls.filter(({ at, errorCode }) => errorCode !== 6 && now() - at < 1_000)
    if (recent.length >= perSecond) throw new Refusal(6)
  }

  function refuse(refusal: Refusal, name: string, fields: URLSearchParams, extra: object): Reply {
    keep(name, fields, refusal.code)
    const request_params = [...fields].flatMap(([key, value]) => (key === 'access_token' ? [] : [{ key, value }]))
    const error = { error_code: refusal.code, error_msg: refusal.message, request_params, ...extra }
    return { status: 200, body: { error } }
  }

  function keep(method: string, fields: URLSearchParams, errorCode: number | null): void {
    const shown = Object.fromEntries([...fields].filter(([key]) => key !== 'access_token'))
    calls.push({ method, fields: shown, at: now(), errorCode })
  }

  return {
    origin,
    apiRoot: `${origin}/method`,
    token,
    groupId,
    secret,
    faults,
    calls,
    events,
    longPoll,
    callback,
    fail(method, code, times = 1, extra = {}) {
      failures.set(method, [...(failures.get(method) ?? []), ...Array.from({ length: times }, () => ({ code, extra }))])
    },
    limitRate(limit = callsPerSecond) {
      perSecond = limit
    },
    customer(id = 1_000 + world.people.size, { firstName, lastName } = { firstName: 'Анна', lastName: 'Петрова' }) {
      if (!world.people.has(id)) world.people.set(id, { id, firstName, lastName })
      return openCustomer(place, id)
    },
    messages: world.messages,
    hold() {
      held ??= []
      return {
        release(arrange = (kept) => kept) {
          const kept = held ?? []
          held = null
          for (const event of arrange(kept)) publish(event)
        },
      }
    },
    async close() {
      longPoll.close()
      await callback.close()
      await server.close()
    },
  }
}

const fieldsOf = ({ body, url }: Asked): URLSearchParams =>
  new URLSearchParams([...url.searchParams, ...new URLSearchParams(body.toString('utf8'))])
