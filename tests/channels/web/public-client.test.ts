import { afterEach, expect, test } from 'vitest'
import { until } from '../../support/until.js'
import { account, openTestDesk, secret, shopOrigin, type TestDesk } from './desk.js'
import { ConnectionStatus, directLineProof } from './proof.js'

let desk: TestDesk
afterEach(() => desk.close())

test('the public client starts, posts, uploads, receives, and comes back after a drop without a loss or a double', async () => {
  desk = await openTestDesk({ answer: (text) => [{ text: `№ 100013: ${text}` }, { text: 'Чего бы вам хотелось?' }] })
  const { body } = await desk.call('POST', '/v3/directline/tokens/generate', {
    as: secret,
    json: { user: { id: 'dl_anna', name: 'Анна' } },
  })
  const meanwhile = ['раз', 'два', 'три']
  const proof = await directLineProof(desk.url, { token: body.token, text: 'Мне привезли разбитый телефон', meanwhile })
  expect(proof.conversationId).toBe(body.conversationId)
  expect(proof.sockets).toBe(2)
  expect(proof.status).toBe(ConnectionStatus.Online)
  expect(proof.received).toHaveLength((2 + meanwhile.length) * 3)
  const own = proof.received.filter(({ from }) => from.role === 'user')
  expect(own.map(({ from }) => from.id)).toEqual(Array(5).fill('dl_anna'))
  await until('no listener is left behind', () => desk.port.listeners(account, body.conversationId) === 0)
})

test('the public client starts with a token of the widget too', async () => {
  desk = await openTestDesk({ answer: () => [{ text: 'ok' }] })
  const { body } = await desk.call('POST', '/api/widget/token', { headers: { Origin: shopOrigin }, json: {} })
  const proof = await directLineProof(desk.url, { token: body.token, text: 'Hello', meanwhile: [] })
  expect(proof.received.map(({ type }) => type)).toEqual(['message', 'message', 'message', 'message'])
})
