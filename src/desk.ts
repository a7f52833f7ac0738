import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import { categories } from './assist/categories.js'
import { read } from './assist/read.js'
import { channels, web } from './channels/index.js'
import { type Config, ConfigError, type Secrets } from './config.js'
import { environmentNameOf } from './config-channels.js'
import { openAccountAdmin } from './core/account-admin.js'
import { type Accounts, openAccounts } from './core/accounts.js'
import type { Channel } from './core/channel.js'
import { openConversationPort } from './core/conversation-port.js'
import { openFeedTail } from './core/feed-tail.js'
import { openFetching } from './core/fetching.js'
import type { Minds } from './core/hear.js'
import { openInbound } from './core/inbound.js'
import { openIntakeLog } from './core/intake-log.js'
import { openLinks } from './core/links.js'
import { openLiveBus } from './core/live-bus.js'
import type { AccountId, ConversationId } from './core/model/ids.js'
import { starterRoles } from './core/model/rights.js'
import { openOperators } from './core/operator.js'
import { openOutbound } from './core/outbound.js'
import type { Clock } from './core/ports.js'
import { reasonOf } from './core/reason.js'
import { openRerouting } from './core/rerouting.js'
import { openSweeper } from './core/sweeper.js'
import { openVerdicts } from './core/verdict.js'
import type { Tools } from './core/work.js'
import { openFlows } from './flows/open-flows.js'
import { step } from './flows/step.js'
import type { App } from './http/app.js'
import { buildHttp, type Http } from './http/build-http.js'
import { accountRoutes } from './http/routes/accounts.js'
import { complaintRoutes } from './http/routes/complaints.js'
import { conversationRoutes } from './http/routes/conversations.js'
import { fileRoutes } from './http/routes/files.js'
import { liveRoutes } from './http/routes/live.js'
import { statusRoutes } from './http/routes/status.js'
import { webhookRoutes } from './http/webhooks.js'
import { openNudges } from './jobs/nudges.js'
import { type JobQueue, openJobQueue, queueSchema } from './jobs/queue.js'
import { type Keys, readKeys } from './secrets.js'
import { openStaff } from './staff/open-staff.js'
import { openAccountRows } from './storage/account-rows.js'
import { openAccountBook } from './storage/accounts.js'
import { writeDigest } from './storage/chores/digest.js'
import { learnExperience } from './storage/chores/experience.js'
import { prune } from './storage/chores/prune.js'
import { openFeedReader } from './storage/feed.js'
import { openFetchBook } from './storage/fetch-book.js'
import { readFigures } from './storage/figures.js'
import { openFileStore } from './storage/files.js'
import { openJoinBook } from './storage/join-book.js'
import { openPublicReads } from './storage/ledger/public-reads.js'
import { openStore } from './storage/ledger/store.js'
import { migrate } from './storage/migrate.js'
import { type Ledger, openLedger } from './storage/open.js'
import { openReads } from './storage/reads/open-reads.js'
import { openReference } from './storage/reference.js'
import { openReplyPlaces } from './storage/reply-places.js'
import { openRerouteBook } from './storage/reroute-book.js'
import { checkSecretKey } from './storage/secret-key.js'
import { openSites } from './storage/sites.js'
import { loadStarter } from './storage/starter.js'
import { openWords } from './templates/say.js'

export type DeskOptions = {
  readonly config: Config
  readonly secrets: Secrets
  /** One more process of a desk whose first one holds the ledger. */
  readonly isFurther?: boolean
  /** false: another process prints the set-up link. */
  readonly opensLink?: boolean
  /** What tests set: another clock, no queue, faster or no sweeping by itself. */
  readonly overrides?: {
    readonly clock?: Clock
    readonly hasQueue?: boolean
    readonly sweepMs?: number
    readonly webRoot?: string
    readonly log?: Logger
  }
}

export interface Desk {
  readonly url: string
  readonly app: App
  readonly ledger: Ledger
  readonly directLineSecret: string
  /** The address of the first run, while nobody has set the desk up. */
  readonly setUpUrl: string | null
  /** Waits until nothing that was accepted or decided in this process is still under way. */
  drain(): Promise<void>
  sweep(): Promise<number>
  stop(): Promise<void>
}

const leaseMs = 10_000
/** What a desk is called whose first admin came from the settings; the admin names it properly in the console. */
const brandNames = { ru: 'Служба заботы', en: 'Customer care', zh: '客户关怀' } as const

/** Puts all rooms together and starts the desk: the only file that sees every room. */
export async function startDesk({ isFurther = false, ...options }: DeskOptions): Promise<Desk> {
  const { config, secrets, overrides = {} } = options
  const log = overrides.log ?? pino({ level: config.logLevel })
  const failed = (what: string) => (reason: unknown) => log.warn({ reason: reasonOf(reason) }, what)
  await mkdir(config.dataDir, { recursive: true })
  const keys = await readKeys(config.dataDir, secrets)
  const ledger = await openLedger({
    databaseUrl: secrets.databaseUrl,
    dataDir: config.dataDir,
    lock: isFurther ? 'join' : 'hold',
    log,
    onLost(error) {
      log.fatal({ code: error.code }, 'another desk took the ledger over; this one stops')
      process.kill(process.pid, 'SIGTERM')
    },
  })
  try {
    return await startOn(ledger, keys, options, log, failed)
  } catch (reason) {
    await ledger.close()
    throw reason
  }
}

async function startOn(
  ledger: Ledger,
  keys: Keys,
  { config, secrets, opensLink = true, overrides = {} }: DeskOptions,
  log: Logger,
  failed: (what: string) => (reason: unknown) => void,
): Promise<Desk> {
  const clock = overrides.clock ?? { now: () => new Date().toISOString() }
  await migrate(ledger.owner)
  await checkSecretKey(ledger.pool, keys.secretKey)
  await loadStarter(ledger.owner, {
    categories,
    roles: starterRoles,
    language: config.language,
    timeZone: config.timeZone,
    now: clock.now(),
  })
  const reference = await openReference(ledger.pool)
  const sites = await openSites(ledger.pool)
  const owner = randomBytes(6).toString('hex')
  const links = openLinks({ publicUrl: config.publicUrl, secretKey: keys.secretKey, now: clock.now })
  const tools: Tools = { clock, reference, words: openWords(), links, owner, leaseMs, canOf: (id) => channelOf(id).can }
  const opened = openFlows()
  const minds = { assist: { read }, flows: { step: (state, event, world) => step(opened, state, event, world) } } satisfies Minds
  const store = openStore(ledger.path, owner)
  const bus = openLiveBus()
  const files = await openFileStore(join(config.dataDir, 'files'))

  const served = web.open(
    web.settings.parse({
      publicUrl: config.publicUrl,
      origins: config.widgetOrigins,
      secret: keys.directLineSecret,
      signingKey: keys.secretKey,
    }),
    { now: () => Date.parse(clock.now()), findSite: (brand) => sites.find(brand) },
  )
  const reads = openReads({ pool: ledger.pool, language: config.language, links, now: clock.now })
  const book = openAccountBook(ledger.pool, keys.secretKey)
  await book.keepEnvironment(config.accounts, clock.now())
  const accounts = openAccounts({
    book,
    kinds: channels,
    environment: secrets.accounts,
    served: { web: served },
    publicUrl: config.publicUrl,
    secretKey: keys.secretKey,
    owner,
    clock,
    log,
    listens: config.role !== 'web',
    openFile: async (id) => {
      const found = await reads.file(id)
      const content = found && (await files.read(found.stored))
      if (!content) throw new Error(`file ${id} is gone`)
      return content
    },
    inbound: () => inbound,
  })
  checkAccounts(accounts, secrets.accounts)
  await accounts.refresh()
  const channelOf = (accountId: AccountId): Channel<never> => accounts.channelOf(accountId)

  const joins = openJoinBook(ledger.pool)
  const outbound = openOutbound({ store, tools, live: bus, log, channelOf, onSent: (id) => accounts.note('out', id) })
  const inbound = openInbound({
    store,
    tools,
    minds,
    live: bus,
    log,
    outbound,
    channelOf,
    joins,
    onFiles: () => fetching.nudge(),
    onAccepted: (id) => accounts.note('in', id),
  })
  const operators = openOperators({ store, tools, minds, live: bus, outbound })
  const verdicts = openVerdicts({ store, tools, live: bus })
  const fetching = openFetching({
    book: openFetchBook(ledger.pool, owner),
    store,
    tools,
    live: bus,
    log,
    put: files.put,
    channelOf,
    dispatch: outbound.dispatch,
  })
  const reroute = openRerouting({ book: openRerouteBook(ledger.pool), store, tools, live: bus, log, outbound })
  const sweeper = openSweeper({ store, tools, minds, live: bus, log, inbound, outbound, fetching, reroute })
  const port = openConversationPort({ inbound, reads: openPublicReads(ledger.pool, links), bus, files })
  const feed = openFeedReader(ledger.pool)
  const tail = openFeedTail(feed, failed('following the feed failed'))

  const accountAdmin = openAccountAdmin({
    rows: openAccountRows(ledger.pool, keys.secretKey),
    accounts,
    clock,
    async changed() {
      await Promise.all([reference.refresh(), accounts.refresh()])
      nudges.send()
    },
  })
  const learn = async (id: AccountId): Promise<void> => {
    if (!accounts.has(id)) await Promise.all([reference.refresh(), accounts.refresh()])
  }
  const refresh = (): void =>
    void Promise.all([reference.refresh(), sites.refresh(), accounts.refresh()]).catch(failed('reading the reference failed'))
  const staff = openStaff({
    pool: ledger.pool,
    secretKey: keys.secretKey,
    publicUrl: config.publicUrl,
    onChange: () => {
      refresh()
      nudges.send()
    },
    endConversations: (ids, caller) => endDemonstration(ids, caller.name),
  })
  async function endDemonstration(ids: readonly ConversationId[], name: string): Promise<void> {
    for (const id of ids) await operators.act({ staffId: null, name }, id, { type: 'close-all', cause: 'demonstration-removed' })
  }
  const nudges = await openNudges({
    redisUrl: secrets.redisUrl,
    listenClient: ledger.listenClient,
    onNudge: tail.nudge,
    failed: failed('a nudge failed'),
  })
  const stopTelling = bus.onAny(() => {
    tail.nudge()
    nudges.send()
  })
  const stopHearing = tail.onNews(({ changes }) => {
    const foreign = changes.filter((change) => change.origin !== owner)
    bus.heard(
      foreign.flatMap(({ accountId, conversation }) => (accountId !== null && conversation !== null ? [{ accountId, conversation }] : [])),
    )
    if (foreign.some((change) => change.what === 'reference')) refresh()
  })
  await tail.start()
  if (secrets.admin)
    await staff.setUp.completeFromSettings({
      ...secrets.admin,
      brand: brandNames[config.language],
      language: config.language,
      timeZone: config.timeZone,
    })
  // Another process may have changed it after it was read here and before the feed was followed.
  await Promise.all([reference.refresh(), sites.refresh()])

  const chores = {
    sweep: () => sweeper.sweep(),
    digest: () => writeDigest(ledger.pool, clock.now()),
    experience: () => learnExperience(ledger.pool, reference, clock.now()).then(() => reference.refresh()),
    prune: () => prune(ledger.pool, files, clock.now()),
  }
  let queue: JobQueue | null = null
  let isStopping = false
  if (overrides.hasQueue !== false) {
    openJobQueue({
      redisUrl: secrets.redisUrl,
      openPool: () => ledger.openPool({ name: 'queue', as: 'owner', max: 4, settings: { search_path: queueSchema } }),
      handlers: chores,
      works: config.role !== 'web',
      failed: failed('the queue is away'),
    })
      .then(async (opened) => {
        if (isStopping) await opened.close()
        else queue = opened
      })
      .catch(failed('the queue did not open; the sweeper goes on without it'))
  }
  // The ledger is what guarantees: every process looks into it by itself, whatever the queue does.
  const sweeping = setInterval(() => void sweeper.sweep().catch(failed('a sweep failed')), overrides.sweepMs ?? 3_000)
  const refreshing = setInterval(refresh, 60_000)

  const http: Http = await buildHttp({
    publicUrl: config.publicUrl,
    host: config.host,
    port: config.port,
    trustProxy: config.trustProxy,
    log,
    webRoot: overrides.webRoot,
    staff,
    routes: [
      conversationRoutes({ reads, operators, joins, now: clock.now }),
      complaintRoutes({
        reads,
        log: openIntakeLog({ places: openReplyPlaces(ledger.pool), store, tools, minds, live: bus, outbound, learn }),
      }),
      accountRoutes({ admin: accountAdmin }),
      fileRoutes({ reads, files, readFileLink: links.readFile }),
      liveRoutes({ tail, feed, bus, reads, signIn: staff.signIn }),
      statusRoutes({
        reads,
        port,
        verdicts,
        secretKey: keys.secretKey,
        publicUrl: config.publicUrl,
        language: config.language,
        now: clock.now,
        waysOn: (complaintId) => accounts.deepLinks(links.join(complaintId)),
      }),
    ],
    served: [
      (mount) => served.intake.routes(mount, port),
      webhookRoutes({
        find: (kind, name, path) => accounts.webhook(kind, name, path)?.intake ?? null,
        accept: async (arrivals) => void (await Promise.all(arrivals.map((arrival) => inbound.accept(arrival)))),
      }),
    ],
    figures: () => readFigures(ledger.pool, clock.now()),
    readiness: async () => {
      await ledger.pool.query('select 1')
      const isAway = overrides.hasQueue !== false && (queue === null || queue.isAway())
      return { status: isAway ? 'degraded' : 'ok', parts: { ledger: 'ok', queue: isAway ? 'away' : 'ok' } }
    },
  })
  await http.listen()
  accounts.start()

  const setUpToken = opensLink ? await staff.setUp.openLink() : null
  let stopping: Promise<void> | null = null
  async function stop(): Promise<void> {
    isStopping = true
    clearInterval(sweeping)
    clearInterval(refreshing)
    await http.close()
    await accounts.stop()
    await queue?.close().catch(failed('closing the queue failed'))
    await sweeper.drain()
    await inbound.drain()
    await fetching.drain()
    await outbound.drain()
    stopTelling()
    stopHearing()
    await tail.stop()
    await nudges.close()
    staff.close()
    await ledger.close()
  }
  return {
    url: config.publicUrl,
    app: http.app,
    ledger,
    directLineSecret: keys.directLineSecret,
    setUpUrl: setUpToken === null ? null : `${config.publicUrl}/set-up?token=${setUpToken}`,
    async drain() {
      await inbound.drain()
      await fetching.drain()
      await outbound.drain()
    },
    sweep: () => sweeper.sweep(),
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}

/** What the environment says of a channel must be usable, or the desk does not start: a mute bot is worse than none. */
function checkAccounts(accounts: Accounts, given: Secrets['accounts']): void {
  const problems = Object.entries(given).flatMap(([channel, settings]) =>
    accounts.check(channel, settings).map(({ name, problem }) => `${environmentNameOf(channel, name)} ${problem}`),
  )
  if (problems.length > 0) throw new ConfigError(problems)
}
