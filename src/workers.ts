import cluster, { type Worker } from 'node:cluster'
import { mkdir } from 'node:fs/promises'
import pino from 'pino'
import type { Config, Secrets } from './config.js'
import { readKeys } from './secrets.js'
import { migrate } from './storage/migrate.js'
import { openLedger } from './storage/open.js'

/** `--workers N` of the command line; 0 when it is not there. */
export function readWorkers(argv: readonly string[]): number {
  const at = argv.indexOf('--workers')
  if (at < 0) return 0
  const count = Number(argv[at + 1])
  if (!Number.isInteger(count) || count < 1 || count > 64) throw new RangeError('--workers needs a whole number from 1 to 64')
  return count
}

export type Workers = { stop(): Promise<void> }

/** What a worker tells the first process once it serves. */
export type Ready = { readonly setUpUrl: string | null }

const forkAgainMs = 1_000
/** Longer than a desk takes to stop. */
const stopMs = 20_000

/**
 * The first process of several: it holds the ledger and the port, and forks the desks that serve on both. One that dies is forked again;
 * what it left is found by the others' sweepers. Resolves when the first of them serves; throws when one cannot start before that.
 */
export async function startWorkers(config: Config, secrets: Secrets, count: number, ready: (first: Ready) => void): Promise<Workers> {
  const log = pino({ level: config.logLevel })
  await mkdir(config.dataDir, { recursive: true })
  await readKeys(config.dataDir, secrets)
  const ledger = await openLedger({
    databaseUrl: secrets.databaseUrl,
    dataDir: config.dataDir,
    log,
    onLost(error) {
      log.fatal({ code: error.code }, 'another desk took the ledger over; this one stops')
      process.kill(process.pid, 'SIGTERM')
    },
  })
  let isStopping = false
  async function stop(): Promise<void> {
    isStopping = true
    const running = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    await Promise.all(running.map(end))
    await ledger.close()
  }
  try {
    await migrate(ledger.owner)
    const first = await new Promise<Ready>((resolve, reject) => {
      let hasServed = false
      cluster.on('message', (_worker: Worker, message: Ready) => {
        hasServed = true
        resolve(message)
      })
      cluster.on('exit', (worker, code, signal) => {
        if (isStopping) return
        if (!hasServed && signal === null) return reject(new Error('A worker could not start; its reason stands above.'))
        log.warn({ pid: worker.process.pid, code, signal }, 'a worker ended and is started again')
        setTimeout(() => isStopping || cluster.fork(), forkAgainMs)
      })
      for (let index = 0; index < count; index++) cluster.fork()
    })
    ready(first)
  } catch (reason) {
    await stop()
    throw reason
  }
  return { stop }
}

/** In order, and by force when it does not end so. */
async function end(worker: Worker): Promise<void> {
  if (worker.isDead()) return
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  worker.process.kill('SIGTERM')
  const force = setTimeout(() => worker.process.kill('SIGKILL'), stopMs)
  await ended
  clearTimeout(force)
}
