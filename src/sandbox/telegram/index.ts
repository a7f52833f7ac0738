import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type Fault, type Faults, openFaults } from '../faults.js'
import { type Body, readBody } from './body.js'
import { openChats } from './chats.js'
import { checkArgs, isRecord } from './check.js'
import { type Customer, openCustomer } from './customer.js'
import { type Bot, implementations } from './methods.js'
import { Refusal, toErrorBody, tooManyRequests } from './refusal.js'
import { methods } from './tables.js'
import type { Asked, SeenMessage, Update } from './types.js'
import { openUpdates, type Updates, type Webhook } from './updates.js'

export type TelegramSandboxOptions = {
  /** 0 or absent: a free one. */
  readonly port?: number
  readonly token?: string
  readonly username?: string
  /** How long a webhook that did not take an update is left alone. */
  readonly retryMs?: number
}

/** A Bot API server for one bot, on 127.0.0.1, and the people who write to it. */
export interface TelegramSandbox {
  readonly apiRoot: string
  readonly token: string
  readonly username: string
  readonly customer: Customer
  readonly updates: Pick<Updates, 'push' | 'repeat' | 'hold' | 'release' | 'restartAt' | 'made' | 'pendingCount'>
  /** By method name as the reference spells it; downloads are `file`. */
  readonly faults: Faults
  /** The next `times` calls of `method` are over the limit; null: without `retry_after`. */
  limit(method: string, retryAfterSeconds: number | null, times?: number): void
  /** Every call that reached the bot's methods, refused ones as well, oldest first. */
  readonly asked: readonly Asked[]
  /** What can be seen in a chat, oldest first, by the people as well as by the bot. */
  seenIn(chat: number): readonly SeenMessage[]
  /** Of that, what the bot wrote. */
  sentTo(chat: number): readonly SeenMessage[]
  isAnswered(callbackQueryId: string): boolean
  close(): Promise<void>
}

export async function openTelegramSandbox(options: TelegramSandboxOptions = {}): Promise<TelegramSandbox> {
  const { token = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw', username = 'otklik_sandbox_bot', retryMs = 50 } = options
  const user = { id: Number(token.split(':')[0]), is_bot: true, first_name: 'Otklik', username }
  const chats = openChats(Date.now)
  const faults = openFaults()
  const asked: Asked[] = []
  const closing = new AbortController()
  const updates = openUpdates((webhook, update) => postUpdate(bot, webhook, update, closing.signal), retryMs)
  const bot: Bot = { user, chats, updates, presses: new Map() }
  const server = createServer((request, response) => {
    answer({ bot, token, faults, asked }, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))

  return {
    apiRoot: `http://127.0.0.1:${portOf(server.address())}`,
    token,
    username,
    customer: openCustomer(bot, Date.now),
    updates,
    faults,
    limit(method, retryAfterSeconds, times = 1) {
      const body = toErrorBody(tooManyRequests(retryAfterSeconds))
      const headers = retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }
      faults.add(method, { type: 'answer', status: 429, body, headers }, times)
    },
    asked,
    seenIn: (chat) => chats.all().find(({ id }) => id === chat)?.messages ?? [],
    sentTo: (chat) =>
      chats
        .all()
        .find(({ id }) => id === chat)
        ?.messages.filter(({ from }) => from.id === user.id) ?? [],
    isAnswered: (callbackQueryId) => bot.presses.get(callbackQueryId)?.isAnswered ?? false,
    async close() {
      closing.abort()
      updates.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

type Server = { readonly bot: Bot; readonly token: string; readonly faults: Faults; readonly asked: Asked[] }

async function answer(server: Server, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox')
  const [, isFile, token = '', rest = ''] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(decodeURIComponent(url.pathname)) ?? []
  const method = isFile ? 'file' : (Object.keys(methods).find((name) => name.toLowerCase() === rest.toLowerCase()) ?? rest)
  const body = await readBody(request, url.searchParams).catch((error: unknown) => toRefusal(error))
  const fault = server.faults.take(method)
  if (fault?.type === 'answer') return reply(response, fault.status, fault.body, fault.headers)
  if (fault?.type === 'slow') await wait(fault.ms)
  if (isSilenced(fault, 'before', response)) return
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const result = await (token === server.token
    ? isFile
      ? download(server, rest)
      : call(server, method, body, gone.signal)
    : Promise.reject(new Refusal(token === '' ? 404 : 401, token === '' ? 'Not Found' : 'Unauthorized'))
  ).catch((error: unknown) => toRefusal(error))
  if (isSilenced(fault, 'after', response)) return
  if (Buffer.isBuffer(result)) return void response.writeHead(200, { 'content-length': result.length }).end(result)
  if (result instanceof Refusal) {
    const { retry_after: retryAfter } = result.parameters ?? {}
    return reply(response, result.status, toErrorBody(result), retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })
  }
  reply(response, 200, { ok: true, result })
}

async function call({ bot, asked }: Server, method: string, body: Body | Refusal, gone: AbortSignal): Promise<unknown> {
  const row = Object.hasOwn(methods, method) ? methods[method] : undefined
  const implementation = implementations[method.toLowerCase()]
  if (!row || !implementation) throw new Refusal(404, 'Not Found: method not found')
  if (body instanceof Refusal) throw body
  const { method: _name, ...given } = body.args
  asked.push({ method, args: given, at: Date.now() })
  return implementation(bot, checkArgs(row, given, body.isText), gone)
}

/** https://core.telegram.org/bots/api#getfile */
async function download({ bot }: Server, path: string): Promise<Buffer> {
  const file = bot.chats.fileAt(path)
  if (!file) throw new Refusal(404, 'Not Found')
  return file.bytes
}

/** true when the call ends here: cut, or left hanging until the other side goes. */
function isSilenced(fault: Fault | null, when: 'before' | 'after', response: ServerResponse): boolean {
  if ((fault?.type !== 'cut' && fault?.type !== 'hang') || fault.when !== when) return false
  if (fault.type === 'cut') response.destroy()
  return true
}

/** https://core.telegram.org/bots/api#setwebhook: 2xx takes it, and its body may be a call of a method. */
async function postUpdate(bot: Bot, webhook: Webhook, update: Update, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(webhook.secret !== null && { 'x-telegram-bot-api-secret-token': webhook.secret }),
      },
      body: JSON.stringify(update),
      signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
    })
    const text = await response.text()
    if (!response.ok) webhook.lastError = `Wrong response from the webhook: ${response.status} ${response.statusText}`
    else answerInReply(bot, text)
    return response.ok
  } catch {
    webhook.lastError = 'Connection refused'
    return false
  }
}

function answerInReply(bot: Bot, text: string): void {
  try {
    const body: unknown = JSON.parse(text)
    if (!isRecord(body) || typeof body.method !== 'string') return
    const { method, ...args } = body
    const row = Object.hasOwn(methods, method) ? methods[method] : undefined
    if (row) implementations[method.toLowerCase()]?.(bot, checkArgs(row, args, false), AbortSignal.abort())
  } catch {
    // https://core.telegram.org/bots/api#making-requests-when-getting-updates: nobody learns whether it worked.
  }
}

const toRefusal = (error: unknown): Refusal => (error instanceof Refusal ? error : new Refusal(500, `Internal Server Error: ${error}`))

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address ? address.port : 0)

function reply(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
  // A text is the page of a proxy or of some other server.
  const isPage = typeof body === 'string'
  response
    .writeHead(status, { 'content-type': isPage ? 'text/html' : 'application/json', ...headers })
    .end(isPage ? body : JSON.stringify(body))
}
