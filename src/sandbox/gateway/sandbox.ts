import { Webhook } from 'standardwebhooks'
import { type Faults, openFaults } from '../faults.js'
import { type Customer, openCustomer } from './customer.js'
import { type GotMessage, isMessage, problemsOf } from './message.js'
import { type Asked, openServer, type Reply } from './server.js'

export interface GatewaySandbox {
  /** Where the desk posts its messages. */
  readonly url: string
  /** Where files that `host` keeps are fetched from. */
  readonly origin: string
  readonly secret: string
  /** `message` and `file`. */
  readonly faults: Faults
  readonly customer: Customer
  /** What reached people, each id once, oldest first. */
  readonly delivered: readonly GotMessage[]
  /** Every post that was rightly signed, with repetitions: the id and the body as it came. */
  readonly posts: readonly { readonly id: string; readonly body: string }[]
  /** The account's address for events. */
  pointTo(eventsUrl: string): void
  /** Keeps bytes under an address. */
  host(name: string, bytes: Buffer, headers?: Readonly<Record<string, string>>): string
  close(): Promise<void>
}

const ownSecret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'

/** A gateway of an SMS or telephony operator on 127.0.0.1. It trusts nothing that the published library does not verify. */
export async function openGatewaySandbox(options: { readonly secret?: string; readonly port?: number } = {}): Promise<GatewaySandbox> {
  const { secret = ownSecret, port = 0 } = options
  const faults = openFaults()
  const webhook = new Webhook(secret)
  const delivered: GotMessage[] = []
  const posts: { readonly id: string; readonly body: string }[] = []
  const hosted = new Map<string, { readonly bytes: Buffer; readonly headers: Readonly<Record<string, string>> }>()
  let eventsUrl = ''

  function take({ headers, body }: Asked): Reply {
    const id = String(headers['webhook-id'] ?? '')
    const read = verify(webhook, headers, body)
    if (!read) return { status: 401, body: { reason: 'the signature is wrong' } }
    if (!isMessage(read.value)) return { status: 422, body: { reason: problemsOf(read.value).join(', ') } }
    if (id !== `msg_${read.value.id}`) return { status: 422, body: { reason: 'webhook-id does not name the message' } }
    const before = posts.find((one) => one.id === id)
    posts.push({ id, body })
    if (before && before.body !== body) return { status: 409, body: { reason: 'another message under the same id' } }
    if (!before) delivered.push(read.value)
    return { status: 200, body: { id: `gw-${read.value.id}` } }
  }

  function show({ path }: Asked): Reply {
    const file = hosted.get(path)
    return file ? { status: 200, body: file.bytes, headers: file.headers } : { status: 404, body: {} }
  }

  const server = await openServer(
    faults,
    (path) => (path.startsWith('/files/') ? { name: 'file', answer: show } : { name: 'message', answer: take }),
    port,
  )
  return {
    url: `${server.origin}/messages`,
    origin: server.origin,
    secret,
    faults,
    customer: openCustomer(() => eventsUrl, secret),
    delivered,
    posts,
    pointTo(url) {
      eventsUrl = url
    },
    host(name, bytes, headers = {}) {
      hosted.set(`/files/${name}`, { bytes, headers })
      return `${server.origin}/files/${name}`
    },
    close: server.close,
  }
}

function verify(webhook: Webhook, headers: Asked['headers'], body: string): { readonly value: unknown } | null {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  try {
    return { value: webhook.verify(body, given) }
  } catch {
    return null
  }
}
