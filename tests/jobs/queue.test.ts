import { setTimeout } from 'node:timers/promises'
import { createNodeRedisClient, createPostgresBackend, type PgPool, Queue } from 'bullmq'
import { describe, expect, it, type TestContext } from 'vitest'
import { type JobHandlers, type JobQueue, openJobQueue, type QueueParts, queueSchema } from '../../src/jobs/queue.js'
import { openTestDatabase } from '../support/database.js'
import { noRedis, openTestRedis, type TestRedis } from '../support/redis.js'
import { until } from '../support/until.js'

/** A backend of one's own, where queues meet. */
interface Backend {
  readonly parts: Pick<QueueParts, 'redisUrl' | 'openPool'>
  /** The names of jobs that wait for a worker, oldest first. */
  waiting(): Promise<readonly string[]>
  close(): Promise<void>
}

async function openPostgres(): Promise<Backend> {
  const { ledger, close } = await openTestDatabase()
  const openPool = () => ledger.openPool({ name: 'queue', as: 'owner', max: 4, settings: { search_path: queueSchema } })
  const openLook = () => new Queue('desk', { connection: openPool() as unknown as PgPool }, createPostgresBackend)
  let look: ReturnType<typeof openLook> | undefined
  return {
    parts: { redisUrl: undefined, openPool },
    waiting() {
      look ??= openLook()
      return namesOf(look)
    },
    close,
  }
}

async function openRedis(): Promise<Backend & { readonly redis: TestRedis }> {
  const redis = await openTestRedis()
  return {
    redis,
    parts: { redisUrl: redis.url, openPool: noPool },
    async waiting() {
      const client = await redis.connect()
      const queue = new Queue('desk', { connection: createNodeRedisClient(client) })
      return namesOf(queue).finally(async () => {
        await queue.close()
        client.destroy()
      })
    },
    close: redis.close,
  }
}

const namesOf = async (queue: Pick<Queue, 'getWaiting'>): Promise<string[]> => (await queue.getWaiting()).map(({ name }) => name)
const noPool = () => {
  throw new Error('there is no pool on Redis')
}

/** Opens queues on one backend, and closes all at the end of the test. */
async function begin<B extends Backend>(openBackend: () => Promise<B>, { onTestFinished }: TestContext) {
  const backend = await openBackend()
  const queues: JobQueue[] = []
  const failures: string[] = []
  onTestFinished(async () => {
    await Promise.all(queues.map((queue) => queue.close()))
    await backend.close()
  })
  const open = async (handlers: Partial<JobHandlers>, more: Partial<QueueParts> = {}): Promise<JobQueue> => {
    const idle = async () => undefined
    const queue = await openJobQueue({
      ...backend.parts,
      handlers: { sweep: idle, digest: idle, experience: idle, prune: idle, ...handlers },
      works: true,
      failed: (reason) => failures.push(String(reason)),
      ...more,
    })
    queues.push(queue)
    return queue
  }
  return { ...backend, open, failures }
}

/** A handler that counts its runs. */
function openRuns(end: () => Promise<unknown> = async () => undefined) {
  const runs = {
    count: 0,
    async handler() {
      runs.count += 1
      await end()
    },
  }
  return runs
}

function openGate() {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  return { release, wait: () => released }
}

describe.skipIf(noRedis !== undefined)('a queue on Redis', { concurrent: true }, () => promises(openRedis))
describe('a queue on PostgreSQL', { concurrent: true }, () => promises(openPostgres))

function promises(openBackend: () => Promise<Backend>): void {
  it('runs a job that is nudged', async (test) => {
    const { open, failures } = await begin(openBackend, test)
    const digest = openRuns()
    const queue = await open({ digest: digest.handler })
    queue.nudge('digest')
    await until('it has run', () => digest.count === 1)
    queue.nudge('digest')
    await until('it has run again', () => digest.count === 2)
    expect(queue.isAway()).toBe(false)
    expect(failures).toEqual([])
  })

  it('runs a job later that is asked for later', async (test) => {
    const { open } = await begin(openBackend, test)
    const digest = openRuns()
    const queue = await open({ digest: digest.handler })
    const asked = performance.now()
    queue.nudge('digest', 300)
    await until('it has run', () => digest.count === 1)
    expect(performance.now() - asked).toBeGreaterThanOrEqual(295)
  })

  it('runs once what is nudged many times while it waits', async (test) => {
    const { open, waiting } = await begin(openBackend, test)
    const [prune, digest] = [openRuns(), openRuns()]
    const asker = await open({}, { works: false })
    asker.nudge('prune')
    await until('it waits', async () => (await waiting()).length === 1)
    for (let time = 0; time < 20; time++) asker.nudge('prune')
    asker.nudge('digest')
    await until('another waits', async () => (await waiting()).includes('digest'))
    expect(await waiting()).toEqual(['prune', 'digest'])
    await open({ prune: prune.handler, digest: digest.handler })
    await until('the other has run', () => digest.count === 1)
    expect(prune.count).toBe(1)
  })

  it('runs a job once more that is nudged while it runs', async (test) => {
    const { open } = await begin(openBackend, test)
    const gate = openGate()
    const [digest, marker] = [openRuns(gate.wait), openRuns()]
    const queue = await open({ digest: digest.handler, prune: marker.handler })
    queue.nudge('digest')
    await until('it runs', () => digest.count === 1)
    for (let time = 0; time < 5; time++) queue.nudge('digest')
    queue.nudge('prune')
    await until('all was asked', () => marker.count === 1)
    expect(digest.count).toBe(1)
    gate.release()
    await until('it has run once more', () => digest.count === 2)
    queue.nudge('prune')
    await until('what else waited has run', () => marker.count === 2)
    expect(digest.count).toBe(2)
  })

  it('tries a job three times that throws, and runs it again when it is nudged after that', async (test) => {
    const { open } = await begin(openBackend, test)
    const digest = openRuns(async () => {
      if (digest.count <= 3) throw new Error('not yet')
    })
    const queue = await open({ digest: digest.handler })
    queue.nudge('digest')
    await until('it was tried three times', () => digest.count === 3)
    await until('it runs again', () => {
      queue.nudge('digest')
      return digest.count > 3
    })
  })

  it('sweeps every two seconds by itself, in one of two workers', async (test) => {
    const { open } = await begin(openBackend, test)
    const starts: number[] = []
    const sweep = async () => void starts.push(performance.now())
    await Promise.all([open({ sweep }), open({ sweep })])
    await until('it has swept four times', () => starts.length >= 4)
    // The first comes at once, the others when the clock's seconds are even.
    const gaps = starts.slice(2).map((start, index) => start - starts[index + 1]!)
    expect(Math.min(...gaps)).toBeGreaterThan(500)
    expect(Math.max(...gaps)).toBeLessThan(4_000)
  })

  it('only asks where it does not work', async (test) => {
    const { open, waiting } = await begin(openBackend, test)
    const [own, others] = [openRuns(), openRuns()]
    const asker = await open({ digest: own.handler, sweep: own.handler }, { works: false })
    asker.nudge('digest')
    await until('it waits', async () => (await waiting()).length === 1)
    await open({ digest: others.handler })
    await until('somebody else has run it', () => others.count === 1)
    expect(own.count).toBe(0)
  })

  it('waits for the job that runs when it is closed', async (test) => {
    const { open } = await begin(openBackend, test)
    let isDone = false
    const digest = openRuns(async () => {
      await setTimeout(200)
      isDone = true
    })
    const queue = await open({ digest: digest.handler })
    queue.nudge('digest')
    await until('it runs', () => digest.count === 1)
    await queue.close()
    expect(isDone).toBe(true)
  })

  it('closes within seconds though a job never ends', async (test) => {
    const { open } = await begin(openBackend, test)
    const digest = openRuns(openGate().wait)
    const queue = await open({ digest: digest.handler })
    queue.nudge('digest')
    await until('it runs', () => digest.count === 1)
    const asked = performance.now()
    await queue.close()
    expect(performance.now() - asked).toBeLessThan(9_000)
  })
}

describe.skipIf(noRedis !== undefined)('a queue whose Redis', { concurrent: true }, () => {
  it('was flushed plans its chores again', async (test) => {
    const { open, redis } = await begin(openRedis, test)
    const sweep = openRuns()
    await open({ sweep: sweep.handler }, { lookMs: 100 })
    await until('it has swept', () => sweep.count === 1)
    await redis.flush()
    const before = sweep.count
    await until('it sweeps again', () => sweep.count > before + 1)
  })

  it('goes away says so, asks without waiting, and goes on when Redis is back with nothing in it', async (test) => {
    const { open, redis, failures } = await begin(openRedis, test)
    const [digest, sweep] = [openRuns(), openRuns()]
    const queue = await open({ digest: digest.handler, sweep: sweep.handler }, { lookMs: 100 })
    await until('it has swept', () => sweep.count === 1)
    expect(queue.isAway()).toBe(false)
    await redis.kill()
    await until('it is away', () => queue.isAway())
    const asked = performance.now()
    queue.nudge('digest')
    expect(performance.now() - asked).toBeLessThan(50)
    await until('somebody is told why', () => failures.some((reason) => reason.includes('ECONNREFUSED')))
    await redis.start()
    await until('it is back', () => !queue.isAway())
    await until('what was asked meanwhile has run', () => digest.count === 1)
    const before = sweep.count
    await until('it sweeps again', () => sweep.count > before)
  })

  it('is away when it opens works when Redis has come', async (test) => {
    const { open, redis } = await begin(openRedis, test)
    await redis.kill()
    const sweep = openRuns()
    const queue = await open({ sweep: sweep.handler })
    expect(queue.isAway()).toBe(true)
    await redis.start()
    await until('it has swept', () => sweep.count === 1)
    expect(queue.isAway()).toBe(false)
  })

  it.for(['went away', 'never was there'])('%s closes within seconds', async (how, test) => {
    const { open, redis } = await begin(openRedis, test)
    if (how === 'never was there') await redis.kill()
    const sweep = openRuns()
    const queue = await open({ sweep: sweep.handler })
    if (how === 'went away') {
      await until('it has swept', () => sweep.count === 1)
      await redis.kill()
    }
    await until('it is away', () => queue.isAway())
    const asked = performance.now()
    await queue.close()
    expect(performance.now() - asked).toBeLessThan(3_000)
  })

  it('has only just answered leaves no connection behind when it is closed', async (test) => {
    const { open, redis } = await begin(openRedis, test)
    const queue = await open({})
    await queue.close()
    await until('only who asks is connected', async () => (await redis.clients()) === 1)
  })
})
