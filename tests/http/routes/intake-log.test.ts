import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGatewaySandbox } from '../../../src/sandbox/gateway/sandbox.js'
import { makeApiTokens } from '../../../src/staff/api-tokens.js'
import { openTestDesk, type TestDesk } from '../../support/desk.js'
import { until } from '../../support/until.js'

type Complaint = {
  readonly number: string
  readonly kind: string
  readonly conversationIds: readonly number[]
  readonly acknowledgedAt: string | null
  readonly channel: string
  readonly error: { readonly code: string; readonly fix: string }
}
type Message = { readonly id: number; readonly direction: string; readonly text: string; readonly delivery: string }

let test: TestDesk
let token: string
beforeAll(async () => {
  test = await openTestDesk()
  token = (await makeApiTokens(test.desk.ledger.pool).create({ name: 'call centre', role: 'admin' })).token
})
afterAll(() => test.close())

async function call<Body>(method: 'GET' | 'POST', path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${test.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Body }
}
const base = { text: 'Курьер не приехал, ждала весь день', channel: 'phone', person: { name: 'Ольга', phone: '+7 900 000-00-00' } }
const log = (more: object, headers = {}) => call<Complaint>('POST', 'complaints', { ...base, replyBy: { kind: 'phone' }, ...more }, headers)
const messagesOf = async ({ conversationIds: [id] }: Complaint) =>
  (await call<{ items: Message[] }>('GET', `conversations/${id}/messages`)).body.items.filter(({ direction }) => direction === 'out')

describe('a complaint told by phone', () => {
  it('gets its number and manager, stands before a person, and is acknowledged when somebody ticks that it was said', async () => {
    const { status, body } = await log({ wanted: 'привезти сегодня' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      kind: 'complaint',
      channel: 'phone',
      acknowledgedAt: null,
      facts: [{ name: 'wanted', value: 'привезти сегодня' }],
    })
    await test.settle()
    const [told] = await messagesOf(body)
    expect(told).toMatchObject({
      delivery: 'queued',
      text: expect.stringMatching(new RegExp(`Ольга, здравствуйте![\\s\\S]+№ ${body.number}`)),
    })
    test.clock.move(200_000)
    await test.settle()
    const path = `conversations/${body.conversationIds[0]}/messages/${told?.id}/dictated`
    expect((await call<Message>('POST', path, {})).body).toMatchObject({ delivery: 'sent' })
    expect((await call<Complaint>('POST', path, {})).body.error.code).toBe('message_not_dictated')
    expect((await call<Complaint>('GET', `complaints/${body.number}`)).body.acknowledgedAt).not.toBeNull()
    const { rows } = await test.desk.ledger.pool.query(
      `select action, actor from journal where action in ('registered', 'logged', 'acknowledged') order by seq`,
    )
    expect(rows).toEqual(['registered', 'logged', 'acknowledged'].map((action) => ({ action, actor: 'operator' })))
  })

  it('is logged once when the request is repeated', async () => {
    const key = { 'idempotency-key': 'call-77' }
    const [first, second] = [await log({}, key), await log({}, key)]
    expect(second.body.number).toBe(first.body.number)
  })

  it('is of the kind, the category and the language that the operator says', async () => {
    const { body } = await log({ kind: 'praise', text: 'The courier was very kind', language: 'en' })
    expect(body.kind).toBe('praise')
    expect((await messagesOf(body))[0]?.text).toMatch(/^Hello Ольга/)
  })

  it.each([
    ['without a text', { text: '   ' }, 'invalid_request'],
    ['without any contact', { person: {}, replyBy: { kind: 'none' } }, 'contact_missing'],
    ['to be answered where nobody has written', { replyBy: { kind: 'telegram', to: '4711' } }, 'reply_unreachable'],
    ['to be answered by a mailbox that is not there', { replyBy: { kind: 'email', to: 'o@mail.example' } }, 'reply_unreachable'],
  ])('is refused %s, and says what to do', async (_, more, code) => {
    const { status, body } = await log(more)
    expect([status, body.error.code]).toEqual([422, code])
    expect(body.error.fix.length).toBeGreaterThan(10)
  })
})

it('the number goes by SMS where a gateway is there', async () => {
  const gateway = await openGatewaySandbox()
  try {
    const settings = { url: gateway.url, secret: gateway.secret, preset: 'sms', allowPrivate: true }
    expect((await call('POST', 'accounts', { channel: 'api', name: 'sms', settings })).status).toBe(201)
    const { body } = await log({ replyBy: { kind: 'sms' } })
    await until('it has left', async () => {
      await test.settle()
      return (await call<Complaint>('GET', `complaints/${body.number}`)).body.acknowledgedAt !== null
    })
    const [told, ...more] = await messagesOf(body)
    expect(told).toMatchObject({
      delivery: 'sent',
      text: expect.stringMatching(new RegExp(`^.+: № ${body.number} принято\\. Ход дела: http\\S+$`)),
    })
    expect([gateway.delivered.length, more]).toEqual([1, []])
  } finally {
    await gateway.close()
  }
})
