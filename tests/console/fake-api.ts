import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { type WebSocket, WebSocketServer } from 'ws'
import type { AccountDto, AccountTestDto, ConversationDto, LiveFrame, MessageDto } from '../../src/http/contract'
import { categories, journalLines, meOf, photo, seedDesk, staff, untouched } from './fake-data'

/** The page's policy as the desk will send it. */
const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly details: object = {},
  ) {
    super(code)
  }
}

export type FakeDesk = {
  url: string
  /** A customer says something, as over a channel. */
  say: (conversationId: number, text: string, author?: MessageDto['author']) => void
  tell: (frame: LiveFrame) => void
  change: (conversationId: number, edit: (conversation: ConversationDto) => void) => void
  /** The connection test that runs goes on to this standing. */
  test: (states: readonly AccountTestDto['steps'][number]['state'][], reason?: string) => void
  /** Drops all sockets and refuses new ones until called with false. */
  cut: (isCut: boolean) => void
  signOut: () => void
  /** The next writes are refused with this code. */
  refuse: (refusal: { status: number; code: string } | null) => void
  close: () => Promise<void>
}

/** A stand-in for the desk while the console is looked at: answers as the contract says, from memory. Never used to prove that the desk works. */
export async function startFakeDesk({
  isDemo = false,
  isSignedIn = true,
  isAdmin = true,
  port = 0,
  root = 'dist/web/console',
} = {}): Promise<FakeDesk> {
  const { complaints, messages, conversations, accounts } = seedDesk()
  let test: AccountTestDto | null = null
  const meNow = () => {
    const me = meOf(state.isDemo)
    return isAdmin ? me : { ...me, rights: me.rights.filter((right) => !/^(?:desk|staff)\.write$/.test(right)) }
  }
  const state = { isDemo, isSignedIn, isCut: false, cursor: 0, refusal: null as { status: number; code: string } | null }
  const sockets = new Set<WebSocket>()
  const files = new Map<number, Buffer>()

  const tell = (frame: LiveFrame): void => {
    for (const socket of sockets) socket.send(JSON.stringify(frame))
  }
  const changed = (conversationId: number): void => {
    state.cursor += 1
    const complaintId = complaints.find((one) => one.conversationIds.includes(conversationId))?.id ?? null
    tell({ type: 'changed', cursor: String(state.cursor), changes: [{ conversationId, complaintId, what: 'x' }] })
  }
  const find = (id: number): ConversationDto => {
    const found = conversations.find((one) => one.id === id)
    if (!found) throw new Refusal(404, 'conversation_unknown')
    return found
  }
  function add(id: number, message: Partial<MessageDto>): MessageDto {
    const list = messages.get(id) ?? []
    const seq = list.length + 1
    const made: MessageDto = {
      ...untouched,
      id: id * 100 + seq + 50,
      seq,
      direction: 'out',
      author: { kind: 'operator', name: 'Иван Орлов' },
      visibility: 'public',
      text: '',
      choices: [],
      files: [],
      delivery: null,
      complaintNumber: null,
      at: new Date().toISOString(),
      externalId: null,
      ...message,
    }
    list.push(made)
    messages.set(id, list)
    const conversation = find(id)
    if (made.visibility === 'public') Object.assign(conversation, { lastPreview: made.text, lastMessageAt: made.at })
    changed(id)
    return made
  }

  function answer(method: string, path: string, query: URLSearchParams, body: Record<string, unknown>): unknown {
    if (method === 'POST' && path === '/sign-in') {
      if (body.password === 'wrong') throw new Refusal(401, 'wrong_sign_in')
      state.isSignedIn = true
      return meOf(state.isDemo)
    }
    if (path === '/set-up') {
      if (method === 'GET') return { isOpen: query.get('token') !== 'old' }
      state.isSignedIn = true
      return meOf(state.isDemo)
    }
    if (!state.isSignedIn) throw new Refusal(401, 'signed_out')
    if (method !== 'GET' && state.refusal) throw new Refusal(state.refusal.status, state.refusal.code)
    if (path === '/me') return meNow()
    if (path === '/sign-out') {
      state.isSignedIn = false
      return null
    }
    if (path === '/demo') {
      state.isDemo = false
      return null
    }
    if (path === '/staff') {
      if (method === 'GET') return { items: staff, nextCursor: null }
      const made = { ...staff[2]!, ...body, id: staff.length + 1 }
      staff.push(made)
      return made
    }
    if (method === 'PATCH' && path.startsWith('/staff/')) return Object.assign(staff[0]!, body)
    if (path === '/accounts' && method === 'GET') return { items: accounts, nextCursor: null }
    if (path === '/accounts') return addAccount(body)
    const [, accountId, isTest] = /^\/accounts\/(\d+)(\/test)?$/.exec(path) ?? []
    if (accountId) return changeAccount(method, Number(accountId), isTest !== undefined, body)
    if (path === '/categories') return { items: categories, nextCursor: null }
    if (path === '/conversations') return feed(query)
    if (path === '/complaints') return register(query)
    const [, complaintNumber, isJournal] = /^\/complaints\/(\d+)(\/journal)?$/.exec(path) ?? []
    if (complaintNumber) {
      const found = complaints.find((one) => one.number === complaintNumber)
      if (!found) throw new Refusal(404, 'complaint_not_found')
      return isJournal ? { items: journalLines(), nextCursor: null } : found
    }
    const [, of, resent] = /^\/conversations\/(\d+)\/messages\/(\d+)\/(?:resend|dictated)$/.exec(path) ?? []
    if (of) return resend(Number(of), Number(resent))
    const [, joined] = /^\/conversations\/(\d+)\/joins\/\d+\/undo$/.exec(path) ?? []
    if (joined) return Object.assign(find(Number(joined)), { joins: [] })
    const [, id, what] = /^\/conversations\/(\d+)(?:\/([a-z-]+))?$/.exec(path) ?? []
    if (id) return conversation(method, Number(id), what ?? '', query, body)
    throw new Refusal(404, 'not_found')
  }

  function addAccount(body: Record<string, unknown>): unknown {
    const settings = body.settings as Record<string, unknown>
    if (typeof settings.token === 'string' && !settings.token.includes(':'))
      throw new Refusal(422, 'account_settings', { fields: [{ name: 'token', problem: 'must be a token from @BotFather' }] })
    const made = { ...accounts[1]!, ...body, id: accounts.length + 1, source: 'console', lastInAt: null, lastOutAt: null } as AccountDto
    accounts.push(made)
    return made
  }

  function changeAccount(method: string, id: number, isTest: boolean, body: Record<string, unknown>): unknown {
    const account = accounts.find((one) => one.id === id)
    if (!account) throw new Refusal(404, 'not_found')
    if (!isTest) return Object.assign(account, body.isEnabled === undefined ? {} : { isEnabled: body.isEnabled })
    if (method === 'POST') {
      const names = ['token', 'reachable', 'out', 'in'] as const
      test = {
        id,
        steps: names.map((name) => ({ name, state: 'waiting', reason: null })),
        identity: { name: '@romashka_bot', url: 'https://t.me/romashka_bot' },
        code: 'TEST-417209',
        link: 'https://t.me/romashka_bot?start=test-TEST-417209',
      }
    }
    return test
  }

  function resend(conversationId: number, messageId: number): unknown {
    const message = messages.get(conversationId)?.find((one) => one.id === messageId)
    if (message?.delivery !== 'uncertain' && message?.delivery !== 'failed' && message?.delivery !== 'queued')
      throw new Refusal(409, 'message_not_resendable')
    Object.assign(message, { delivery: 'sent', failure: null, retryAt: null })
    changed(conversationId)
    return message
  }

  function feed(query: URLSearchParams): unknown {
    const mine = query.get('mine') === 'true'
    const all = conversations.filter((one) => !mine || (one.holder.kind === 'operator' && one.holder.id === 1))
    const counts = Object.fromEntries(
      ['now', 'waiting', 'snoozed', 'bot', 'closed'].map((view) => [view, all.filter((one) => one.view === view).length]),
    )
    const items = all
      .filter((one) => one.view === (query.get('view') ?? 'now'))
      .sort((a, b) => (a.nextClock?.dueAt ?? '9').localeCompare(b.nextClock?.dueAt ?? '9'))
    return { items: items.slice(0, Number(query.get('limit') ?? 50)), nextCursor: null, counts }
  }

  function register(query: URLSearchParams): unknown {
    const q = (query.get('q') ?? '').toLowerCase()
    const items = complaints
      .filter((one) => !query.get('number') || one.number === query.get('number'))
      .filter((one) => !query.get('status') || one.status === query.get('status'))
      .filter((one) => !query.get('kind') || one.kind === query.get('kind'))
      .filter((one) => !q || `${one.summary} ${one.person.name ?? ''}`.toLowerCase().includes(q))
      .map((one) => ({ ...one, nextClock: one.clocks.find((clock) => clock.metAt === null) ?? null }))
    return { items, nextCursor: null }
  }

  function conversation(method: string, id: number, what: string, query: URLSearchParams, body: Record<string, unknown>): unknown {
    const found = find(id)
    if (what === '') return found
    if (what === 'messages' && method === 'GET') {
      const list = [...(messages.get(id) ?? [])].reverse()
      const start = Number(query.get('cursor') ?? 0)
      const limit = Number(query.get('limit') ?? 50)
      return { items: list.slice(start, start + limit), nextCursor: start + limit < list.length ? String(start + limit) : null }
    }
    if (what === 'messages') {
      const isNote = body.kind === 'note'
      const newest = messages
        .get(id)
        ?.filter((one) => one.visibility === 'public' && one.author.name !== 'Иван Орлов')
        .at(-1)
      if (!isNote && newest && newest.id > Number(body.lastSeenMessageId ?? 0))
        throw new Refusal(409, 'conversation_moved', { newer: [newest] })
      const made = add(id, { text: String(body.text), visibility: isNote ? 'note' : 'public', delivery: isNote ? null : 'sent' })
      return made
    }
    act(found, what, body)
    changed(id)
    return found
  }

  function act(found: ConversationDto, what: string, body: Record<string, unknown>): void {
    const complaint = complaints.find((one) => one.conversationIds.includes(found.id))!
    const move = (view: ConversationDto['view'], status: (typeof complaint)['status'], extra: object = {}): void => {
      Object.assign(complaint, { status, ...extra })
      Object.assign(found, {
        view,
        complaint: { ...found.complaint, status, ...extra },
        complaints: found.complaints.map((one) => ({ ...one, status })),
      })
    }
    if (what === 'join') {
      const { name } = found.proposals.find(({ conversationId }) => conversationId === body.conversationId) ?? { name: null }
      found.proposals = []
      found.joins.push({ id: 2, way: 'operator', at: new Date().toISOString(), from: name })
    }
    if (what === 'take') {
      if (found.holder.kind === 'operator' && found.holder.id !== 1) throw new Refusal(409, 'held_by_other', { holder: found.holder })
      found.holder = { kind: 'operator', id: 1, name: 'Иван Орлов' }
      move('now', 'in-work')
    }
    if (what === 'release') {
      found.holder = body.to === 'flow' ? { kind: 'flow' } : { kind: 'queue', reason: 'released' }
      move(body.to === 'flow' ? 'bot' : 'now', body.to === 'flow' ? 'with-bot' : 'new')
    }
    if (what === 'hand-over')
      found.holder = { kind: 'operator', id: Number(body.to), name: staff.find((one) => one.id === body.to)?.name ?? '?' }
    if (what === 'snooze')
      move(body.until ? 'snoozed' : 'waiting', body.until ? 'snoozed' : 'waiting-customer', {
        snoozedUntil: body.until ?? null,
        snoozeReason: body.reason ?? null,
      })
    if (what === 'finish') move('waiting', 'resolved', { result: body.result, cause: body.cause })
    if (what === 'register' || what === 'dismiss') found.suspicions = []
  }

  async function onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://desk')
    if (!url.pathname.startsWith('/api/')) return page(url.pathname, response)
    const path = url.pathname.slice('/api/v1'.length)
    const raw = await readAll(request)
    if (path.startsWith('/files/')) {
      response.writeHead(200, { 'content-type': 'image/png' }).end(files.get(Number(path.slice(7))) ?? picture)
      return
    }
    try {
      if (state.isCut) return void response.destroy()
      const json =
        path === '/files'
          ? keepFile(raw)
          : answer(request.method ?? 'GET', path, url.searchParams, raw.length > 0 ? JSON.parse(raw.toString()) : {})
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'broken')
      const body = { error: { code: refusal.code, message: `Refused: ${refusal.code}`, fix: 'Do something else', ...refusal.details } }
      response.writeHead(refusal.status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
  }

  function keepFile(raw: Buffer): unknown {
    const head = raw.subarray(0, 2000).toString('utf8')
    const name = /filename="([^"]*)"/.exec(head)?.[1] ?? 'file'
    const id = files.size + 10
    files.set(id, picture)
    return {
      ...photo,
      id,
      name,
      contentType: /Content-Type: (\S+)/i.exec(head)?.[1] ?? 'application/octet-stream',
      sizeBytes: raw.length,
      url: `/api/v1/files/${id}`,
    }
  }

  async function page(path: string, response: ServerResponse): Promise<void> {
    const file = join(root, normalize(path))
    const content = extname(path) ? await readFile(file).catch(() => null) : null
    const type = content ? types[extname(path)] : types['.html']
    response.writeHead(200, { 'content-type': type ?? 'application/octet-stream', 'content-security-policy': csp })
    response.end(content ?? (await readFile(join(root, 'index.html'))))
  }

  const server: Server = createServer((request, response) => void onRequest(request, response))
  const live = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (state.isCut) return void socket.destroy()
    live.handleUpgrade(request, socket, head, (opened) => {
      sockets.add(opened)
      opened.on('close', () => sockets.delete(opened))
    })
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the fake desk has no port')

  return {
    url: `http://127.0.0.1:${address.port}`,
    say: (id, text, author = { kind: 'person', name: find(id).person.name }) =>
      void add(id, { text, author, direction: author.kind === 'person' ? 'in' : 'out' }),
    tell,
    change(id, edit) {
      edit(find(id))
      changed(id)
    },
    test(states, reason = '') {
      if (!test) throw new Error('no test runs')
      test.steps = test.steps.map((step, index) => {
        const state = states[index] ?? 'waiting'
        return { ...step, state, reason: state === 'failed' ? reason : null }
      })
    },
    cut(isCut) {
      state.isCut = isCut
      if (isCut) for (const socket of sockets) socket.terminate()
    },
    signOut: () => {
      state.isSignedIn = false
    },
    refuse: (refusal) => {
      state.refusal = refusal
    },
    close: () =>
      new Promise<void>((done) => {
        for (const socket of sockets) socket.terminate()
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

/** A grey square. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAGQAAABkCAAAAABVicqIAAAANUlEQVR42u3MMQEAAAgDIJfcMP7u8YCQdBqJRCKRSCQSiUQikUgkEolEIpFIJBKJRCKRSCRfAy8vAMmKZ1cZAAAAAElFTkSuQmCC',
  'base64',
)
