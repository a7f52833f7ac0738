import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FaultPoint, faultPoints } from '../../src/core/fault.js'
import { openTelegramSandbox, type TelegramSandbox } from '../../src/sandbox/telegram/index.js'
import { openChance } from '../support/chance.js'
import { readLongRun } from '../support/long-run.js'
import { checkTelegram } from './check-telegram.js'
import { type Ground, openGround } from './ground.js'
import { openPeople } from './telegram-people.js'

const { seed, n } = readLongRun(16)
const points: readonly FaultPoint[] = Object.values(faultPoints).flat()
/** What must have happened before a point is passed at all: only what a dead desk left behind is claimed. */
const needs: Partial<Record<FaultPoint, FaultPoint>> = { 'outbox.claimed': 'send.before' }
const largestNth = 6

let kills = 0
let uncertain = 0
let written = 0
afterAll(() =>
  console.error(`killed ${kills} desks with seed ${seed}; ${written} people wrote, ${uncertain} messages to them are uncertain`),
)

describe('a desk that is killed while people write to its Telegram bot', () => {
  let sandbox: TelegramSandbox
  let ground: Ground
  beforeEach(async () => {
    sandbox = await openTelegramSandbox()
  })
  afterEach(async () => {
    await ground.close()
    await sandbox.close()
  })

  async function dieAt(point: FaultPoint, nth: number): Promise<void> {
    const desk = await ground.start(`${point}:${nth}`)
    expect(await desk.ended, `${point}:${nth}`).toBe('SIGKILL')
    kills += 1
  }

  const rounds = Array.from({ length: Math.max(points.length, n) }, (_, round) => ({ round, point: points[round % points.length]! }))

  it.each(rounds)('at $point loses no update, and says nothing twice without knowing ($round)', async ({ round, point }) => {
    const chance = openChance(seed).fork(`telegram ${round}`)
    ground = await openGround(round % 2 === 0 ? 'server' : 'embedded', {
      TELEGRAM_BOT_TOKEN: sandbox.token,
      TELEGRAM_API_ROOT: sandbox.apiRoot,
      TELEGRAM_MODE: 'polling',
    })
    const people = openPeople(sandbox, chance)
    const before = needs[point]
    if (before) await dieAt(before, 1)
    await dieAt(point, before ? 1 : 1 + chance.below(largestNth))
    const desk = await ground.start()
    const all = await desk.whileAlive(people.finish())
    const unsure = await desk.whileAlive(ground.look((pool) => checkTelegram(pool, sandbox, all)))
    expect(unsure).toBeLessThan(all.length)
    uncertain += unsure
    written += all.length
    await desk.stop()
  })
})
