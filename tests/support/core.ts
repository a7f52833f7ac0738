import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { categories } from '../../src/assist/categories.js'
import { read } from '../../src/assist/read.js'
import { type Capabilities, type Channel, type OutboundMessage, SendError } from '../../src/core/channel.js'
import { openFetching } from '../../src/core/fetching.js'
import { type Inbound, openInbound } from '../../src/core/inbound.js'
import { openLiveBus } from '../../src/core/live-bus.js'
import type { InboundEvent } from '../../src/core/model/event.js'
import type { AccountId, ConversationId, StaffId } from '../../src/core/model/ids.js'
import { starterRoles } from '../../src/core/model/rights.js'
import { type Operators, openOperators } from '../../src/core/operator.js'
import { openOutbound } from '../../src/core/outbound.js'
import { toOwnRaw } from '../../src/core/own-payload.js'
import type { Assist, Log } from '../../src/core/ports.js'
import { openRerouting } from '../../src/core/rerouting.js'
import { openSweeper } from '../../src/core/sweeper.js'
import type { Tools } from '../../src/core/work.js'
import { openFlows } from '../../src/flows/open-flows.js'
import { step } from '../../src/flows/step.js'
import { openFetchBook } from '../../src/storage/fetch-book.js'
import { openFileStore } from '../../src/storage/files.js'
import { openJoinBook } from '../../src/storage/join-book.js'
import { openStore } from '../../src/storage/ledger/store.js'
import { openReference } from '../../src/storage/reference.js'
import { openRerouteBook } from '../../src/storage/reroute-book.js'
import { loadStarter } from '../../src/storage/starter.js'
import { openWords } from '../../src/templates/say.js'
import { openTestDatabase, type TestDatabase } from './database.js'

/** What a platform would do with a message: throws SendError, or takes it. */
export type Platform = (message: OutboundMessage) => Promise<void>

export type Keeper = (remote: string) => Promise<Readable>

export type TestCore = {
  readonly database: TestDatabase
  readonly inbound: Inbound
  readonly operators: Operators
  /** Every message the platform took, in order. */
  readonly delivered: OutboundMessage[]
  readonly errors: string[]
  setPlatform(platform: Platform): void
  /** How the platform gives out files that customers sent. */
  setKeeper(keeper: Keeper): void
  /** What the platform can do, from now on. */
  setCan(can: Partial<Capabilities>): void
  move(ms: number): void
  say(text: string, more?: { readonly conversation?: string; readonly id?: string; readonly button?: string }): Promise<void>
  /** Any event, with what all events of `conversation` have in common. */
  arrive(event: Partial<InboundEvent> & Pick<InboundEvent, 'type'>): Promise<void>
  settle(): Promise<void>
  conversationId(conversation?: string): Promise<ConversationId>
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export const anna = { staffId: 5 as StaffId, name: 'Анна Образцова (демонстрация)' }
export const pyotr = { staffId: 6 as StaffId, name: 'Пётр Примеров (демонстрация)' }

/** The core on a real ledger with the shipped flows and words, and a platform that does what a test tells it. */
export async function openTestCore(
  options: { readonly owner?: string; readonly read?: Assist['read']; readonly database?: TestDatabase } = {},
): Promise<TestCore> {
  const database = options.database ?? (await openTestDatabase())
  const { ledger } = database
  let ahead = 0
  let can: Capabilities = {
    textLimit: 4_000,
    buttons: true,
    files: 'together',
    fileLimitBytes: 20_000_000,
    exactResend: true,
    writesFirst: false,
    pace: null,
  }
  let keeper: Keeper = async () => {
    throw new SendError('unreachable', 'away')
  }
  let platform: Platform = async () => undefined
  const delivered: OutboundMessage[] = []
  const errors: string[] = []
  const log: Log = { info: () => undefined, warn: () => undefined, error: (_ids, what) => void errors.push(what) }
  const clock = { now: () => new Date(Date.now() + ahead).toISOString() }
  await loadStarter(ledger.owner, { categories, roles: starterRoles, language: 'ru', timeZone: 'Europe/Moscow', now: clock.now() })
  const reference = await openReference(ledger.pool)
  const owner = options.owner ?? 'test'
  const tools: Tools = {
    clock,
    reference,
    words: openWords(),
    links: {
      status: (id) => `https://desk.example/status/${id}`,
      file: (id) => `https://desk.example/files/${id}`,
      join: (id) => `j-${id}`,
      readJoin: (payload) => Number(/^j-(\d+)$/.exec(payload)?.[1] ?? 0) || null,
    },
    canOf: () => channel.can,
    owner,
    leaseMs: 10_000,
  }
  const flows = openFlows()
  const minds = {
    assist: { read: options.read ?? read },
    flows: {
      step: (...given: [Parameters<typeof step>[1], Parameters<typeof step>[2], Parameters<typeof step>[3]]) => step(flows, ...given),
    },
  }
  const store = openStore(ledger.path, owner)
  const live = openLiveBus()
  const channel: Channel = {
    get can() {
      return can
    },
    intake: { via: 'served', routes: () => undefined },
    parse: () => [],
    fetchFile: (remote) => keeper(remote),
    async send(message) {
      await platform(message)
      delivered.push(message)
      return { externalId: `sent-${message.id}` }
    },
  }
  const outbound = openOutbound({ store, tools, live, log, channelOf: () => channel })
  const inbound = openInbound({ store, tools, minds, live, log, outbound, joins: openJoinBook(ledger.pool), channelOf: () => channel })
  const operators = openOperators({ store, tools, minds, live, outbound })
  const folder = await mkdtemp(join(tmpdir(), 'otklik-core-'))
  const files = await openFileStore(folder)
  const fetching = openFetching({
    book: openFetchBook(ledger.pool, owner),
    store,
    tools,
    live,
    log,
    put: files.put,
    channelOf: () => channel,
    dispatch: outbound.dispatch,
  })
  const reroute = openRerouting({ book: openRerouteBook(ledger.pool), store, tools, live, log, outbound })
  const sweeper = openSweeper({ store, tools, minds, live, log, inbound, outbound, fetching, reroute })
  let count = 0
  const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> => (await ledger.pool.query(sql, values)).rows as Row[]
  const drain = async (): Promise<void> => {
    await inbound.drain()
    await fetching.drain()
    await outbound.drain()
  }
  const message = { type: 'message', text: '', files: [], button: null, language: null, context: {}, groupId: null } as const
  const arrive: TestCore['arrive'] = async (given) => {
    const conversation = given.conversation ?? 'c1'
    const id = given.externalId ?? `event-${++count}`
    const sender = { externalId: `person-of-${conversation}`, name: null }
    const event = {
      ...(given.type === 'message' && message),
      conversation,
      externalId: id,
      sender,
      at: clock.now(),
      ...given,
    } as InboundEvent
    await inbound.accept({ accountId: 4 as AccountId, externalId: id, lane: conversation, form: 'desk', raw: toOwnRaw(event) })
  }
  return {
    database,
    inbound,
    operators,
    delivered,
    errors,
    rows,
    setPlatform: (next) => {
      platform = next
    },
    setKeeper: (next) => {
      keeper = next
    },
    setCan: (next) => {
      can = { ...can, ...next }
    },
    move: (ms) => {
      ahead += ms
    },
    async say(text, { conversation = 'c1', id = `event-${++count}`, button } = {}) {
      await arrive({ ...message, conversation, externalId: id, text, button: button ?? null })
    },
    arrive,
    async settle() {
      await drain()
      await sweeper.sweep()
      await drain()
    },
    async conversationId(conversation = 'c1') {
      const [row] = await rows<{ id: ConversationId }>('select id from conversations where external_id = $1', [conversation])
      if (!row) throw new Error(`there is no conversation ${conversation}`)
      return row.id
    },
    async close() {
      await drain()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
