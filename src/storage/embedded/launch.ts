import { createHash } from 'node:crypto'
import { chown, lstat, mkdir, mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { DeskError } from '../../core/desk-error.js'
import type { StorageLog } from '../log.js'
import { findBinaries } from './binaries.js'
import { openCluster } from './cluster.js'
import { removeFolder, socketFolderPrefix, socketName, socketPort } from './occupancy.js'
import { findPostmaster, type Postmaster, type PostmasterPlan, startPostmaster } from './postmaster.js'
import { isPostgresOf } from './processes.js'
import { commandUnder, findTools, type Rights } from './rights.js'

const firstWaitMs = 50
const longestWaitMs = 10_000

export type LaunchOptions = {
  readonly dataDir: string
  readonly log: StorageLog
  /** Where programs are looked for; the environment's PATH unless told. */
  readonly path?: string
  /** The folder with PostgreSQL's bin, lib and share; the npm package's unless told. */
  readonly native?: string
}

/** The embedded PostgreSQL of one DATA_DIR. */
export interface EmbeddedPostgres {
  readonly folder: string
  readonly socketFolder: string
  readonly port: number
  readonly isAdopted: boolean
  /** The server's process; it changes when Postgres had to be started again. */
  readonly pid: number
  /** From now on a Postgres that goes away is started again, after 0.1 s and up to 10 s, for ever. */
  keepAlive(): void
  /** Asks Postgres to end by SIGINT (SIGTERM would wait for clients) and waits until it has. */
  stop(): Promise<void>
}

/**
 * Makes, where there is none, and starts the PostgreSQL under DATA_DIR/postgres: a unix socket and no TCP port.
 * Adopts one that runs already; whose it is, the desk's lock decides. Throws DeskError with what to do.
 */
export async function launchPostgres(options: LaunchOptions): Promise<EmbeddedPostgres> {
  const plan = await makePlan(options)
  let current = await startPostmaster(plan)
  const stopping = new AbortController()
  let watching: Promise<void> | undefined
  const watch = async () => {
    const { signal } = stopping
    let waitMs = firstWaitMs
    for (let startedAt = Date.now(); ; startedAt = Date.now()) {
      const lastWords = await Promise.race([current.ended, aborted(signal)])
      if (lastWords === undefined) return
      options.log.error({ pid: current.pid, lastWords }, 'Postgres went away; it is started again')
      waitMs = Date.now() - startedAt > 60_000 ? firstWaitMs : Math.min(waitMs * 2, longestWaitMs)
      current = (await startAgain(plan, current.socketFolder, { waitMs, signal })) ?? current
    }
  }
  return {
    folder: plan.folder,
    socketFolder: current.socketFolder,
    port: socketPort,
    isAdopted: current.isAdopted,
    get pid() {
      return current.pid
    },
    keepAlive() {
      watching ??= watch()
    },
    async stop() {
      stopping.abort()
      await watching
      await stopPostmaster(plan.folder, current)
      // The socket went with Postgres; what lies there now may be the next desk's.
      await removeFolder(current.socketFolder)
    },
  }
}

/**
 * The running PostgreSQL of a DATA_DIR, for a process that shares it and neither starts nor stops it. Waits up to `waitMs` for one to
 * appear; undefined when none does.
 */
export async function findPostgres(dataDir: string, waitMs: number): Promise<{ socketFolder: string; port: number } | undefined> {
  for (const giveUpAt = Date.now() + waitMs; ; await setTimeout(50)) {
    const parent = await realpath(dataDir).catch(() => undefined)
    const found = parent === undefined ? undefined : await findPostmaster(join(parent, 'postgres'))
    if (found) return { socketFolder: found.socketFolder, port: socketPort }
    if (Date.now() >= giveUpAt) return undefined
  }
}

async function makePlan({ dataDir, log, path, native }: LaunchOptions): Promise<PostmasterPlan> {
  if (process.platform === 'win32') {
    throw new DeskError(
      'postgres_windows',
      503,
      'The embedded PostgreSQL needs unix sockets.',
      'On Windows use WSL, or set DATABASE_URL to a PostgreSQL server.',
    )
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const folder = join(await realpath(dataDir), 'postgres')
  const [binaries, tools] = await Promise.all([findBinaries(native), findTools(path)])
  const rights = await openCluster(folder, { binaries, tools, myUid: process.getuid?.() ?? 0 })
  const socketFolder = () => makeSocketFolder(folder, rights)
  return { folder, socketFolder, command: commandUnder(rights, tools, [binaries.postgres]), log }
}

/** The data folder itself, which only its owner may enter; a socket's path has room for about 100 bytes, so else a short private one. */
async function makeSocketFolder(folder: string, rights: Rights): Promise<string> {
  const fits = (path: string) => Buffer.byteLength(join(path, socketName)) <= 90
  if (fits(folder)) return folder
  const short = await makePrivateFolder(folder, rights)
  if (fits(short)) return short
  throw new DeskError(
    'postgres_path',
    503,
    `Both DATA_DIR and ${short} are too long for a socket's path.`,
    'Choose a shorter DATA_DIR or TMPDIR.',
  )
}

/** Always the same one for a data folder, so that a crash leaves at most one; never one that somebody else put there. */
async function makePrivateFolder(folder: string, rights: Rights): Promise<string> {
  const owner = rights.type === 'uid' ? rights.uid : (process.getuid?.() ?? 0)
  const path = join(tmpdir(), socketFolderPrefix + createHash('sha256').update(folder).digest('hex').slice(0, 16))
  await mkdir(path, { mode: 0o700 }).catch(() => undefined)
  const { uid, mode } = await lstat(path)
  const isOurs = (uid === owner || uid === process.getuid?.()) && (mode & 0o170_077) === 0o040_000
  const ours = isOurs ? path : await mkdtemp(join(tmpdir(), socketFolderPrefix))
  if (rights.type === 'uid') await chown(ours, rights.uid, rights.gid)
  return ours
}

async function startAgain(plan: PostmasterPlan, socketFolder: string, options: { waitMs: number; signal: AbortSignal }) {
  const { signal } = options
  for (let { waitMs } = options; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    await setTimeout(waitMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return undefined
    try {
      return await startPostmaster(plan, socketFolder)
    } catch (error) {
      plan.log.error({ err: error }, 'Postgres does not start again yet')
    }
  }
}

async function stopPostmaster(folder: string, { pid, ended, isNear }: Postmaster): Promise<void> {
  if (!isNear) return
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (await isPostgresOf(folder, pid).catch(() => false)) process.kill(pid, signal)
    const hasEnded = await Promise.race([ended.then(() => true), setTimeout(15_000, false, { ref: false })])
    if (hasEnded) return
  }
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}
