import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { vkChannel } from '../../../src/channels/vk/index.js'
import type {
  AccountState,
  Arrival,
  Channel,
  ChannelTools,
  ListenerDoor,
  OutboundMessage,
  SendError,
  Webhook,
} from '../../../src/core/channel.js'
import type { AccountId, FileId, MessageId } from '../../../src/core/model/ids.js'
import type { VkSandbox } from '../../../src/sandbox/vk/sandbox.js'
import { silentLog } from '../../support/silent-log.js'

export const account = 7 as AccountId

export const signalOf = (): AbortSignal => new AbortController().signal

type Options = { readonly settings?: object; readonly now?: () => number; readonly files?: Readonly<Record<number, Uint8Array>> }

/** The real channel in front of the sandbox. */
export function openChannel(
  sandbox: Pick<VkSandbox, 'apiRoot' | 'token' | 'groupId'>,
  { settings = {}, now = Date.now, files = {} }: Options = {},
) {
  const tools: ChannelTools = {
    accountId: account,
    accountName: 'default',
    publicUrl: 'https://desk.example',
    signingKey: 'ab'.repeat(32),
    log: silentLog,
    now,
    openFile: async (id) => Readable.from([Buffer.from(files[id] ?? '')]),
  }
  const { apiRoot, token, groupId } = sandbox
  return vkChannel.open(vkChannel.settings.parse({ apiRoot, token, groupId, waitSeconds: 5, ...settings }), tools)
}

export const outbound = (peer: number, fields: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: 1 as MessageId,
  key: 1,
  accountId: account,
  conversation: String(peer),
  to: String(peer),
  seq: 1,
  author: { kind: 'flow', name: 'flow' },
  language: 'ru',
  text: 'Жалоба № 100013 принята',
  choices: [],
  ask: null,
  files: [],
  subject: null,
  earlier: [],
  complaint: null,
  at: '2026-11-22T07:15:00.000Z',
  ...fields,
})

export const fileOf = (id: number, name: string, contentType: string, bytes: Uint8Array) => ({
  id: id as FileId,
  name,
  contentType,
  sizeBytes: bytes.length,
})

export const failureOf = (sent: Promise<unknown>): Promise<SendError> =>
  sent.then(
    () => Promise.reject(new Error('it was sent')),
    (reason) => reason,
  )

/** A ledger in memory behind the listener's door: accepts an id once, can be away, keeps what was reported. */
export function openLedger(cursor: string | null = null) {
  const accepted = new Map<string, Arrival>()
  const ledger = {
    accepted,
    cursor,
    /** How often anything was brought, also what was known. */
    delivered: 0,
    isAway: false,
    states: [] as AccountState[],
    events: (channel: Pick<Channel, 'parse'>) =>
      Promise.all([...accepted.values()].map(({ raw }) => channel.parse(raw))).then((all) => all.flat()),
    async texts(channel: Pick<Channel, 'parse'>): Promise<string[]> {
      return (await ledger.events(channel)).flatMap((event) => (event.type === 'message' ? [event.text] : []))
    },
    accept(arrivals: readonly Arrival[]): void {
      for (const arrival of arrivals) if (!accepted.has(arrival.externalId)) accepted.set(arrival.externalId, arrival)
    },
    door: (): ListenerDoor => ({
      cursor: ledger.cursor,
      async deliver(arrivals, next) {
        ledger.delivered += arrivals.length
        if (ledger.isAway) throw new Error('the ledger is away')
        ledger.accept(arrivals)
        if (next !== undefined) ledger.cursor = next
      },
      report: (state) => void ledger.states.push(state),
    }),
  }
  return ledger
}
export type Ledger = ReturnType<typeof openLedger>

/** Starts the channel's listener; `stop` ends it and tells how it ended. */
export function listen(channel: Channel, ledger: Ledger) {
  const stopping = new AbortController()
  if (channel.intake.via !== 'listener') throw new Error('the channel does not listen')
  const ended = channel.intake.listen(ledger.door(), stopping.signal).then(
    () => null,
    (reason: unknown) => reason,
  )
  return {
    ended,
    async stop(): Promise<unknown> {
      stopping.abort()
      const reason = await ended
      await channel.close?.()
      return reason
    },
  }
}

/** The desk's web server in front of a webhook, as far as VK sees it. */
export async function serve(channel: Channel, ledger: Ledger) {
  const webhook: Webhook | null = channel.intake.via === 'webhook' ? channel.intake : null
  if (!webhook) throw new Error('the channel is not called')
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { answer, arrivals } = await webhook.check({ method: request.method ?? '', headers: {}, query: {}, body: Buffer.concat(chunks) })
    if (ledger.isAway && arrivals.length > 0) {
      response.writeHead(503, { 'retry-after': '1' }).end()
      return
    }
    ledger.delivered += arrivals.length
    ledger.accept(arrivals)
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/channels/vk/default/${webhook.path}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
