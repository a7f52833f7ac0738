import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BotFrameworkSandbox, openBotFrameworkSandbox } from '../../../src/sandbox/bot-framework/sandbox.js'

let platform: BotFrameworkSandbox
beforeAll(async () => {
  platform = await openBotFrameworkSandbox()
  platform.customer({ id: 'anna' })
})
afterAll(() => platform.close())

const activity = {
  type: 'message',
  from: { id: '28:7f0c1f5e-5a0b-4c39-8f5c-6d0a3f0e9b11' },
  conversation: { id: 'a:anna' },
  text: 'hi',
}

async function post(body: object, { token = '', conversation = 'a:anna' } = {}) {
  const response = await fetch(`${platform.serviceUrl}v3/conversations/${conversation}/activities`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token || (await platform.issuer.botToken(platform.appId))}` },
    body: JSON.stringify(body),
  })
  return response.status
}

test('the login gives a token for the right secret and scope only', async () => {
  const login = async (changes: object) => {
    const form = {
      grant_type: 'client_credentials',
      client_id: platform.appId,
      client_secret: platform.appPassword,
      scope: 'https://api.botframework.com/.default',
    }
    return (await fetch(platform.tokenUrl, { method: 'POST', body: new URLSearchParams({ ...form, ...changes }) })).status
  }
  expect(await login({})).toBe(200)
  expect(await login({ client_secret: 'x' })).toBe(401)
  expect(await login({ scope: 'https://graph.microsoft.com/.default' })).toBe(401)
})

test.each([
  ['a right message', activity, {}, 201],
  ['a token of somebody else', activity, { token: 'a.b.c' }, 401],
  ['a conversation that nobody began', { ...activity, conversation: { id: 'a:x' } }, { conversation: 'a:x' }, 404],
  ['somebody else’s name', { ...activity, from: { id: '28:other' } }, {}, 400],
  ['another conversation inside', { ...activity, conversation: { id: 'a:x' } }, {}, 400],
  ['a field that we do not send', { ...activity, speak: 'hi' }, {}, 400],
  [
    'a card of seven actions in a row',
    {
      ...activity,
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: { type: 'AdaptiveCard', version: '1.4', body: [{ type: 'ActionSet', actions: Array(7).fill({}) }] },
        },
      ],
    },
    {},
    400,
  ],
  ['a suggested action without a value', { ...activity, suggestedActions: { actions: [{ type: 'postBack', title: 'x' }] } }, {}, 400],
  ['more than Teams takes', { ...activity, text: 'x'.repeat(100_000) }, {}, 413],
])('the connector’s answer to %s', async (_what, body, options, status) => {
  expect(await post(body, options)).toBe(status)
})

test('a token that was taken back is not believed', async () => {
  const token = await platform.issuer.botToken(platform.appId)
  platform.issuer.takeBack()
  expect(await post(activity, { token })).toBe(401)
})
