import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GatewaySandbox, openGatewaySandbox } from '../../../src/sandbox/gateway/sandbox.js'

let gateway: GatewaySandbox
beforeAll(async () => {
  gateway = await openGatewaySandbox()
})
afterAll(() => gateway.close())

const message = {
  type: 'message',
  id: 5,
  conversation: '+7',
  to: '+7',
  text: 'hi',
  files: [],
  choices: [],
  language: 'en',
  author: { kind: 'flow', name: 'Otklik' },
  complaint: null,
}

async function post(body: object, { id = 'msg_5', secret = gateway.secret } = {}) {
  const text = JSON.stringify(body)
  const at = new Date()
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, at, text),
  }
  const response = await fetch(gateway.url, { method: 'POST', headers, body: text })
  return { status: response.status, body: await response.json() }
}

test('a rightly signed message is delivered once, however often it comes', async () => {
  expect(await post(message)).toEqual({ status: 200, body: { id: 'gw-5' } })
  expect((await post(message)).status).toBe(200)
  expect(gateway.delivered).toEqual([message])
  expect(gateway.posts).toHaveLength(2)
})

test.each([
  ['a foreign secret', message, { secret: `whsec_${Buffer.alloc(32).toString('base64')}` }, 401],
  ['another text under a known id', { ...message, text: 'hello' }, {}, 409],
  ['an id that does not name the message', message, { id: 'msg_6' }, 422],
  ['a field that the contract does not know', { ...message, secretNote: 'x' }, {}, 422],
  ['a missing field', { ...message, id: 7, language: undefined }, { id: 'msg_7' }, 422],
])('%s is refused', async (_what, body, options, status) => {
  expect((await post(body, options)).status).toBe(status)
  expect(gateway.delivered).toEqual([message])
})
