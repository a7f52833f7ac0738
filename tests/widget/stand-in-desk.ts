import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** What a test may do to a request: refuse it unread, cut it unread, or handle it and lose the answer. */
export type Trouble =
  | { type: 'refuse'; status: number; headers?: Record<string, string>; code?: string }
  | { type: 'cut' }
  | { type: 'lose-answer' }

type Raw = Record<string, unknown>
export type Seen = { at: number; method: string; path: string; token: string; body: Raw; files: { name: string; size: number }[] }
type Talk = { id: string; activities: Raw[]; sockets: Set<WebSocket>; hasEnded: boolean; keys: Map<string, string> }

/** A desk that speaks just enough Direct Line 3.0 over real HTTP and websockets, and misbehaves when told to. */
export class StandInDesk {
  readonly seen: Seen[] = []
  readonly talks: Talk[] = []
  expiresInSeconds = 1800
  acceptsSockets = true
  /** A new socket tells everything from the beginning, whatever watermark was asked for. */
  repeatsAll = false
  /** Called for every new message of the customer. */
  onMessage: (activity: Raw, talk: Talk) => void = () => {}
  /** Answers what is not Direct Line: the built files, a customer's page. True when it did. */
  serve: (request: IncomingMessage, response: ServerResponse) => boolean = () => false
  tokenExtras: Raw = {}
  private readonly uploads = new Map<string, Buffer>()
  private readonly troubles: { request: RegExp; trouble: Trouble; times: number }[] = []
  private readonly tokens = new Map<string, { talk: Talk; isExpired: boolean }>()
  private readonly streams = new Map<string, { talk: Talk; from: number }>()
  private readonly server = createServer((request, response) => void this.handle(request, response))
  private readonly sockets = new WebSocketServer({ noServer: true })
  private count = 0

  async open(): Promise<this> {
    this.server.on('upgrade', (request, socket, head) => {
      const stream = this.streams.get(new URL(request.url ?? '', this.url).searchParams.get('t') ?? '')
      if (!stream || !this.acceptsSockets) return socket.destroy()
      this.sockets.handleUpgrade(request, socket, head, (ws) => {
        stream.talk.sockets.add(ws)
        ws.on('close', () => stream.talk.sockets.delete(ws))
        ws.send('')
        if (stream.talk.activities.length > stream.from) ws.send(JSON.stringify(toSet(stream.talk, stream.from)))
      })
    })
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return this
  }

  async close(): Promise<void> {
    this.dropSockets()
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  get talk(): Talk {
    const talk = this.talks.at(-1)
    if (!talk) throw new Error('no conversation yet')
    return talk
  }

  /** The next `times` requests of which 'METHOD /path' matches meet this trouble. */
  trouble(request: RegExp, trouble: Trouble, times = 1): void {
    this.troubles.push({ request, trouble, times })
  }

  /** No more troubles. */
  forgive(): void {
    this.troubles.length = 0
  }

  say(text: string, more: Raw = {}, talk = this.talk): void {
    this.publish(talk, { type: 'message', text, from: { id: 'desk', name: 'Desk', role: 'bot' }, ...more })
  }

  publish(talk: Talk, activity: Raw): string {
    const id = `${talk.id}|${String(talk.activities.length + 1).padStart(7, '0')}`
    const full = { timestamp: new Date().toISOString(), ...activity, id }
    talk.activities.push(full)
    for (const socket of talk.sockets) socket.send(JSON.stringify(toSet(talk, talk.activities.length - 1)))
    return id
  }

  typing(name: string): void {
    const activity = {
      type: 'typing',
      from: { id: 'desk', name, role: 'bot' },
      channelData: { otklik: { author: { kind: 'operator', name } } },
    }
    for (const socket of this.talk.sockets) socket.send(JSON.stringify({ activities: [activity] }))
  }

  dropSockets(): void {
    for (const talk of this.talks) for (const socket of talk.sockets) socket.terminate()
  }

  /** The sockets stay open and say nothing any more. */
  deafenSockets(): void {
    for (const talk of this.talks) talk.sockets.clear()
  }

  expireTokens(): void {
    for (const token of this.tokens.values()) token.isExpired = true
  }

  textsFromCustomerOrNone(): unknown[] {
    return this.talks.length ? this.textsFromCustomer() : []
  }

  textsFromCustomer(talk = this.talk): unknown[] {
    return talk.activities.filter((activity) => isFrom(activity, 'user')).map((activity) => activity.text)
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url)
    if (this.serve(request, response)) return
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', 'authorization, content-type')
    response.setHeader('access-control-expose-headers', 'retry-after')
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    const upload = this.uploads.get(url.pathname)
    if (upload) return void response.writeHead(200, { 'content-type': 'image/png' }).end(upload)
    const seen = await read(request, url, this.uploads)
    this.seen.push(seen)
    const trouble = this.takeTrouble(`${seen.method} ${seen.path}`)
    if (trouble?.type === 'cut') return void request.socket.destroy()
    if (trouble?.type === 'refuse')
      return reply(response, trouble.status, { error: { code: trouble.code ?? 'Refused', message: 'no' } }, trouble.headers)
    const [status, body] = this.answer(seen, url)
    if (trouble?.type === 'lose-answer') return void request.socket.destroy()
    reply(response, status, body)
  }

  private takeTrouble(request: string): Trouble | undefined {
    const found = this.troubles.find((one) => one.times > 0 && one.request.test(request))
    if (found) found.times--
    return found?.trouble
  }

  private answer(seen: Seen, url: URL): [number, Raw] {
    if (url.pathname === '/api/widget/token')
      return [200, { ...this.grant(this.tokens.get(String(seen.body.previous))?.talk), ...this.tokenExtras }]
    const token = this.tokens.get(seen.token)
    if (!token) return [401, { error: { code: 'Unauthorized' } }]
    if (token.isExpired) return [403, { error: { code: 'TokenExpired' } }]
    const path = url.pathname.replace('/v3/directline', '')
    if (path === '/tokens/refresh') return [200, this.grant(token.talk)]
    if (path === '/conversations') return [201, { ...this.grant(token.talk), ...this.stream(token.talk, 0) }]
    const [, id, rest = ''] = /^\/conversations\/([^/]+)(\/\w+)?$/.exec(path) ?? []
    if (id !== token.talk.id) return [403, { error: { code: 'Forbidden' } }]
    if (token.talk.hasEnded) return [404, { error: { code: 'ConversationEnded' } }]
    const from = Number(url.searchParams.get('watermark') ?? 0)
    if (seen.method === 'GET')
      return [200, rest ? toSet(token.talk, from) : { conversationId: id, token: seen.token, ...this.stream(token.talk, from) }]
    return [200, { id: this.accept(token.talk, seen) }]
  }

  private accept(talk: Talk, seen: Seen): string {
    const key = String((seen.body.channelData as Raw | undefined)?.clientActivityID)
    const known = talk.keys.get(key)
    if (known) return known
    const attachments = seen.files.map((file) => ({
      name: file.name,
      contentType: 'image/png',
      contentUrl: `${this.url}/files/${file.name}`,
    }))
    const activity = { ...seen.body, from: { id: 'c1', role: 'user' }, ...(attachments.length && { attachments }) }
    const id = this.publish(talk, activity)
    talk.keys.set(key, id)
    setImmediate(() => this.onMessage(activity, talk))
    return id
  }

  private grant(talk = this.begin()): Raw {
    const token = `token-${++this.count}`
    this.tokens.set(token, { talk, isExpired: false })
    return { conversationId: talk.id, token, expires_in: this.expiresInSeconds }
  }

  private begin(): Talk {
    const talk: Talk = { id: `talk-${++this.count}`, activities: [], sockets: new Set(), hasEnded: false, keys: new Map() }
    this.talks.push(talk)
    return talk
  }

  private stream(talk: Talk, from: number): Raw {
    const ticket = `stream-${++this.count}`
    this.streams.set(ticket, { talk, from: this.repeatsAll ? 0 : from })
    return { streamUrl: `${this.url.replace('http', 'ws')}/stream?t=${ticket}` }
  }
}

const toSet = (talk: Talk, from: number): Raw => ({ activities: talk.activities.slice(from), watermark: String(talk.activities.length) })
const isFrom = (activity: Raw, role: string): boolean => (activity.from as Raw | undefined)?.role === role

function reply(response: ServerResponse, status: number, body: Raw, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

async function read(request: IncomingMessage, url: URL, uploads: Map<string, Buffer>): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request.on('error', () => {})) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  const token = (request.headers.authorization ?? '').replace('Bearer ', '')
  const seen = {
    at: performance.now(),
    method: request.method ?? '',
    path: url.pathname,
    token,
    body: {} as Raw,
    files: [] as Seen['files'],
  }
  if (!type.startsWith('multipart/')) return { ...seen, body: bytes.length ? (JSON.parse(bytes.toString()) as Raw) : {} }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const sent = form.getAll('file').filter((file) => file instanceof File)
  for (const file of sent) uploads.set(encodeURI(`/files/${file.name}`), Buffer.from(await file.arrayBuffer()))
  const files = sent.map(({ name, size }) => ({ name, size }))
  const activity = form.get('activity')
  return { ...seen, files, body: activity instanceof Blob ? (JSON.parse(await activity.text()) as Raw) : {} }
}
