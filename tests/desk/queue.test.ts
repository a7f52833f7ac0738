import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeApiTokens } from '../../src/staff/api-tokens.js'
import { openTestDesk, type TestDesk } from '../support/desk.js'
import { noRedis, openTestRedis, type TestRedis } from '../support/redis.js'
import { until } from '../support/until.js'

type Readiness = { readonly status: string; readonly parts: { readonly queue: string } }
const readiness = async ({ url }: TestDesk) => (await (await fetch(`${url}/readyz`)).json()) as Readiness

/** The feed and the acts of an operator, as a program of the shop does them. */
async function openApi({ url, desk }: TestDesk) {
  const { token } = await makeApiTokens(desk.ledger.pool).create({ name: 'queue', role: 'manager' })
  return async <T>(path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/api/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
}

const variants = [
  { where: 'off', hasQueue: false, onRedis: false },
  { where: 'on PostgreSQL', hasQueue: true, onRedis: false },
  { where: 'on Redis', hasQueue: true, onRedis: true },
]

describe.each(variants.filter(({ onRedis }) => !onRedis || noRedis === undefined))('a desk whose queue is $where', (variant) => {
  let redis: TestRedis | undefined
  let test: TestDesk
  beforeAll(async () => {
    if (variant.onRedis) redis = await openTestRedis()
    test = await openTestDesk({ hasQueue: variant.hasQueue, ...(redis && { env: { REDIS_URL: redis.url } }) })
  })
  afterAll(async () => {
    await test.close()
    await redis?.close()
  })

  it('acknowledges a complaint, and an operator takes, answers and finishes it', async () => {
    const api = await openApi(test)
    const customer = await test.converse()
    await customer.say('Привезли разбитый телефон')
    const [acknowledgement] = await customer.heard()
    expect(acknowledgement?.text).toMatch(/Жалоба № \d{6} принята/)
    await customer.say('Позовите человека')
    await test.settle()
    const { items } = await api<{ items: { id: number }[] }>('conversations?view=now')
    expect(items).toHaveLength(1)
    const conversation = `conversations/${items[0]?.id}`
    await api(`${conversation}/take`, {})
    await api(`${conversation}/messages`, { kind: 'reply', text: 'Сегодня привезём другой' })
    await until('the customer has it', async () => (await customer.heard()).some(({ text }) => text === 'Сегодня привезём другой'))
    await api(`${conversation}/finish`, { result: 'satisfied', cause: 'упаковка' })
    const { rows } = await test.desk.ledger.pool.query('select status, result from complaints')
    expect(rows).toEqual([{ status: 'resolved', result: 'satisfied' }])
  })

  it.skipIf(!variant.hasQueue)('does by itself what becomes due', async () => {
    await until('the queue works', async () => (await readiness(test)).parts.queue === 'ok')
    const customer = await test.converse()
    await customer.say('Привезли разбитый телефон')
    const view = async () => {
      const { rows } = await test.desk.ledger.pool.query('select view from conversations where external_id = $1', [customer.id])
      return rows[0]?.view
    }
    await until('the bot asks', async () => (await view()) === 'bot')
    test.clock.move(4 * 60_000)
    await until('a person has it', async () => (await view()) === 'now')
  })
})

describe.skipIf(noRedis !== undefined)('a desk whose Redis goes away', () => {
  it('says that it is degraded until Redis is back, serves customers meanwhile, and stops without it', async () => {
    const redis = await openTestRedis()
    const test = await openTestDesk({ hasQueue: true, env: { REDIS_URL: redis.url } })
    try {
      await until('the queue works', async () => (await readiness(test)).status === 'ok')
      await redis.kill()
      await until('it is degraded', async () => (await readiness(test)).status === 'degraded')
      expect(await readiness(test)).toEqual({ status: 'degraded', parts: { ledger: 'ok', queue: 'away' } })
      const customer = await test.converse()
      await customer.say('Привезли разбитый телефон')
      expect((await customer.heard())[0]?.text).toMatch(/Жалоба № \d{6} принята/)
      await redis.start()
      await until('it is well again', async () => (await readiness(test)).status === 'ok')
      await redis.kill()
      const asked = performance.now()
      await test.desk.stop()
      expect(performance.now() - asked).toBeLessThan(5_000)
    } finally {
      await test.close()
      await redis.close()
    }
  })
})
