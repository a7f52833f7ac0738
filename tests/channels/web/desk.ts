import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { openWebChannel } from '../../../src/channels/web/index.js'
import { parse } from '../../../src/channels/web/parse.js'
import { webSettings } from '../../../src/channels/web/settings.js'
import type { AccountId } from '../../../src/core/model/ids.js'
import { openFileStore } from '../../../src/storage/files.js'
import { MemoryPort, type MemoryPortOptions } from './memory-port.js'

export const secret = 'directline-secret'
export const account = 7 as AccountId
const otherAccount = 8 as AccountId
export const shopOrigin = 'https://shop.example'
const signingKey = 'a key that only this desk knows, long enough'

export type TestDeskOptions = Pick<MemoryPortOptions, 'answer'> & {
  readonly signingKey?: string
  readonly keepAliveMs?: number
  readonly fileLimitBytes?: number
}
export type TestDesk = Awaited<ReturnType<typeof openTestDesk>>

/** The web channel on a real server with real sockets, over a port in memory. `clock.aheadMs` moves its time. */
export async function openTestDesk(options: TestDeskOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-web-'))
  const tcpPort = await findFreePort()
  const url = `http://127.0.0.1:${tcpPort}`
  const clock = { aheadMs: 0 }
  const store = await openFileStore(join(folder, 'files'), options.fileLimitBytes)
  const port = new MemoryPort({ parse, store, ...options })
  const settings = webSettings.parse({ publicUrl: url, secret, signingKey, origins: [shopOrigin], ...options })
  let app: FastifyInstance
  const start = async () => {
    app = Fastify()
    const channel = openWebChannel(settings, { now: () => Date.now() + clock.aheadMs, findSite: (brand) => sites.get(brand) ?? null })
    channel.intake.routes(app, port)
    await app.listen({ host: '127.0.0.1', port: tcpPort })
  }
  await start()
  return {
    url,
    folder,
    clock,
    port,
    call: (method: 'GET' | 'POST' | 'OPTIONS', path: string, sent: Sent = {}) => call(`${url}${path}`, method, sent),
    /** Goes away and comes back on the same address; what the port holds stays, as the ledger would. */
    restart: async () => {
      await app.close()
      await start()
    },
    close: async () => {
      await app.close()
      await rm(folder, { recursive: true })
    },
  }
}

export type Sent = {
  readonly as?: string
  readonly json?: unknown
  readonly body?: string | Uint8Array | FormData | ReadableStream
  readonly headers?: Readonly<Record<string, string>>
}

async function call(url: string, method: string, { as, json, body, headers }: Sent) {
  const answer = await fetch(url, {
    method,
    headers: {
      ...(as !== undefined && { Authorization: `Bearer ${as}` }),
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(body !== undefined && { body }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: parseOrNull(text) }
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape
function parseOrNull(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

const sites = new Map<string | null, { accountId: AccountId; brand: { name: string; isDemo: boolean } }>([
  [null, { accountId: account, brand: { name: 'Ромашка', isDemo: true } }],
  ['lotus', { accountId: otherAccount, brand: { name: '莲花', isDemo: false } }],
])
