import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import type { FaultPoint } from '../../src/core/fault.js'
import { openLedger } from '../../src/storage/open.js'
import { openTestDatabase } from '../support/database.js'
import { freePort } from '../support/desk.js'
import { silentLog } from '../support/silent-log.js'
import { until } from '../support/until.js'

/** Longer than a lease of the outbox: what a dead desk had in its hands is free again for the next one. */
const leaseIsOverMs = 12_000
const script = fileURLToPath(new URL('./desk-process.ts', import.meta.url))

/** One ledger and one address, on which desks are started and killed one after another. */
export interface Ground {
  readonly url: string
  readonly secret: string
  readonly dataDir: string
  /** Starts the next desk, `leaseIsOverMs` later by its own clock than the one before; resolves when it answers /readyz or has died before that. */
  start(fault?: `${FaultPoint}:${number}`): Promise<RunningDesk>
  /** Looks into the ledger while a desk runs. */
  look<T>(work: (pool: Pool) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface RunningDesk {
  readonly pid: number
  /** The signal or exit code it ended with. */
  readonly ended: Promise<string>
  /** What `work` answers, if the desk lives that long; else throws with its last words. */
  whileAlive<T>(work: Promise<T>): Promise<T>
  /** Ends it in order. Throws when it does not end so. */
  stop(): Promise<void>
}

export type GroundKind = 'embedded' | 'server'

/** On the embedded Postgres of a DATA_DIR of its own, or on a database of its own on the tests' server. */
export async function openGround(kind: GroundKind, env: Readonly<Record<string, string>> = {}): Promise<Ground> {
  const dataDir = await mkdtemp(join(tmpdir(), 'otklik-crash-'))
  const database = kind === 'server' ? await openTestDatabase() : null
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const secret = 'a secret of the crash tests'.replaceAll(' ', '-')
  const logFile = join(dataDir, 'desk.log')
  const { DATABASE_URL, REDIS_URL, ...clean } = process.env
  const running = new Set<ChildProcess>()
  let aheadMs = 0

  async function start(fault?: string): Promise<RunningDesk> {
    aheadMs += leaseIsOverMs
    const log = openSync(logFile, 'a')
    const child = spawn(process.execPath, ['--import', 'tsx', script], {
      stdio: ['pipe', log, log],
      env: {
        ...clean,
        DATA_DIR: dataDir,
        PORT: String(port),
        DIRECTLINE_SECRET: secret,
        LOG_LEVEL: 'warn',
        OTKLIK_AHEAD_MS: String(aheadMs),
        ...(database && { DATABASE_URL: database.databaseUrl }),
        ...(fault && { OTKLIK_FAULT: fault }),
        ...env,
      },
    })
    closeSync(log)
    running.add(child)
    let end: string | null = null
    const ended = once(child, 'exit').then(([code, signal]) => {
      running.delete(child)
      end = String(signal ?? code)
      return end
    })
    const isReady = () =>
      fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
        (answer) => answer.ok,
        () => false,
      )
    await until('the desk is ready', async () => end !== null || (await isReady()), 60_000).catch((reason) => explain(reason))
    return {
      pid: child.pid ?? 0,
      ended,
      whileAlive: (work) => Promise.race([work, ended.then((how) => explain(`the desk ended with ${how}`))]),
      async stop() {
        child.kill('SIGTERM')
        const how = await ended
        if (how !== '0') await explain(`the desk ended with ${how} when it was asked to stop`)
      },
    }
  }

  async function explain(reason: unknown): Promise<never> {
    throw new Error(`${reason instanceof Error ? reason.message : reason}\n${(await readFile(logFile, 'utf8')).slice(-4_000)}`)
  }

  return {
    url,
    secret,
    dataDir,
    start,
    async look(work) {
      if (database) return work(database.ledger.pool)
      const ledger = await openLedger({ dataDir, lock: 'join', log: silentLog })
      return work(ledger.pool).finally(() => ledger.close())
    },
    async close() {
      for (const child of running) {
        const gone = once(child, 'exit')
        child.kill('SIGTERM')
        await gone
      }
      await database?.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
