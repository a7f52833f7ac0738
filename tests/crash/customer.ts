import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import WebSocket from 'ws'
import type { Chance } from '../support/chance.js'

type Activity = { readonly id: string; readonly text?: string; readonly from: { readonly role?: string } }

/** What was said at once, and the id that the desk answered each post with. */
export type Turn = readonly { readonly text: string; readonly id: string }[]

/** A customer who gives every message an id of their own, sends it until it is answered, and looks on over a socket, as any client does. */
export type Customer = {
  readonly conversation: string
  readonly turns: readonly Turn[]
  /** How many complaints this customer brought. */
  readonly complaints: number
  /** Ids of what the socket showed, in order, over all its reconnections. */
  readonly seen: readonly string[]
  /** Everything by watermark, page after page, as a client that has just come reads it. */
  readAll(): Promise<readonly Activity[]>
  leave(): void
}

type Script = { readonly turns: readonly (readonly string[])[]; readonly complaints: number }

const scripts: readonly Script[] = [
  { turns: [['Верните деньги: мне привезли разбитый телефон']], complaints: 1 },
  { turns: [['Мне привезли разбитый телефон, верните деньги!'], ['спасибо']], complaints: 1 },
  {
    turns: [['The courier threw my parcel over the fence and the lamp is in pieces'], ['ok', 'thanks!', '👍', 'thank you', 'ok, thanks']],
    complaints: 1,
  },
  { turns: [['收到的手机屏幕是碎的，客服一直不理人，我要退款！'], ['谢谢']], complaints: 1 },
  { turns: [['Привезли разбитый телефон'], ['Ещё одна жалоба: курьер нахамил моей маме']], complaints: 2 },
]

export type Place = { readonly url: string; readonly secret: string; readonly signal: AbortSignal }

/** Comes, says all that this customer has to say, and resolves when the desk has answered every post. */
export async function talk(place: Place, chance: Chance): Promise<Customer> {
  const root = `${place.url}/v3/directline/conversations`
  const persist = openPersistence(place.signal)
  const started = await persist(root, { method: 'POST', headers: headersOf(place.secret), body: '{}' })
  const { conversationId: conversation, token } = started as { conversationId: string; token: string }
  const view = watch(persist, `${root}/${conversation}`, token)
  const script = chance.pick(scripts)
  const turns: Turn[] = []
  for (const texts of script.turns)
    turns.push(await Promise.all(texts.map((text) => say(persist, `${root}/${conversation}/activities`, token, text))))
  return {
    conversation,
    turns,
    complaints: script.complaints,
    seen: view.seen,
    readAll: () => readAll(persist, `${root}/${conversation}/activities`, place.secret),
    leave: view.close,
  }
}

async function say(persist: Persist, url: string, token: string, text: string): Promise<Turn[number]> {
  const body = JSON.stringify({ type: 'message', from: { id: 'visitor' }, text, channelData: { clientActivityID: randomUUID() } })
  const answer = await persist(url, { method: 'POST', headers: headersOf(token), body })
  return { text, id: (answer as { id: string }).id }
}

type Persist = (url: string, request: RequestInit) => Promise<unknown>

/** Sends the same again until it is answered, as often as the desk wishes; no other refusal is an answer that a customer may get here. */
const openPersistence =
  (signal: AbortSignal): Persist =>
  async (url, request) => {
    for (;;) {
      signal.throwIfAborted()
      const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(15_000) }).catch(() => null)
      if (answer?.ok) {
        const read: unknown = await answer.json().catch(() => null)
        if (read !== null) return read
      } else if (answer && answer.status < 500 && answer.status !== 429) {
        throw new Error(`the desk refused with ${answer.status}: ${await answer.text()}`)
      }
      const retryAfterSeconds = Number(answer?.headers.get('retry-after') ?? 0)
      await setTimeout(Math.max(30, retryAfterSeconds * 1_000))
    }
  }

/** A socket that reconnects with the last watermark it was shown. */
function watch(persist: Persist, url: string, token: string): { readonly seen: string[]; close(): void } {
  const seen: string[] = []
  let watermark = ''
  let isOver = false
  let socket: WebSocket | undefined
  const connect = async (): Promise<void> => {
    const known = (await persist(`${url}?watermark=${watermark}`, { headers: headersOf(token) })) as { streamUrl: string }
    if (isOver) return
    // A connection handed to a desk that is killed at that moment stays open without an answer.
    socket = new WebSocket(known.streamUrl, { handshakeTimeout: 3_000 })
    socket.on('error', () => undefined)
    socket.on('close', () => void (isOver || setTimeout(30).then(reconnect)))
    socket.on('message', (data) => {
      if (String(data) === '') return
      const frame = JSON.parse(String(data)) as { activities: Activity[]; watermark?: string }
      seen.push(...frame.activities.map(({ id }) => id))
      watermark = frame.watermark ?? watermark
    })
  }
  const reconnect = () => void connect().catch(() => undefined)
  reconnect()
  return {
    seen,
    close() {
      isOver = true
      socket?.terminate()
    },
  }
}

async function readAll(persist: Persist, url: string, secret: string): Promise<readonly Activity[]> {
  const all: Activity[] = []
  for (let watermark = ''; ; ) {
    const page = (await persist(`${url}?watermark=${watermark}`, { headers: headersOf(secret) })) as {
      activities: Activity[]
      watermark: string
    }
    if (page.activities.length === 0) return all
    all.push(...page.activities)
    watermark = page.watermark
  }
}

const headersOf = (credential: string) => ({ authorization: `Bearer ${credential}`, 'content-type': 'application/json' })
