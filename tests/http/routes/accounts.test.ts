import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTelegramSandbox } from '../../../src/sandbox/telegram/index.js'
import { makeApiTokens } from '../../../src/staff/api-tokens.js'
import { openTestDesk, type TestDesk } from '../../support/desk.js'
import { until } from '../../support/until.js'

type Sandbox = Awaited<ReturnType<typeof openTelegramSandbox>>
type Step = { name: string; state: string; reason: string | null }
/** What these routes answer, of which each test reads its part. */
type Answer = {
  id: number
  isEnabled: boolean
  items: { id: number; name: string; channel: string }[]
  steps: Step[]
  code: string
  link: string | null
  error: { code: string; fields: { name: string }[] }
}

let test: TestDesk
let telegram: Sandbox
let token: string
beforeAll(async () => {
  telegram = await openTelegramSandbox()
  test = await openTestDesk({ sweepMs: 200 })
  token = (await makeApiTokens(test.desk.ledger.pool).create({ name: 'setup', role: 'admin' })).token
})
afterAll(async () => {
  await test.close()
  await telegram.close()
})

async function call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, bearer = token) {
  const answer = await fetch(`${test.url}/api/v1/accounts${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
  })
  return { status: answer.status, body: (await answer.json()) as Answer }
}
const add = (settings: object, name: string) => call('POST', '', { channel: 'telegram', name, settings })
const stepsOf = (body: { steps: Step[] }) => body.steps.map(({ name, state }) => `${name} ${state}`)

describe('an account added in the console', () => {
  it('is refused with the fields that are wrong', async () => {
    const { status, body } = await add({ token: 'nonsense', mode: 'smoke' }, 'wrong')
    expect(status).toBe(422)
    expect(body.error).toMatchObject({ code: 'account_settings' })
    expect(body.error.fields.map(({ name }) => name).sort()).toEqual(['mode', 'token'])
  })

  it('listens at once, and its settings never come back', async () => {
    const { status, body } = await add({ token: telegram.token, apiRoot: telegram.apiRoot }, 'shop')
    expect(status).toBe(201)
    expect(body).toMatchObject({ channel: 'telegram', name: 'shop', source: 'console', isEnabled: true })
    expect(JSON.stringify((await call('GET', '')).body)).not.toContain(telegram.token)
    const { rows } = await test.desk.ledger.pool.query('select settings from accounts where name = $1', ['shop'])
    expect(rows[0].settings.toString('latin1')).not.toContain(telegram.token)
    const customer = telegram.customer
    await customer.say(501, 'Привезли разбитый телефон, верните деньги!')
    await until('it is acknowledged', () => telegram.seenIn(501).some(({ text }) => /Жалоба № \d{6} принята/.test(String(text))))
  })

  it('is named once', async () => {
    expect((await add({ token: telegram.token, apiRoot: telegram.apiRoot }, 'shop')).status).toBe(409)
  })

  it('passes the four steps of the connection test, and nothing is registered by it', async () => {
    const { body: list } = await call('GET', '')
    const { id } = list.items.find(({ name }) => name === 'shop') ?? { id: 0 }
    const started = await call('POST', `/${id}/test`)
    expect(stepsOf(started.body)).toEqual(['token done', 'reachable done', 'out waiting', 'in waiting'])
    expect(started.body.link).toBe(`https://t.me/${telegram.username}?start=test-${started.body.code}`)
    await telegram.customer.start(502, `test-${started.body.code}`)
    const read = async () => stepsOf((await call('GET', `/${id}/test`)).body)
    await until('the answer has left', async () => (await read())[2] === 'out done')
    expect((await read())[3]).toBe('in waiting')
    await telegram.customer.say(502, 'ок')
    await until('the reply is in', async () => (await read())[3] === 'in done')
    expect((await test.desk.ledger.pool.query('select from complaints')).rowCount).toBe(1)
  })

  it('can be tested by writing the code, too', async () => {
    const { body: list } = await call('GET', '')
    const { id } = list.items.find(({ name }) => name === 'shop') ?? { id: 0 }
    const { body } = await call('POST', `/${id}/test`)
    await telegram.customer.say(503, `проверка ${body.code.toLowerCase()}`)
    await until('the answer has left', async () => stepsOf((await call('GET', `/${id}/test`)).body)[2] === 'out done')
  })

  it('says which step failed and why: a wrong token, a platform that is away, an answer that could not leave', async () => {
    const wrong = await add({ token: `1:${randomBytes(20).toString('hex')}`, apiRoot: telegram.apiRoot }, 'forged')
    const refused = await call('POST', `/${wrong.body.id}/test`)
    expect(refused.body.steps[0]).toMatchObject({ name: 'token', state: 'failed', reason: expect.any(String) })
    const away = await add({ token: telegram.token, apiRoot: 'http://127.0.0.1:9' }, 'away')
    const unreachable = await call('POST', `/${away.body.id}/test`)
    expect(unreachable.body.steps.slice(0, 2)).toMatchObject([{ state: 'waiting' }, { state: 'failed', reason: expect.any(String) }])
    const { body: list } = await call('GET', '')
    const { id } = list.items.find(({ name }) => name === 'shop') ?? { id: 0 }
    const { body } = await call('POST', `/${id}/test`)
    await until('nothing else leaves', async () => {
      const { rows } = await test.desk.ledger.pool.query(
        `select from outbox where state in ('queued', 'sending') union all select from inbox where handled_at is null`,
      )
      return rows.length === 0
    })
    telegram.faults.add('sendMessage', {
      type: 'answer',
      status: 403,
      body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
    })
    await telegram.customer.say(504, body.code)
    const read = async () => (await call('GET', `/${id}/test`)).body.steps[2] as Step
    await until('it failed', async () => (await read()).state === 'failed')
    expect((await read()).reason).toMatch(/blocked/)
  })

  it('is silent when it is switched off, and goes on where it stopped', async () => {
    const { body: list } = await call('GET', '')
    const { id } = list.items.find(({ name }) => name === 'shop') ?? { id: 0 }
    expect((await call('PATCH', `/${id}`, { isEnabled: false })).body.isEnabled).toBe(false)
    await telegram.customer.say(505, 'Это уже вторая жалоба на вас')
    expect((await call('PATCH', `/${id}`, { isEnabled: true })).body.isEnabled).toBe(true)
    await until('it is acknowledged', () => telegram.seenIn(505).some(({ text }) => /№ \d{6}/.test(String(text))))
  })
})

describe('who may', () => {
  it('see accounts is every operator, change them only an admin', async () => {
    const operator = (await makeApiTokens(test.desk.ledger.pool).create({ name: 'op', role: 'operator' })).token
    expect((await call('GET', '', undefined, operator)).status).toBe(200)
    expect((await call('POST', '', { channel: 'telegram', name: 'x', settings: {} }, operator)).status).toBe(403)
  })

  it('change the account of the environment is nobody', async () => {
    const { body: list } = await call('GET', '')
    const { id } = list.items.find(({ channel }) => channel === 'web') ?? { id: 0 }
    expect((await call('PATCH', `/${id}`, { isEnabled: false })).body.error.code).toBe('account_of_environment')
  })
})
