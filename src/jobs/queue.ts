import type { JobsOptions, PgPool } from 'bullmq'
import type { Pool } from 'pg'

/** What the queue can be asked to run. Payloads are ids only and are not trusted: every job reads the ledger again. */
export type JobName = 'sweep' | 'digest' | 'experience' | 'prune'
export type JobHandlers = Readonly<Record<JobName, () => Promise<unknown>>>

export interface JobQueue {
  /**
   * Runs `name` once more, soon or after `delayMs`; several asks that wait at once are one run, and one that comes while it runs is
   * another run after it. Never awaited on the way to an answer.
   */
  nudge(name: JobName, delayMs?: number): void
  /** Its server does not answer; the desk goes on, by its sweepers. */
  isAway(): boolean
  close(): Promise<void>
}

export type QueueParts = {
  readonly redisUrl: string | undefined
  /** A pool of the queue's own, where PostgreSQL is its backend. */
  readonly openPool: () => Pool
  readonly handlers: JobHandlers
  /** false: this process only asks for jobs. */
  readonly works: boolean
  readonly failed: (reason: unknown) => void
}

const queueName = 'desk'
/** Where BullMQ keeps its tables; the pool's search_path leads there. */
export const queueSchema = 'bullmq'
/** The same in every process: how long a job of a dead one is waited for. */
const worker = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 1_000, concurrency: 2 } as const
const forget: JobsOptions = { removeOnComplete: true, removeOnFail: 100, attempts: 3, backoff: { type: 'exponential', delay: 1_000 } }

/** The chores that recur, whichever process gets them. The sweep is the guarantee beneath every nudge. */
const schedule: readonly (readonly [JobName, { readonly every: number } | { readonly pattern: string }])[] = [
  ['sweep', { every: 2_000 }],
  ['digest', { pattern: '0 0 * * * *' }],
  ['experience', { pattern: '0 20 3 * * *' }],
  ['prune', { pattern: '0 40 3 * * *' }],
]

/** BullMQ on Redis, else on the ledger's PostgreSQL in a schema of its own: one code path. */
export async function openJobQueue(parts: QueueParts): Promise<JobQueue> {
  const process = async (job: { readonly name: string }): Promise<void> => run(parts.handlers, job.name)
  const { queue, workers, isAway, close } =
    parts.redisUrl === undefined ? await onPostgres(parts, process) : await onRedis(parts.redisUrl, parts, process)
  queue.on('error', parts.failed)
  for (const one of workers) one.on('error', parts.failed)
  if (parts.works) {
    Promise.all(schedule.map(([name, repeat]) => queue.upsertJobScheduler(name, repeat, { name, opts: forget }))).catch(parts.failed)
  }
  return {
    isAway,
    nudge(name, delayMs = 0) {
      const due = delayMs === 0 ? 'now' : Math.ceil((Date.now() + delayMs) / 1_000)
      queue.add(name, {}, { ...forget, delay: delayMs, deduplication: { id: `${name}:${due}`, keepLastIfActive: true } }).catch(parts.failed)
    },
    async close() {
      await Promise.all(workers.map((one) => one.close()))
      await queue.close()
      await close()
    },
  }
}

async function run(handlers: JobHandlers, name: string): Promise<void> {
  if (name in handlers) await handlers[name as JobName]()
}

type Process = (job: { readonly name: string }) => Promise<void>

async function onPostgres({ openPool, works }: QueueParts, process: Process) {
  const { createPostgresBackend, Queue, runMigrations, Worker } = await import('bullmq')
  const pool = openPool()
  // node-postgres' own types have more overloads than the subset BullMQ declares; the object is the same.
  const connection = pool as unknown as PgPool
  const client = await pool.connect()
  await runMigrations(client, queueSchema).finally(() => client.release())
  return {
    queue: new Queue(queueName, { connection, defaultJobOptions: forget }, createPostgresBackend),
    workers: works ? [new Worker(queueName, process, { connection, ...worker }, createPostgresBackend)] : [],
    isAway: () => false,
    close: async () => undefined,
  }
}

async function onRedis(url: string, { works, failed }: QueueParts, process: Process) {
  const [{ createNodeRedisClient, Queue, Worker }, { createClient }] = await Promise.all([import('bullmq'), import('redis')])
  const client = createClient({ url })
  client.on('error', failed)
  client.connect().catch(failed)
  const connection = createNodeRedisClient(client)
  return {
    queue: new Queue(queueName, { connection, defaultJobOptions: forget }),
    workers: works ? [new Worker(queueName, process, { connection, ...worker })] : [],
    isAway: () => !client.isReady,
    close: async () => client.destroy(),
  }
}
