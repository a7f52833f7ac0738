import { setTimeout as wait } from 'node:timers/promises'
import type { IRedisClient, JobsOptions, PgPool } from 'bullmq'
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
  /** Waits for the jobs that run, a few seconds at most. */
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
  /** How often it is seen that the chores still recur; 10 s unless told. */
  readonly lookMs?: number
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

/** A job that does not end must not keep its desk from stopping. */
const closeMs = 3_000
const connectMs = 1_000
const restMs = 1_000

/** BullMQ on Redis, else on the ledger's PostgreSQL in a schema of its own: one code path. */
export async function openJobQueue(parts: QueueParts): Promise<JobQueue> {
  const { works, failed, lookMs = 10_000 } = parts
  const process = async (job: { readonly name: string }): Promise<void> => run(parts.handlers, job.name)
  const { queue, workers, isAway, connected, hangUp } =
    parts.redisUrl === undefined ? await onPostgres(parts, process) : await onRedis(parts.redisUrl, parts, process)
  queue.on('error', failed)
  for (const one of workers) restAfterErrors(one, failed)
  const plan = () => Promise.all(schedule.map(([name, repeat]) => queue.upsertJobScheduler(name, repeat, { name, opts: forget })))
  /** Its server may come back empty, or be flushed. */
  const look = async () => isAway() || (await queue.getJobSchedulersCount()) >= schedule.length || plan()
  let looking: NodeJS.Timeout | undefined
  if (works) {
    plan().catch(failed)
    looking = setInterval(() => void look().catch(failed), lookMs)
  }
  async function close(): Promise<void> {
    clearInterval(looking)
    await within(connectMs, connected())
    const isForced = isAway()
    // Before the connections end: a worker that does not know it is closing asks a dead one again and again without a pause.
    const closed = Promise.all(workers.map((one) => one.close(isForced))).then(() => queue.close())
    await within(isForced ? connectMs : closeMs, closed.catch(failed))
    await within(connectMs, hangUp())
  }
  let closing: Promise<void> | undefined
  return {
    isAway,
    nudge(name, delayMs = 0) {
      const due = delayMs === 0 ? 'now' : Math.ceil((Date.now() + delayMs) / 1_000)
      const deduplication = { id: `${name}:${due}`, keepLastIfActive: true }
      queue.add(name, {}, { ...forget, delay: delayMs, deduplication }).catch(failed)
    },
    close: () => (closing ??= close()),
  }
}

/**
 * A worker asks again at once after an error that it does not take for one of its connection. The redis client answers such a question with
 * the error that cut it, without ever letting go of the turn: nothing else of the desk would run. So it rests for a moment.
 */
function restAfterErrors(one: Resting, failed: (reason: unknown) => void): void {
  one.on('error', (reason) => {
    failed(reason)
    if (one.isPaused() || one.closing) return
    one.pause(true).catch(failed)
    setTimeout(() => {
      if (!one.closing) one.resume()
    }, restMs).unref()
  })
}

/** What of a worker, whatever its backend, that needs. */
type Resting = {
  readonly closing: Promise<void> | undefined
  isPaused(): boolean
  pause(doNotWaitActive: boolean): Promise<void>
  resume(): void
  on(event: 'error', listener: (reason: Error) => void): unknown
}

const within = (ms: number, work: Promise<unknown>): Promise<unknown> => Promise.race([work, wait(ms, undefined, { ref: false })])

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
    connected: async () => undefined,
    hangUp: () => pool.end(),
  }
}

async function onRedis(url: string, { works }: QueueParts, process: Process) {
  const [{ createNodeRedisClient, Queue, Worker }, { createClient }] = await Promise.all([import('bullmq'), import('redis')])
  const client = createClient({ url })
  const connection = createNodeRedisClient(client)
  const connections = track(connection)
  return {
    queue: new Queue(queueName, { connection, defaultJobOptions: forget }),
    workers: works ? [new Worker(queueName, process, { connection, ...worker })] : [],
    isAway: () => !client.isReady,
    connected: () => Promise.all(connections.map(({ ready }) => ready)),
    async hangUp() {
      for (const { one } of connections) one.disconnect()
    },
  }
}

type Connection = { readonly one: IRedisClient; readonly ready: Promise<unknown> }

/**
 * The connection and those that workers make from it, to end them when BullMQ does not: it takes its listeners away while they are open,
 * and an error that nobody listens to would end the process. One that is ended half made stays open, so each says when it is ready.
 */
function track(connection: IRedisClient): readonly Connection[] {
  const connections: Connection[] = []
  const add = (one: IRedisClient): IRedisClient => {
    one.on('error', () => undefined)
    connections.push({ one, ready: new Promise((resolve) => one.once('ready', resolve)) })
    return one
  }
  const duplicate = connection.duplicate.bind(connection)
  connection.duplicate = (...args) => add(duplicate(...args))
  add(connection)
  return connections
}
