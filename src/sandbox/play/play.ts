import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { type Links, openPage } from './page.js'
import { faultNames, type Pane } from './pane.js'

export type PlayOptions = { readonly panes: Readonly<Record<string, Pane>>; readonly links: Links }
export interface Play {
  readonly url: string
  close(): Promise<void>
}

const bodyLimitBytes = 40_000_000
const lookMs = 200

/** What the page may ask for. Bytes come as base64. */
const actShape = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['start', 'block', 'unblock']) }),
  z.object({
    type: z.literal('say'),
    text: z.string().max(100_000),
    subject: z.string().max(500).nullable(),
    file: z.object({ name: z.string().min(1).max(200), type: z.string().max(100), base64: z.base64() }).nullable(),
  }),
  z.object({ type: z.literal('press'), title: z.string() }),
  z.object({ type: z.literal('edit'), text: z.string().min(1).max(100_000) }),
  z.object({ type: z.literal('fault'), fault: z.enum(faultNames) }),
])

/** The page on which one plays a customer, on a free port of 127.0.0.1, for a browser of this machine alone. */
export async function openPlay({ panes, links }: PlayOptions): Promise<Play> {
  const page = openPage(links)
  const watching = new Set<ServerResponse>()
  let origin = ''

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A page of another site may send a browser here by a name of its own: only this address is served.
    if (`http://${request.headers.host}` !== origin) return end(response, 403, 'This page is served at its own address alone.')
    const url = new URL(request.url ?? '/', origin)
    const [, first = '', pane = '', id = ''] = url.pathname.split('/').map(decodeURIComponent)
    if (request.method === 'GET' && first === '') return showPage(response)
    if (request.method === 'GET' && first === 'events') return watch(response)
    if (request.method === 'GET' && first === 'files') return showFile(response, panes[pane], id)
    if (request.method === 'POST' && first === 'act') return act(request, response, panes[pane])
    end(response, 404, 'There is nothing here.')
  }

  function showPage(response: ServerResponse): void {
    const nonce = randomBytes(16).toString('base64')
    response.setHeader('content-security-policy', page.policy(nonce))
    response.setHeader('referrer-policy', 'no-referrer')
    end(response, 200, page.html(nonce), 'text/html; charset=utf-8')
  }

  /** Server-sent events: everything that can be seen, whenever it changed. */
  async function watch(response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    watching.add(response)
    response.on('close', () => watching.delete(response))
    await tell(response, '')
  }

  async function tell(response: ServerResponse, before: string): Promise<void> {
    const now = await look()
    if (now !== before) response.write(`data: ${now}\n\n`)
    if (watching.has(response)) setTimeout(() => void tell(response, now).catch(() => response.destroy()), lookMs)
  }

  const look = async (): Promise<string> =>
    JSON.stringify(Object.fromEntries(await Promise.all(Object.entries(panes).map(async ([name, pane]) => [name, await pane.view()]))))

  async function act(request: IncomingMessage, response: ServerResponse, pane: Pane | undefined): Promise<void> {
    // Of another site's page the browser asks first for this type, and is not answered.
    if (!pane || request.headers['content-type'] !== 'application/json') return end(response, 404, 'There is nothing here.')
    const given = actShape.safeParse(await readJson(request))
    if (!given.success) return end(response, 400, 'This cannot be done.')
    const { data } = given
    const file = data.type === 'say' && data.file ? { ...data.file, bytes: Buffer.from(data.file.base64, 'base64') } : null
    await pane.act(data.type === 'say' ? { ...data, file } : data)
    end(response, 204, '')
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) end(response, 409, error instanceof Error ? error.message : 'It did not work.')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    url: `${origin}/`,
    async close() {
      watching.clear()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function showFile(response: ServerResponse, pane: Pane | undefined, id: string): Promise<void> {
  const file = await pane?.file(id)
  if (!file) return end(response, 404, 'There is no such file.')
  const type = pictureType(file.bytes)
  const name = `filename*=UTF-8''${encodeURIComponent(file.name)}`
  response.writeHead(200, {
    'content-type': type ?? 'application/octet-stream',
    'content-disposition': `${type ? 'inline' : 'attachment'}; ${name}`,
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  response.end(file.bytes)
}

/** By the first bytes; everything else is only handed over to be saved. */
function pictureType(bytes: Buffer): string | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg'
  return bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) ? 'image/png' : null
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > bodyLimitBytes) throw new Error('That is too large.')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return null
  }
}

function end(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).end(body)
}
