import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createClient } from 'redis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openChance } from '../support/chance.js'
import { freePort } from '../support/desk.js'
import { readLongRun } from '../support/long-run.js'
import { until } from '../support/until.js'
import { checkAll } from './check-ledger.js'
import { type Ground, openGround, type RunningDesk } from './ground.js'
import { openTraffic, type Traffic } from './traffic.js'

const { seed, n } = readLongRun(16)
const times = Math.max(2, Math.round(n / 8))
const hasRedis = spawnSync('redis-server', ['--version']).status === 0

describe.skipIf(!hasRedis)('the queue on Redis', () => {
  let port: number
  let redis: ChildProcess
  let ground: Ground
  let desk: RunningDesk
  let traffic: Traffic

  async function startRedis(): Promise<void> {
    redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' })
    const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: 20 } })
    client.on('error', () => undefined)
    await client.connect()
    await client.ping()
    client.destroy()
  }
  async function killRedis(): Promise<void> {
    const gone = once(redis, 'exit')
    redis.kill('SIGKILL')
    await gone
  }
  const readiness = async () => (await (await fetch(`${ground.url}/readyz`)).json()) as { status: string; parts: { queue: string } }
  const someAreServed = async () => {
    const before = traffic.served()
    await desk.whileAlive(until('customers come through', () => traffic.served() > before + 2, 60_000))
  }

  beforeEach(async () => {
    port = await freePort()
    await startRedis()
    ground = await openGround('server', { REDIS_URL: `redis://127.0.0.1:${port}` })
    desk = await ground.start()
    await until('the queue works', async () => (await readiness()).parts.queue === 'ok', 30_000)
    traffic = openTraffic(ground, openChance(seed).fork('redis'))
  })
  afterEach(async () => {
    traffic.end()
    await ground.close()
    await killRedis()
  })

  const nothingIsLost = async () => {
    const customers = await desk.whileAlive(traffic.finish())
    expect(customers.length).toBeGreaterThan(times)
    await desk.whileAlive(ground.look((pool) => checkAll(pool, customers)))
    await desk.stop()
  }

  it(`can be flushed while messages flow (${times} times)`, async () => {
    const client = createClient({ url: `redis://127.0.0.1:${port}` })
    client.on('error', () => undefined)
    await client.connect()
    for (let time = 0; time < times; time++) {
      await someAreServed()
      await client.flushAll()
    }
    await someAreServed()
    client.destroy()
    await nothingIsLost()
  })

  it(`can be away while messages flow, and the desk says that it is degraded until it is back (${times} times)`, async () => {
    for (let time = 0; time < times; time++) {
      await someAreServed()
      await killRedis()
      await until('the desk says so', async () => (await readiness()).status === 'degraded', 30_000)
      await someAreServed()
      await startRedis()
      await until('the queue is back', async () => (await readiness()).status === 'ok', 60_000)
    }
    await nothingIsLost()
  })
})
