import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { isAlive } from '../../src/storage/embedded/processes.js'
import { openChance } from '../support/chance.js'
import { readLongRun } from '../support/long-run.js'
import { until } from '../support/until.js'
import { checkAll } from './check-ledger.js'
import { type Ground, openGround, type RunningDesk } from './ground.js'
import { openTraffic, type Traffic } from './traffic.js'

const { seed, n } = readLongRun(16)
const kills = Math.max(2, Math.round(n / 8))

describe('the embedded Postgres killed under load', () => {
  let ground: Ground
  let traffic: Traffic
  afterEach(async () => {
    traffic.end()
    await ground.close()
  })

  const postgresPid = async () => Number((await readFile(join(ground.dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
  const killPostgres = async () => {
    const pid = await postgresPid()
    process.kill(pid, 'SIGKILL')
    return pid
  }
  const cameBack = async (killed: number, desk: RunningDesk) =>
    desk.whileAlive(
      until(
        'the desk works on another Postgres',
        async () => (await postgresPid().catch(() => killed)) !== killed && (await fetch(`${ground.url}/readyz`)).ok,
        60_000,
      ),
    )

  it(`is started again by a desk that lives on and loses nothing (${kills} times)`, async () => {
    const chance = openChance(seed).fork('postgres')
    ground = await openGround('embedded')
    const desk = await ground.start()
    traffic = openTraffic(ground, chance)
    for (let kill = 0; kill < kills; kill++) {
      const before = traffic.served()
      await desk.whileAlive(until('customers come through', () => traffic.served() > before + chance.below(6), 60_000))
      await cameBack(await killPostgres(), desk)
    }
    const customers = await desk.whileAlive(traffic.finish())
    await desk.whileAlive(ground.look((pool) => checkAll(pool, customers)))
    await desk.stop()
  })

  it('and the desk at once: the next one finds everything', async () => {
    const chance = openChance(seed).fork('both')
    ground = await openGround('embedded')
    const desk = await ground.start()
    traffic = openTraffic(ground, chance)
    await desk.whileAlive(until('customers come through', () => traffic.served() > 5, 60_000))
    process.kill(desk.pid, 'SIGKILL')
    const killed = await killPostgres()
    await desk.ended
    await until('Postgres is gone', async () => !(await isAlive(killed)))
    const next = await ground.start()
    const customers = await next.whileAlive(traffic.finish())
    expect(customers.length).toBeGreaterThan(5)
    await next.whileAlive(ground.look((pool) => checkAll(pool, customers)))
    await next.stop()
  })
})
