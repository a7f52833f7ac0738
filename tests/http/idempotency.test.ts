import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DeskError } from '../../src/core/desk-error.js'
import type { RouteModule } from '../../src/http/app.js'
import { makeKnownWrites } from '../../src/staff/known-writes.js'
import { byCookie, openTestDesk, password, type TestDesk } from './support/desk.js'
import { codeOf } from './support/every-route.js'

let done = 0
let fails: Error | null = null
let held: Promise<void> | null = null

const counting: RouteModule = (app) => {
  const schema = { body: z.object({ text: z.string() }), response: { 201: z.object({ count: z.number(), text: z.string() }) } }
  app.post('/api/v1/probe', { config: { right: 'conversations.write' }, schema }, async (request, reply) => {
    await held
    if (fails) throw fails
    return reply.code(201).send({ count: ++done, text: request.body.text })
  })
  app.delete(
    '/api/v1/probe',
    { config: { right: 'conversations.write' }, schema: { response: { 204: z.null() } } },
    async (_request, reply) => {
      done++
      return reply.code(204).send(null)
    },
  )
}

let desk: TestDesk
const tokens: string[] = []
beforeAll(async () => {
  desk = await openTestDesk({ more: [counting] })
  for (const name of ['shop', 'crm']) tokens.push((await desk.staff.tokens.create({ name, role: 'operator' })).token)
})
afterAll(() => desk.close())
beforeEach(() => {
  done = 0
  fails = null
  held = null
})

let keys = 0
const newKey = () => `key-${++keys}`
const post = (key: string, text = 'a', token = tokens[0] ?? '') =>
  desk.app.inject({
    method: 'POST',
    url: '/api/v1/probe',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': key },
    payload: { text },
  })

describe('a write that is sent again under its key', () => {
  it('is done once and gets the very same answer', async () => {
    const key = newKey()
    const [first, again] = [await post(key, 'Ошибка\u0000 «ё»'), await post(key, 'Ошибка\u0000 «ё»')]
    expect(done).toBe(1)
    expect([again.statusCode, again.body, again.headers['content-type']]).toEqual([201, first.body, first.headers['content-type']])
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true'])
  })

  it('is done once when it comes twenty times at once', async () => {
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(key)))
    expect(done).toBe(1)
    expect(answers.filter(({ statusCode }) => statusCode === 201).length).toBeGreaterThan(0)
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 201)) {
      expect([answer.statusCode, codeOf(answer.body), answer.headers['retry-after']]).toEqual([409, 'still_running', '1'])
    }
    expect((await post(key)).json()).toMatchObject({ count: 1 })
  })

  it('without a body is remembered too', async () => {
    const headers = { authorization: `Bearer ${tokens[0]}`, 'idempotency-key': newKey() }
    const remove = () => desk.app.inject({ method: 'DELETE', url: '/api/v1/probe', headers })
    expect([(await remove()).statusCode, (await remove()).statusCode, done]).toEqual([204, 204, 1])
  })

  it('with another body is refused', async () => {
    const key = newKey()
    await post(key, 'a')
    const other = await post(key, 'b')
    expect([other.statusCode, codeOf(other.body), done]).toEqual([409, 'key_reused', 1])
  })

  it('by another caller is another write', async () => {
    const key = newKey()
    await post(key)
    expect((await post(key, 'a', tokens[1])).json()).toMatchObject({ count: 2 })
  })

  it('gets the same refusal when it was refused', async () => {
    const key = newKey()
    fails = new DeskError('conversation_moved', 409, 'It moved.', 'Read it again.')
    await post(key)
    fails = null
    const again = await post(key)
    expect([again.statusCode, codeOf(again.body), done]).toEqual([409, 'conversation_moved', 0])
  })

  it.each([
    ['failed on our side', new Error('a bug')],
    ['was told to wait', new DeskError('slow_down', 429, 'Too fast.', 'Wait.', { retryAfterMs: 1000 })],
  ])('is tried anew when it %s', async (_what, error) => {
    const key = newKey()
    fails = error
    await post(key)
    fails = null
    expect((await post(key)).statusCode).toBe(201)
  })

  it('is tried anew when its body was not even right', async () => {
    const key = newKey()
    const headers = { authorization: `Bearer ${tokens[0]}`, 'idempotency-key': key }
    expect((await desk.app.inject({ method: 'POST', url: '/api/v1/probe', headers, payload: {} })).statusCode).toBe(422)
    expect((await post(key)).statusCode).toBe(201)
  })

  it('is not guessed to be undone when the process that did it is gone', async () => {
    const key = newKey()
    let release: () => void = () => undefined
    held = new Promise((resolve) => {
      release = resolve
    })
    const running = post(key)
    await expect.poll(() => rowOf(key)).toBeDefined()
    await desk.database.ledger.owner.query(`update idempotency_keys set at = at - interval '3 minutes' where key = $1`, [key])
    expect(codeOf((await post(key)).body)).toBe('outcome_unknown')
    release()
    expect((await running).statusCode).toBe(201)
  })
})

describe('the ledger of keys', () => {
  it.each(['', ' ', 'ключ', 'x'.repeat(201), 'a b'])('refuses the key «%s»', async (key) => {
    const headers = {
      authorization: `Bearer ${tokens[0]}`,
      'idempotency-key': encodeURI(key) === key ? key : Buffer.from(key).toString('latin1'),
    }
    const answer = await desk.app.inject({ method: 'POST', url: '/api/v1/probe', headers, payload: { text: 'a' } })
    expect([answer.statusCode, codeOf(answer.body), done]).toEqual([400, 'bad_idempotency_key', 0])
  })

  it('keeps no session and no cookie', async () => {
    const cookie = await desk.setUp()
    const headers = { ...byCookie(cookie), 'idempotency-key': newKey() }
    const payload = { current: password, next: 'совсем другие слова' }
    expect((await desk.app.inject({ method: 'POST', url: '/api/v1/password', headers, payload })).statusCode).toBe(204)
    const { rows } = await desk.database.ledger.owner.query(`select key from idempotency_keys where actor like 'staff:%'`)
    expect(rows).toEqual([])
  })

  it('forgets after a day', async () => {
    const key = newKey()
    await post(key)
    await desk.database.ledger.owner.query(`update idempotency_keys set at = at - interval '25 hours'`)
    const fresh = openFresh()
    expect(await fresh.begin('token:1', 'another', 'hash')).toEqual({ type: 'new' })
    expect(await rowOf(key)).toBeUndefined()
  })
})

const rowOf = async (key: string) =>
  (await desk.database.ledger.owner.query('select at from idempotency_keys where key = $1', [key])).rows[0]

const openFresh = () => makeKnownWrites(desk.database.ledger.pool)
