import { afterAll, describe, expect, it } from 'vitest'
import { type FaultPoint, faultPoints, type Hop } from '../../src/core/fault.js'
import { openChance } from '../support/chance.js'
import { readLongRun } from '../support/long-run.js'
import { checkAll } from './check-ledger.js'
import { type Ground, type GroundKind, openGround } from './ground.js'
import { openTraffic } from './traffic.js'

const { seed, n } = readLongRun(16)
const hops = Object.entries(faultPoints) as [Hop, readonly FaultPoint[]][]
/** What must have happened before a point is passed at all: only what a dead desk left behind is claimed. */
const needs: Partial<Record<FaultPoint, FaultPoint>> = { 'outbox.claimed': 'send.before' }
const largestNth = 6

let kills = 0
afterAll(() => console.error(`killed ${kills} desks with seed ${seed}`))

describe.each(hops)('a desk killed at the hop %s', (hop, points) => {
  const grounds = new Map<GroundKind, Ground>()
  afterAll(async () => {
    for (const ground of grounds.values()) await ground.close()
  })
  const onGround = async (kind: GroundKind): Promise<Ground> => {
    const ground = grounds.get(kind) ?? (await openGround(kind))
    grounds.set(kind, ground)
    return ground
  }
  const rounds = Array.from({ length: Math.max(points.length, Math.ceil(n / hops.length)) }, (_, round) => round)

  it.each(rounds)('loses nothing and doubles nothing (%i)', async (round) => {
    const chance = openChance(seed).fork(`${hop} ${round}`)
    const point = points[round % points.length]!
    const ground = await onGround(round % 2 === 0 ? 'embedded' : 'server')
    const traffic = openTraffic(ground, chance)
    try {
      const before = needs[point]
      if (before) await dieAt(ground, before, 1)
      await dieAt(ground, point, before ? 1 : 1 + chance.below(largestNth))
      const desk = await ground.start()
      const customers = await desk.whileAlive(traffic.finish())
      expect(customers.length).toBeGreaterThan(0)
      await desk.whileAlive(ground.look((pool) => checkAll(pool, customers)))
      await desk.stop()
    } finally {
      traffic.end()
    }
  })
})

async function dieAt(ground: Ground, point: FaultPoint, nth: number): Promise<void> {
  const desk = await ground.start(`${point}:${nth}`)
  expect(await desk.ended, `${point}:${nth}`).toBe('SIGKILL')
  kills += 1
}
