import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { categories } from '../../../src/assist/categories.js'
import { read } from '../../../src/assist/read.js'
import { web as webChannel } from '../../../src/channels/index.js'
import { statusToken } from '../../../src/core/complaints/status-token.js'
import { openConversationPort } from '../../../src/core/conversation-port.js'
import { openFeedTail } from '../../../src/core/feed-tail.js'
import type { Minds } from '../../../src/core/hear.js'
import { openInbound } from '../../../src/core/inbound.js'
import { openIntakeLog } from '../../../src/core/intake-log.js'
import { openLinks } from '../../../src/core/links.js'
import { openLiveBus } from '../../../src/core/live-bus.js'
import type { Command } from '../../../src/core/model/effect.js'
import type { InboundEvent } from '../../../src/core/model/event.js'
import type { AccountId, ConversationId, StaffId } from '../../../src/core/model/ids.js'
import { starterRoles } from '../../../src/core/model/rights.js'
import { openOperators } from '../../../src/core/operator.js'
import { openOutbound } from '../../../src/core/outbound.js'
import { toOwnRaw } from '../../../src/core/own-payload.js'
import { openSweeper } from '../../../src/core/sweeper.js'
import type { Tools } from '../../../src/core/work.js'
import { openFlows } from '../../../src/flows/open-flows.js'
import { step } from '../../../src/flows/step.js'
import type { RouteModule } from '../../../src/http/app.js'
import { openRegistry } from '../../../src/http/metrics.js'
import { authRoutes } from '../../../src/http/routes/auth.js'
import { ownOrigins } from '../../../src/http/security.js'
import { buildServer, type Server } from '../../../src/http/server.js'
import { SignInLimits } from '../../../src/http/sign-in-limits.js'
import { openStaff, type Staff } from '../../../src/staff/open-staff.js'
import { openFeedReader } from '../../../src/storage/feed.js'
import { openFileStore } from '../../../src/storage/files.js'
import { openJoinBook } from '../../../src/storage/join-book.js'
import { openPublicReads } from '../../../src/storage/ledger/public-reads.js'
import { openStore } from '../../../src/storage/ledger/store.js'
import { openReads } from '../../../src/storage/reads/open-reads.js'
import { openReference } from '../../../src/storage/reference.js'
import { openReplyPlaces } from '../../../src/storage/reply-places.js'
import { loadStarter } from '../../../src/storage/starter.js'
import { openWords } from '../../../src/templates/say.js'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'
import { silentLog } from '../../support/silent-log.js'
import { byCookie, cookieOf, firstAdmin, fromOwnPage, password, publicUrl } from '../support/desk.js'

export { byCookie, fromOwnPage, publicUrl }

export const secretKey = 'k'.repeat(32)

/** The parts a route module can be given, as `desk.ts` gives them. */
export type Rooms = Awaited<ReturnType<typeof openRooms>>

/** Everything behind the http room, on a ledger of its own: a real store, flow, classifier, words and web channel. No queue, no sweeping. */
async function openRooms(database: TestDatabase) {
  const { ledger } = database
  const time = { now: '2026-03-02T09:00:00.000Z' }
  const clock = { now: () => time.now }
  await loadStarter(ledger.owner, { categories, roles: starterRoles, language: 'ru', timeZone: 'Europe/Moscow', now: time.now })
  const staff: Staff = openStaff({ pool: ledger.pool, secretKey, publicUrl, endConversations: async () => undefined })
  await staff.setUp.completeFromSettings(firstAdmin)
  const folder = await mkdtemp(join(tmpdir(), 'otklik-routes-'))
  const files = await openFileStore(folder)
  const reference = await openReference(ledger.pool)
  const links = openLinks({ publicUrl, secretKey, now: clock.now })
  const tools: Tools = { clock, reference, words: openWords(), links, owner: 'here', leaseMs: 10_000, canOf: () => web.can }
  const flows = openFlows()
  const minds = { assist: { read }, flows: { step: (state, event, world) => step(flows, state, event, world) } } satisfies Minds
  const store = openStore(ledger.path, 'here')
  const bus = openLiveBus()
  const web = webChannel.open(webChannel.settings.parse({ publicUrl, origins: [], secret: 'direct-line-secret', signingKey: secretKey }), {
    now: () => Date.parse(time.now),
    findSite: () => null,
  })
  const problems: string[] = []
  const log = { ...silentLog, error: (_ids: object, what: string) => void problems.push(what) }
  const parts = { store, tools, minds, live: bus, log, channelOf: () => web }
  const outbound = openOutbound(parts)
  const inbound = openInbound({ ...parts, outbound })
  const operators = openOperators({ ...parts, outbound })
  const sweeper = openSweeper({ ...parts, inbound, outbound, fetching: { nudge: () => undefined }, reroute: async () => 0 })
  const intakeLog = openIntakeLog({
    ...parts,
    outbound,
    places: openReplyPlaces(ledger.pool),
    learn: () => reference.refresh(),
  })
  const feed = openFeedReader(ledger.pool)
  const tail = openFeedTail(feed, () => undefined)
  const reads = openReads({ pool: ledger.pool, language: 'ru', links, now: clock.now })
  const port = openConversationPort({ inbound, reads: openPublicReads(ledger.pool, links), bus, files })
  const stopTelling = bus.onAny(() => tail.nudge())
  await tail.start()
  const account = (await ledger.pool.query<{ id: number }>(`select id from accounts where channel = 'web'`)).rows[0]
  return {
    database,
    ledger,
    log: intakeLog,
    joins: openJoinBook(ledger.pool),
    now: clock.now,
    waysOn: () => [],
    readFileLink: links.readFile,
    time,
    clock,
    staff,
    files,
    folder,
    reference,
    links,
    store,
    tools,
    minds,
    bus,
    inbound,
    outbound,
    operators,
    sweeper,
    feed,
    tail,
    reads,
    port,
    /** What the rooms logged as an error: nothing, in a test that goes well. */
    problems,
    accountId: account?.id as AccountId,
    async close() {
      await inbound.drain()
      await outbound.drain()
      stopTelling()
      await tail.stop()
      staff.close()
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Person = { readonly conversation: string; readonly conversationId: ConversationId; readonly sender: string }

export type RouteDesk = Rooms &
  Server & {
    readonly admin: { readonly id: StaffId; readonly cookie: string }
    /** A colleague with this role, signed in. */
    hire(name: string, role?: 'operator' | 'manager' | 'admin'): Promise<{ readonly id: StaffId; readonly cookie: string }>
    token(name: string, role?: 'operator' | 'manager' | 'admin'): Promise<{ readonly authorization: string }>
    /** Somebody writes for the first time; the desk has answered when it resolves. */
    newPerson(text: string): Promise<Person>
    /** Writes on, or presses a button. */
    says(person: Pick<Person, 'conversation' | 'sender'>, text: string, more?: { readonly button?: string }): Promise<void>
    /** The newest complaint of the conversation. */
    complaintOf(person: Person): Promise<{ readonly id: number; readonly number: string; readonly token: string }>
    act(conversationId: ConversationId, command: Command): Promise<void>
    settled(): Promise<void>
  }

/** A server with these routes and real sign-in; whoever opens it closes it. With `trustProxy` a caller says what address it has. */
export async function openRouteDesk(routesOf: (rooms: Rooms) => readonly RouteModule[], trustProxy = false): Promise<RouteDesk> {
  const rooms = await openTestDatabase().then(openRooms)
  const { staff, inbound, outbound, ledger } = rooms
  const server = await buildServer({
    publicUrl,
    trustProxy,
    log: pino({ level: 'silent' }),
    signIn: staff.signIn,
    tokens: staff.tokens,
    knownWrites: staff.knownWrites,
    registry: openRegistry(),
    routes: [authRoutes({ ...staff, origins: ownOrigins(publicUrl), limits: new SignInLimits() }), ...routesOf(rooms)],
  })
  const signIn = async (email: string) => {
    const payload = { email, password }
    return cookieOf(await server.app.inject({ method: 'POST', url: '/api/v1/sign-in', headers: fromOwnPage, payload }))
  }
  const [admin] = await staff.book.list().then((members) => members.filter(({ email }) => email === firstAdmin.email))
  const settled = async () => {
    await inbound.drain()
    await outbound.drain()
  }
  const desk: RouteDesk = {
    ...rooms,
    ...server,
    admin: { id: admin!.id, cookie: await signIn(firstAdmin.email) },
    async hire(name, role = 'operator') {
      const email = `${randomUUID()}@example.org`
      const { id } = await staff.book.invite({ name, contact: null, email, role, password })
      await rooms.reference.refresh()
      return { id, cookie: await signIn(email) }
    },
    async token(name, role = 'operator') {
      const { token } = await staff.tokens.create({ name, role })
      return { authorization: `Bearer ${token}` }
    },
    async newPerson(text) {
      const conversation = `c-${randomUUID()}`
      const sender = `u-${randomUUID()}`
      await desk.says({ conversation, sender }, text)
      const { rows } = await ledger.pool.query<{ id: ConversationId }>('select id from conversations where external_id = $1', [
        conversation,
      ])
      return { conversation, sender, conversationId: rows[0]!.id }
    },
    async says({ conversation, sender }, text, { button } = {}) {
      const externalId = `m-${randomUUID()}`
      const event: InboundEvent = {
        type: 'message',
        conversation,
        externalId,
        sender: { externalId: sender, name: null },
        at: rooms.time.now,
        text,
        files: [],
        button: button ?? null,
        language: null,
        context: {},
        groupId: null,
      }
      await inbound.accept({ accountId: rooms.accountId, externalId, lane: conversation, raw: toOwnRaw(event), form: 'desk' })
      await settled()
    },
    async complaintOf({ conversationId }) {
      const { rows } = await ledger.pool.query<{ id: number; number: string }>(
        'select id, number from complaints where conversation_id = $1 order by id desc limit 1',
        [conversationId],
      )
      return { ...rows[0]!, token: statusToken(secretKey, rows[0]!.id) }
    },
    async act(conversationId, command) {
      await rooms.operators.act({ staffId: admin!.id, name: firstAdmin.name }, conversationId, command)
      await settled()
    },
    settled,
    close: () => server.app.close().then(rooms.close),
  }
  return desk
}
