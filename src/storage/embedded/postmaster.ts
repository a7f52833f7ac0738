import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { DeskError } from '../../core/desk-error.js'
import type { StorageLog } from '../log.js'
import { cleanEnv } from './cluster.js'
import { clearLeftBehind, readOccupancy, socketPort } from './occupancy.js'
import { isPostgresOf } from './processes.js'

/** A live Postgres of the data folder: our child, or one found running and taken over. */
export type Postmaster = {
  readonly pid: number
  readonly socketFolder: string
  readonly isAdopted: boolean
  /** Absent: the process is not to be seen from here and cannot be signalled. */
  readonly isNear: boolean
  /** Resolves, never rejects, with its last words. */
  readonly ended: Promise<string>
}

export type PostmasterPlan = {
  readonly folder: string
  /** Where the socket goes; asked when one is started, not when one is found. */
  readonly socketFolder: () => Promise<string>
  /** The command line without its arguments, under the right rights. */
  readonly command: readonly string[]
  readonly log: StorageLog
}

const patienceMs = 30_000
const lookAgainMs = 20

/** Adopts the folder's live Postgres, waits for one that is shutting down, else starts one. Resolves when it takes connections. */
export async function startPostmaster(plan: PostmasterPlan, usedSocketFolder?: string): Promise<Postmaster> {
  const giveUpAt = Date.now() + patienceMs
  for (;;) {
    const found = await findPostmaster(plan.folder)
    if (found) return found
    const started = await spawnPostmaster(plan, usedSocketFolder ?? (await plan.socketFolder()))
    if ('pid' in started) return started
    // Another desk was faster, or processes of a killed one still hold its memory.
    const isPassing = /postmaster\.pid" already exists|pre-existing shared memory|another server might be running/i.test(started.lastWords)
    if (!isPassing || Date.now() > giveUpAt) throw cannotStart(plan.folder, started.lastWords)
    await setTimeout(100)
  }
}

/** The live Postgres of the folder once it takes connections, or undefined when there is none (what a dead one left is removed). */
export async function findPostmaster(folder: string): Promise<Postmaster | undefined> {
  const giveUpAt = Date.now() + patienceMs
  for (;;) {
    const occupancy = await readOccupancy(folder)
    if (occupancy.type === 'free') return undefined
    const { note } = occupancy
    if (occupancy.type === 'left-behind') await clearLeftBehind(folder, note)
    else if (note.state === 'ready') {
      const { pid, socketFolder } = note
      // Of one that cannot be seen from here the end cannot be seen either.
      const ended = occupancy.isNear ? waitForEnd(folder, pid) : new Promise<never>(() => undefined)
      return { pid, socketFolder, isAdopted: true, isNear: occupancy.isNear, ended }
    } else if (note.state === 'stopping' && Date.now() > giveUpAt) {
      throw new DeskError(
        'postgres_stopping',
        503,
        `The PostgreSQL of ${folder} (pid ${note.pid}) does not finish stopping.`,
        `Look why, then: kill -QUIT ${note.pid}`,
      )
    } else await setTimeout(lookAgainMs)
  }
}

async function spawnPostmaster(plan: PostmasterPlan, socketFolder: string): Promise<Postmaster | { lastWords: string }> {
  const [program = '', ...args] = [...plan.command, '-D', plan.folder, ...settings(socketFolder)]
  // Its own process group: Ctrl+C in a terminal must reach the desk alone, which stops Postgres when it has drained.
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: cleanEnv, cwd: plan.folder })
  const tail: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    tail.push(line)
    tail.splice(0, tail.length - 5)
    const level = /\b(FATAL|PANIC):/.test(line) ? 'warn' : 'debug'
    plan.log[level]({ source: 'postgres' }, line)
  })
  let hasEnded = false
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    // Its children hold the pipe a little longer, and may hold it for long: they are not waited for.
    const closed = new Promise((close) => child.once('close', close))
    child.once('exit', async (code, signal) => {
      await Promise.race([closed, setTimeout(500)])
      resolve([...tail, `ended with ${signal ?? code}`].join(' · '))
    })
  }).finally(() => {
    hasEnded = true
  })
  while (!hasEnded) {
    const occupancy = await readOccupancy(plan.folder)
    const isReady = occupancy.type === 'running' && occupancy.note.pid === child.pid && occupancy.note.state === 'ready'
    if (isReady) return { pid: occupancy.note.pid, socketFolder, isAdopted: false, isNear: true, ended }
    await setTimeout(lookAgainMs)
  }
  return { lastWords: await ended }
}

/** On the command line, where they stand above the files in the folder: the promise "nothing lost" rests on the first three. */
function settings(socketFolder: string): string[] {
  return [
    'fsync=on',
    'full_page_writes=on',
    'synchronous_commit=on',
    'listen_addresses=',
    `port=${socketPort}`,
    `unix_socket_directories="${socketFolder.replaceAll('"', '""')}"`,
    'unix_socket_permissions=0700',
    'logging_collector=off',
    'log_destination=stderr',
    'log_timezone=UTC',
    'timezone=UTC',
    'lc_messages=C',
    // Statements and details hold what people wrote; the desk sees every error anyway.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    // A desk process keeps up to 22 connections; several share one ledger.
    'max_connections=300',
  ].flatMap((setting) => ['-c', setting])
}

async function waitForEnd(folder: string, pid: number): Promise<string> {
  while (await isPostgresOf(folder, pid).catch(() => false)) await setTimeout(250, undefined, { ref: false })
  return `process ${pid} is gone`
}

function cannotStart(folder: string, lastWords: string): DeskError {
  const fix = lastWords.includes('No space left')
    ? 'Make room on the disk of DATA_DIR, then start again.'
    : lastWords.includes('unshare failed')
      ? `This machine does not allow \`unshare -U\`. Give the folder to a plain user, chown -R 65534:65534 ${folder}, then start again.`
      : 'Read the words above; `npm run desk -- doctor` looks further.'
  return new DeskError('postgres_cannot_start', 503, `The embedded PostgreSQL of ${folder} does not start: ${lastWords}`, fix)
}
