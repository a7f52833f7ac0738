import type { Pool } from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FaultPoint, faultPoints } from '../../src/core/fault.js'
import { openChance } from '../support/chance.js'
import { readLongRun } from '../support/long-run.js'
import { until } from '../support/until.js'
import { checkMessenger } from './check-messenger.js'
import { type Ground, openGround } from './ground.js'
import { type Messenger, openPeople } from './messengers.js'

const { seed, n } = readLongRun(16)
const points: readonly FaultPoint[] = Object.values(faultPoints).flat()
/** What must have happened before a point is passed at all: only what a dead desk left behind is claimed. */
const needs: Partial<Record<FaultPoint, FaultPoint>> = { 'outbox.claimed': 'send.before' }
const largestNth = 6

/** The suite of one messenger: the desk is killed at every hop while people write to it there. */
export function killAtEachHop(where: string, open: () => Promise<Messenger>): void {
  describe(`a desk that is killed while people write to it ${where}`, () => {
    let kills = 0
    let uncertain = 0
    let written = 0
    afterAll(() =>
      console.error(`killed ${kills} desks with seed ${seed}; ${written} people wrote, ${uncertain} messages to them are uncertain`),
    )
    let messenger: Messenger
    let ground: Ground
    beforeEach(async () => {
      messenger = await open()
    })
    afterEach(async () => {
      await ground.close()
      await messenger.close()
    })

    async function dieAt(point: FaultPoint, nth: number): Promise<void> {
      const desk = await ground.start(`${point}:${nth}`)
      expect(await desk.ended, `${point}:${nth}`).toBe('SIGKILL')
      kills += 1
    }

    /** VK tells only what is written after somebody has listened there for the first time. */
    async function listenOnce(): Promise<void> {
      const desk = await ground.start()
      const begun = async (pool: Pool) =>
        (await pool.query("select from accounts where channel = 'vk' and cursor is not null")).rowCount === 1
      await desk.whileAlive(ground.look((pool) => until('it listens', () => begun(pool), 30_000)))
      await desk.stop()
    }

    const rounds = Array.from({ length: Math.max(points.length, n) }, (_, round) => ({ round, point: points[round % points.length]! }))

    it.each(rounds)('at $point loses no message, and says nothing twice without knowing ($round)', async ({ round, point }) => {
      const chance = openChance(seed).fork(`${messenger.kind} ${round}`)
      ground = await openGround(round % 2 === 0 ? 'server' : 'embedded', messenger.env)
      if (messenger.kind === 'vk') await listenOnce()
      const people = openPeople(messenger, chance)
      const before = needs[point]
      if (before) await dieAt(before, 1)
      await dieAt(point, before ? 1 : 1 + chance.below(largestNth))
      const desk = await ground.start()
      const all = await desk.whileAlive(people.finish())
      const unsure = await desk.whileAlive(ground.look((pool) => checkMessenger(pool, messenger, all)))
      expect(unsure).toBeLessThan(all.length)
      uncertain += unsure
      written += all.length
      await desk.stop()
    })
  })
}
