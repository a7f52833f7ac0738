import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountId, openDoor } from './door.js'

let door: Awaited<ReturnType<typeof openDoor>>
beforeAll(async () => {
  door = await openDoor()
})
beforeEach(() => door.accepted.splice(0))
afterAll(() => door.close())

const message = { type: 'message', id: 'm-1', from: { id: '+79991234567' }, text: 'Не привезли' }

test('a signed message is accepted under its webhook-id, in the lane of its conversation', async () => {
  const { status } = await door.gateway.customer.post({ ...message, conversation: 'thread-9' }, { id: 'evt_1' })
  expect(status).toBe(202)
  expect(door.accepted).toMatchObject([{ accountId, externalId: 'evt_1', lane: 'thread-9' }])
})

test('without a conversation the sender is the lane', async () => {
  await door.gateway.customer.say('+79991234567', 'Не привезли')
  expect(door.accepted).toMatchObject([{ lane: '+79991234567' }])
})

test('a resend has the same id and is accepted once, and both are answered alike', async () => {
  const first = await door.gateway.customer.post(message, { id: 'evt_2' })
  const second = await door.gateway.customer.post(message, { id: 'evt_2', clockOffMs: 2_000 })
  expect([first.status, second.status]).toEqual([202, 202])
  expect(door.accepted).toHaveLength(1)
})

describe('nothing is accepted, and 401 is the answer, when', () => {
  test.each([
    ['the secret is another', { secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}` }],
    ['the id is missing', { headers: { 'webhook-id': null } }],
    ['the id is another than was signed', { headers: { 'webhook-id': 'evt_other' } }],
    ['the time is missing', { headers: { 'webhook-timestamp': null } }],
    ['the time is another than was signed', { headers: { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 60) } }],
    ['the time is no number', { headers: { 'webhook-timestamp': `${Math.floor(Date.now() / 1_000)}x` } }],
    ['the signature is missing', { headers: { 'webhook-signature': null } }],
    ['the signature is of another version', { headers: { 'webhook-signature': 'v2,AAAA' } }],
    ['the signature is no base64', { headers: { 'webhook-signature': 'v1,,, v1 v1,%%%' } }],
    ['it was signed more than five minutes ago', { clockOffMs: -302_000 }],
    ['it is from more than five minutes ahead', { clockOffMs: 302_000 }],
  ])('%s', async (_what, options) => {
    const { status, body } = await door.gateway.customer.post(message, options)
    expect(status).toBe(401)
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'unauthorized' } })
    expect(body).not.toContain('whsec_')
    expect(door.accepted).toEqual([])
  })

  test('the body was changed on the way', async () => {
    const { customer } = door.gateway
    const id = 'evt_3'
    const at = Math.floor(Date.now() / 1_000)
    const signature = new Webhook(door.gateway.secret).sign(id, new Date(at * 1_000), JSON.stringify(message))
    const headers = { 'webhook-timestamp': String(at), 'webhook-signature': signature }
    expect((await customer.post({ ...message, text: 'Всё хорошо' }, { id, headers })).status).toBe(401)
    expect((await customer.post(message, { id, headers })).status).toBe(202)
  })
})

test('a clock that is four minutes off, and a second signature beside ours, are no obstacle', async () => {
  expect((await door.gateway.customer.post(message, { clockOffMs: -240_000 })).status).toBe(202)
  const id = 'evt_rotating'
  const at = Math.floor(Date.now() / 1_000)
  const sign = (secret: string) => new Webhook(secret).sign(id, new Date(at * 1_000), JSON.stringify(message))
  const signatures = `${sign(`whsec_${Buffer.alloc(32, 1).toString('base64')}`)} ${sign(door.gateway.secret)}`
  const headers = { 'webhook-timestamp': String(at), 'webhook-signature': signatures }
  expect((await door.gateway.customer.post(message, { id, headers })).status).toBe(202)
})

describe('a signed body that does not fit is answered 422 with every problem, and nothing is accepted:', () => {
  const namesOf = (body: string): readonly string[] => JSON.parse(body).error.fields.map(({ name }: { name: string }) => name)

  test.each([
    [
      'several at once',
      { type: 'message', from: { id: '' }, files: [{ url: 'ftp://x/y' }] },
      ['id', 'from.id', 'files.0.url', 'files.0.name', 'files.0.contentType'],
    ],
    ['no type', { text: 'hi' }, ['type']],
    ['a list', [], ['type']],
    ['no JSON', '{', ['body']],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), ['body']],
    ['a tower', `${'['.repeat(9_000)}${']'.repeat(9_000)}`, ['body']],
    ['nothing said', { ...message, text: ' ' }, ['text']],
    ['an id of two lines', { ...message, id: 'a\nb' }, ['id']],
    ['an object for a text', { ...message, text: { $ne: '' } }, ['text']],
    ['eleven files', { ...message, files: Array(11).fill({ url: 'https://a.example/x', name: 'x', contentType: 'image/png' }) }, ['files']],
    ['a file in plain http', { ...message, files: [{ url: 'http://a.example/x', name: 'x', contentType: 'a/b' }] }, ['files.0.url']],
    [
      'a file behind a password',
      { ...message, files: [{ url: 'https://good@evil.example/x', name: 'x', contentType: 'a/b' }] },
      ['files.0.url'],
    ],
    ['a file on the disk', { ...message, files: [{ url: 'file:///etc/passwd', name: 'x', contentType: 'a/b' }] }, ['files.0.url']],
    ['a report of no message of ours', { type: 'delivery', messageId: 'abc', state: 'lost' }, ['messageId', 'state']],
    ['a day that is none', { ...message, at: '2026-02-30T00:00:00Z' }, ['at']],
    ['a recording by script', { type: 'call', id: 'c', from: { id: '1' }, state: 'ended', recordingUrl: 'javascript:1' }, ['recordingUrl']],
  ])('%s', async (_what, body, names) => {
    const answer = await door.gateway.customer.post(body)
    expect(answer.status).toBe(422)
    expect(namesOf(answer.body)).toEqual(names)
    expect(door.accepted).toEqual([])
  })

  test('a webhook-id that no ledger wants', async () => {
    const answer = await door.gateway.customer.post(message, { id: 'x'.repeat(201) })
    expect(answer.status).toBe(422)
    expect(namesOf(answer.body)).toEqual(['webhook-id'])
  })
})

test('JSON of a type that nobody knows yet is accepted and kept for a person', async () => {
  expect((await door.gateway.customer.post({ type: 'message.reaction', emoji: '👍' }, { id: 'evt_4' })).status).toBe(202)
  expect(await door.events()).toMatchObject([
    { type: 'unreadable', externalId: 'event|evt_4', reason: 'an event of type message.reaction' },
  ])
})

test('no signed body breaks it: what is accepted can be parsed, what is not is told why', async () => {
  const webhook = new Webhook(door.gateway.secret)
  const name = fc.constantFrom('type', 'id', 'from', 'text', 'files', 'messageId', 'state', 'conversation', '__proto__')
  const value = fc.oneof(
    fc.constantFrom<unknown>('message', 'delivery', 'call', { id: 'a' }, 5),
    fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }),
  )
  const json = fc.dictionary(name, value).map((fields) => Buffer.from(JSON.stringify(fields)))
  await fc.assert(
    fc.asyncProperty(fc.oneof(json, fc.uint8Array()), async (bytes) => {
      const body = Buffer.from(bytes)
      const at = new Date()
      const headers = {
        'webhook-id': 'evt_x',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': webhook.sign('evt_x', at, body),
      }
      const { answer, arrivals } = await door.channel.intake.check({ method: 'POST', headers, query: {}, body })
      expect([answer.status, arrivals.length]).toEqual(arrivals.length > 0 ? [202, 1] : [422, 0])
      for (const arrival of arrivals) {
        expect(JSON.stringify(arrival.lane)).not.toMatch(/\\u0000|\\ud[89a-f]/)
        const events = await door.channel.parse(arrival.raw)
        if (!arrival.lane.startsWith('unknown|')) expect(events).toMatchObject([{ conversation: arrival.lane }])
      }
    }),
    { numRuns: 150 },
  )
})
