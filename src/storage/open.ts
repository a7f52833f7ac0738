import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { DeskError } from '../core/desk-error.js'
import { isAway } from './away.js'
import { connectionTo, openPool, type Place, type PoolNeeds } from './connections.js'
import { takeDeskLock } from './desk-lock.js'
import { type EmbeddedPostgres, findPostgres, launchPostgres } from './embedded/launch.js'
import type { StorageLog } from './log.js'
import { appRole, prepareAppRole } from './roles.js'

export type LedgerOptions = {
  /** A PostgreSQL server, 15 or later. Without it the embedded one under `dataDir`. */
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  readonly log: StorageLog
  /**
   * For the embedded ledger. hold (unless told): this is the desk of the DATA_DIR; it starts Postgres, keeps it alive and stops it.
   * join: a further process of that desk, which waits for it (10 s unless told). either: joins where a desk runs, else holds (commands).
   */
  readonly lock?: 'hold' | 'join' | 'either'
  readonly joinWaitMs?: number
  /** Another desk took the ledger over while Postgres was away: this one has to stop. */
  readonly onLost?: (error: DeskError) => void
}

export type LedgerInfo = {
  readonly kind: 'embedded' | 'server'
  /** As `150020`. */
  readonly serverVersion: number
  /** No lesser role can be had, so even a bug of ours could rewrite the journal's rows if its triggers were dropped. */
  readonly singleRole: boolean
  /** Only this process may start and stop the embedded one. */
  readonly isHolder: boolean
  readonly socketFolder?: string
}

export interface Ledger {
  readonly info: LedgerInfo
  /** Migrations, restore, grants. No time limits. */
  readonly owner: pg.Pool
  /** The console and everything else. */
  readonly pool: pg.Pool
  /** The hot path: few connections whose plans are made once. */
  readonly path: pg.Pool
  /** A further pool for a room with needs of its own (queue, sign-in); closed with the ledger. */
  openPool(needs: PoolNeeds): pg.Pool
  /** A fresh, unconnected client for LISTEN. Whoever takes it listens for its 'error' and 'end', and ends it. */
  listenClient(): pg.Client
  /** Ends the pools, then the lock, then the embedded Postgres where this process holds it. Safe to call twice. */
  close(): Promise<void>
}

/** Opens the ledger, without migrating it. Throws DeskError that says what to do. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const found =
    options.databaseUrl === undefined
      ? await openEmbedded(options)
      : { place: { databaseUrl: options.databaseUrl }, leave: async () => undefined }
  try {
    return await openAt(found, options)
  } catch (error) {
    await found.leave()
    throw error
  }
}

type Found = { readonly place: Place; readonly isHolder?: boolean; leave(): Promise<unknown> }

async function openAt({ place, isHolder = false, leave }: Found, { log }: LedgerOptions): Promise<Ledger> {
  const pools: pg.Pool[] = []
  const keep = (pool: pg.Pool) => {
    pools.push(pool)
    return pool
  }
  const owner = keep(openPool(place, { name: 'owner', as: 'owner', max: 3 }, log))
  const isEmbedded = 'socketFolder' in place
  try {
    const serverVersion = await checkServer(owner)
    const hasAppRole = await prepareAppRole(owner, { canSignIn: isEmbedded })
    const at = hasAppRole ? { ...place, appRole } : place
    const open = (needs: PoolNeeds) => keep(openPool(at, needs, log))
    let closing: Promise<void> | undefined
    return {
      info: {
        kind: isEmbedded ? 'embedded' : 'server',
        serverVersion,
        singleRole: !hasAppRole,
        isHolder,
        ...(isEmbedded && { socketFolder: place.socketFolder }),
      },
      owner,
      pool: open({
        name: 'pool',
        max: 10,
        settings: { statement_timeout: 15_000, lock_timeout: 10_000, idle_in_transaction_session_timeout: 30_000 },
      }),
      path: open({ name: 'path', max: 4, pipeline: true, settings: pathSettings }),
      openPool: open,
      listenClient: () => new pg.Client(connectionTo(at, { name: 'listen' })),
      close: () =>
        (closing ??= endAll(pools)
          .then(leave)
          .then(() => undefined)),
    }
  } catch (error) {
    await endAll(pools)
    throw isAway(error) ? awayError(error) : error
  }
}

/**
 * The path's few statements are the same all day: planning each once and never compiling it is worth more than the best plan. All of them
 * look rows up by key. A plan made while the tables are small would read whole tables, and go on so while they grow: so that is ruled out.
 */
const pathSettings = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  jit: 'off',
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
}

async function openEmbedded(options: LedgerOptions): Promise<Found> {
  const { dataDir, lock = 'hold', joinWaitMs = 10_000, log } = options
  const running = lock === 'hold' ? undefined : await findPostgres(dataDir, lock === 'join' ? joinWaitMs : 0)
  if (running) return { place: running, leave: async () => undefined }
  if (lock === 'join') {
    throw new DeskError(
      'ledger_away',
      503,
      `No desk runs on ${dataDir}.`,
      'Start it with `npm start`; it starts its further processes itself.',
    )
  }
  const postgres = await launchPostgres({ dataDir, log })
  return holdEmbedded(postgres, options)
}

async function holdEmbedded(postgres: EmbeddedPostgres, { dataDir, log, onLost }: LedgerOptions): Promise<Found> {
  const place = { socketFolder: postgres.socketFolder, port: postgres.port }
  const lost = onLost ?? ((error: DeskError) => log.error({ err: error }, 'The ledger was taken over by another desk'))
  try {
    const lock = await takeDeskLock(place, { dataDir, log, onLost: lost })
    postgres.keepAlive()
    log.info({ postgresPid: postgres.pid, isAdopted: postgres.isAdopted }, 'The embedded Postgres runs')
    return { place, isHolder: true, leave: () => lock.release().then(() => postgres.stop()) }
  } catch (error) {
    // Somebody else's stays as it is; ours has just lost a race between two starting desks, and the winner starts its own.
    if (!postgres.isAdopted) await postgres.stop()
    throw error
  }
}

async function checkServer(owner: pg.Pool): Promise<number> {
  const { rows } = await owner.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  )
  const { version = 0, encoding = '' } = rows[0] ?? {}
  if (version < 150_000) {
    throw new DeskError(
      'ledger_too_old',
      503,
      `DATABASE_URL leads to PostgreSQL ${Math.floor(version / 10_000)}.`,
      'The desk needs 15 or later.',
    )
  }
  if (encoding !== 'UTF8') {
    throw new DeskError(
      'ledger_encoding',
      503,
      `The database is encoded as ${encoding}.`,
      `Make one that can hold every language: create database desk encoding 'UTF8' template template0;`,
    )
  }
  return version
}

/** The address without its password; the reason as the system tells it. */
function awayError(error: unknown): DeskError {
  const reason =
    error instanceof AggregateError ? error.errors.map(String).join(', ') : error instanceof Error ? error.message : String(error)
  return new DeskError(
    'ledger_away',
    503,
    `The ledger's PostgreSQL does not answer: ${reason}`,
    'See that it runs and that DATABASE_URL leads to it, then start again.',
  )
}

/** A connection that somebody never gave back must not keep the desk from stopping. */
async function endAll(pools: readonly pg.Pool[]): Promise<void> {
  const ended = Promise.all(pools.filter((pool) => !pool.ending).map((pool) => pool.end()))
  await Promise.race([ended, setTimeout(5_000, undefined, { ref: false })])
}
