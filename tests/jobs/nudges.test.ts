import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, it, type TestContext } from 'vitest'
import { type NudgeParts, type Nudges, openNudges } from '../../src/jobs/nudges.js'
import { openTestDatabase } from '../support/database.js'
import { freePort } from '../support/desk.js'
import { noRedis, openTestRedis } from '../support/redis.js'
import { until } from '../support/until.js'

/** What nudges go over, and what can be done to it. */
interface Wire {
  readonly parts: Pick<NudgeParts, 'redisUrl' | 'listenClient'>
  /** How many nudges went over it so far. */
  watch(): Promise<{ readonly count: () => number }>
  /** Breaks the connections of all processes; the server stays. */
  cut(): Promise<unknown>
  close(): Promise<void>
}

async function openPostgres(): Promise<Wire> {
  const { ledger, databaseUrl, close } = await openTestDatabase()
  const watcher = new pg.Client({ connectionString: databaseUrl, application_name: 'watcher' })
  watcher.on('error', () => undefined)
  return {
    parts: { redisUrl: undefined, listenClient: ledger.listenClient },
    async watch() {
      let count = 0
      watcher.on('notification', () => void count++)
      await watcher.connect()
      await watcher.query('listen otklik_feed')
      return { count: () => count }
    },
    cut: () =>
      ledger.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'otklik-listen'`,
      ),
    async close() {
      await watcher.end().catch(() => undefined)
      await close()
    },
  }
}

async function openRedis(): Promise<Wire> {
  const redis = await openTestRedis()
  const watcher = await redis.connect()
  return {
    parts: { redisUrl: redis.url, listenClient: noClient },
    async watch() {
      let count = 0
      await watcher.subscribe('otklik_feed', () => void count++)
      return { count: () => count }
    },
    async cut() {
      await redis.kill()
      await redis.start()
    },
    async close() {
      watcher.destroy()
      await redis.close()
    },
  }
}

const noClient = () => {
  throw new Error('nobody listens to PostgreSQL here')
}

async function begin(openWire: () => Promise<Wire>, { onTestFinished }: TestContext) {
  const wire = await openWire()
  const processes: Nudges[] = []
  onTestFinished(async () => {
    await Promise.all(processes.map((one) => one.close()))
    await wire.close()
  })
  const open = async (parts: Partial<NudgeParts> = {}) => {
    const heard = { count: 0, failures: [] as string[] }
    const nudges = await openNudges({
      ...wire.parts,
      onNudge: () => void heard.count++,
      failed: (reason) => heard.failures.push(String(reason)),
      ...parts,
    })
    processes.push(nudges)
    return { ...nudges, heard }
  }
  return { wire, open }
}

type Process = { readonly send: () => void; readonly heard: { readonly count: number } }

/** Sends until it is heard: a process that has only just opened may not listen yet. */
const untilHears = async (from: Process, to: Process): Promise<void> => {
  const before = to.heard.count
  await until('it is heard', () => {
    from.send()
    return to.heard.count > before
  })
}

describe('a nudge over PostgreSQL', { concurrent: true }, () => {
  promises(openPostgres)

  it('is had at once from a wire that has just opened, for what was missed before', async (test) => {
    const { open } = await begin(openPostgres, test)
    const { heard } = await open()
    await until('it is heard', () => heard.count === 1)
  })

  it('keeps no connection when its process closes as soon as it has opened', async (test) => {
    const { wire, open } = await begin(openPostgres, test)
    let ends = 0
    const listenClient = () => wire.parts.listenClient().once('end', () => void ends++)
    const { close, heard } = await open({ listenClient })
    await close()
    await until('its connection has ended', () => ends === 1)
    expect(heard).toEqual({ count: 0, failures: [] })
  })

  it('fails and does not throw where no PostgreSQL answers', async (test) => {
    const { open } = await begin(openPostgres, test)
    const port = await freePort()
    const { send, heard } = await open({ listenClient: () => new pg.Client({ host: '127.0.0.1', port, user: 'nobody' }) })
    send()
    await until('it is tried again, and said each time', () => heard.failures.length > 1)
    expect(heard.failures[0]).toContain('ECONNREFUSED')
    expect(heard.count).toBe(0)
  })
})

describe.skipIf(noRedis !== undefined)('a nudge over Redis', { concurrent: true }, () => {
  promises(openRedis)

  it('fails and does not throw where no Redis answers', async (test) => {
    const { open } = await begin(openRedis, test)
    const { send, heard } = await open({ redisUrl: `redis://127.0.0.1:${await freePort()}` })
    send()
    await until('it is said', () => heard.failures.length > 1)
    expect(heard.failures[0]).toContain('ECONNREFUSED')
    expect(heard.count).toBe(0)
  })
})

function promises(openWire: () => Promise<Wire>): void {
  it('is heard by every other process', async (test) => {
    const { open } = await begin(openWire, test)
    const [first, second, third] = await Promise.all([open(), open(), open()])
    await untilHears(first, second)
    await untilHears(first, third)
    await untilHears(third, first)
    expect([first, second, third].flatMap(({ heard }) => heard.failures)).toEqual([])
  })

  it('is one for all that is sent within 20 ms', async (test) => {
    const { wire, open } = await begin(openWire, test)
    const [sender, other] = await Promise.all([open(), open()])
    await untilHears(sender, other)
    const watched = await wire.watch()
    const before = { at: performance.now(), count: watched.count() }
    while (performance.now() - before.at < 200) {
      for (let time = 0; time < 50; time++) sender.send()
      await setImmediate()
    }
    const most = (performance.now() - before.at) / 20 + 2
    await until('it is heard', () => watched.count() > before.count)
    expect(watched.count() - before.count).toBeLessThan(most)
  })

  it('goes over again after the connections broke', async (test) => {
    const { wire, open } = await begin(openWire, test)
    const [sender, other] = await Promise.all([open(), open()])
    await untilHears(sender, other)
    await wire.cut()
    expect(() => sender.send()).not.toThrow()
    await untilHears(sender, other)
    await untilHears(other, sender)
  })

  it('is not heard any more by a process that has closed', async (test) => {
    const { open } = await begin(openWire, test)
    const [closed, sender, other] = await Promise.all([open(), open(), open()])
    await untilHears(sender, closed)
    await closed.close()
    const before = closed.heard.count
    await untilHears(sender, other)
    expect(closed.heard.count).toBe(before)
  })
}
