import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** What the desk answered to one event. */
export type Answered = { readonly status: number; readonly body: string }

export type PostOptions = {
  /** The webhook-id; a new one by default. */
  readonly id?: string
  readonly secret?: string
  /** How far the sender's clock is off. */
  readonly clockOffMs?: number
  /** Headers that replace or, as null, take away what would be sent. */
  readonly headers?: Readonly<Record<string, string | null>>
}

export type Words = {
  readonly id?: string
  readonly conversation?: string
  readonly name?: string
  readonly files?: readonly { readonly url: string; readonly name: string; readonly contentType: string; readonly sizeBytes?: number }[]
  readonly button?: string
  readonly language?: string
  readonly replyTo?: string
  readonly at?: string
}

/** The people behind the gateway; each call is one signed event to the desk, whose answer comes back. */
export interface Customer {
  say(from: string, text: string, words?: Words): Promise<Answered>
  deliveryReport(messageId: number, state: 'delivered' | 'read' | 'failed', details?: object): Promise<Answered>
  call(from: string, id: string, state: 'began' | 'ended', recordingUrl?: string): Promise<Answered>
  leave(from: string, reason?: string): Promise<Answered>
  comeBack(from: string): Promise<Answered>
  /** Any body at all; a text or bytes go as they are. */
  post(body: unknown, options?: PostOptions): Promise<Answered>
}

export function openCustomer(eventsUrl: () => string, ownSecret: string): Customer {
  async function post(body: unknown, { id = `evt_${randomUUID()}`, secret = ownSecret, clockOffMs = 0, headers = {} }: PostOptions = {}) {
    const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body) : Buffer.from(JSON.stringify(body))
    const at = new Date(Date.now() + clockOffMs)
    const all = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, at, bytes),
      ...headers,
    }
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null)
    const response = await fetch(eventsUrl(), { method: 'POST', headers: Object.fromEntries(sent), body: bytes })
    return { status: response.status, body: await response.text() }
  }

  return {
    post,
    say: (from, text, { id = randomUUID(), name, ...words } = {}) =>
      post({ type: 'message', id, from: { id: from, name }, text, ...words }),
    deliveryReport: (messageId, state, details = {}) => post({ type: 'delivery', messageId, state, ...details }),
    call: (from, id, state, recordingUrl) => post({ type: 'call', id, from: { id: from }, state, recordingUrl }),
    leave: (from, reason) => post({ type: 'left', from: { id: from }, reason }),
    comeBack: (from) => post({ type: 'returned', from: { id: from } }),
  }
}
