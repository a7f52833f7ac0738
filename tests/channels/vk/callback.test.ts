import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel, RawRequest } from '../../../src/core/channel.js'
import { openVkSandbox, type VkSandbox } from '../../../src/sandbox/vk/sandbox.js'
import { until } from '../../support/until.js'
import { type Ledger, openChannel, openLedger, serve } from './desk.js'

const secret = 'Секрет-1'
const confirmation = '3bf1c2a9'

let sandbox: VkSandbox
let ledger: Ledger
let channel: Channel
let desk: Awaited<ReturnType<typeof serve>>

beforeEach(async () => {
  sandbox = await openVkSandbox({ secret, callbackRetryMs: 10 })
  ledger = openLedger()
  channel = openChannel(sandbox, { settings: { mode: 'callback', secret, confirmation } })
  desk = await serve(channel, ledger)
  sandbox.callback.connect(desk.url)
})
afterEach(async () => {
  await sandbox.close()
  await desk.close()
  await channel.close?.()
})

describe('an event that VK brings', () => {
  test('is kept exactly as it came and answered with ok and nothing else', async () => {
    sandbox.customer(501).say('Мне привезли разбитый телефон')
    await sandbox.callback.idle()
    expect(sandbox.callback.posts.map(({ status, body, retry }) => ({ status, body, retry }))).toEqual([
      { status: 200, body: 'ok', retry: 0 },
      { status: 200, body: 'ok', retry: 0 },
    ])
    const arrivals = [...ledger.accepted.values()]
    expect(arrivals.map(({ lane, accountId }) => [lane, accountId])).toEqual([
      ['501', 7],
      ['501', 7],
    ])
    expect(arrivals.map(({ raw }) => Buffer.from(raw).toString())).toEqual(
      sandbox.events.map((event) => JSON.stringify({ ...event, secret })),
    )
    expect(await ledger.events(channel)).toMatchObject([{ type: 'returned' }, { type: 'message', text: 'Мне привезли разбитый телефон' }])
  })

  test('five times with a rising X-Retry-Counter is one message, answered ok each time', async () => {
    const held = sandbox.hold()
    sandbox.customer(501).say('Разбит')
    held.release(([, said]) => Array.from({ length: 5 }, () => said!))
    await sandbox.callback.idle()
    expect(sandbox.callback.posts.map(({ body }) => body)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
    expect(await ledger.texts(channel)).toEqual(['Разбит'])
  })

  test('under an id that no ledger could keep is taken all the same, and known again', async () => {
    const event = { group_id: sandbox.groupId, secret, type: 'message_allow', event_id: 'a\u0000\ud800b', object: { user_id: 501 } }
    for (const _ of [1, 2]) {
      const answer = await fetch(desk.url, { method: 'POST', body: JSON.stringify(event) })
      expect([answer.status, await answer.text()]).toEqual([200, 'ok'])
    }
    expect([...ledger.accepted.keys()]).toEqual([expect.stringMatching(/^message_allow:[0-9a-f]{64}$/)])
  })

  test('while the ledger is away comes again after the time that the answer names', async () => {
    ledger.isAway = true
    const anna = sandbox.customer(501)
    anna.say('Разбит')
    await until('VK was sent away', () => sandbox.callback.posts.length > 0)
    ledger.isAway = false
    await sandbox.callback.idle()
    const [first, second] = sandbox.callback.posts
    expect(first).toMatchObject({ status: 503, retryAfterMs: 1_000, retry: 0 })
    expect(second).toMatchObject({ status: 200, body: 'ok', retry: 1 })
    expect(await ledger.texts(channel)).toEqual(['Разбит'])
  })

  test('is the same message as in the history of a long poll', async () => {
    const said = sandbox.customer(501).say('Разбит')
    await sandbox.callback.idle()
    expect([...ledger.accepted.keys()]).toContain(`message_new:501:${said.conversation_message_id}`)
  })

  test('of a button that spins is answered, once', async () => {
    const post = { group_id: sandbox.groupId, secret, event_id: 'e1', v: '5.199', type: 'message_event' }
    await check({ ...post, object: { user_id: 501, peer_id: 501, event_id: '5f3c2a', payload: { b: 'refund' } } })
    await until('it is answered', () => sandbox.calls.some(({ method }) => method === 'messages.sendMessageEventAnswer'))
    expect(sandbox.calls).toMatchObject([{ fields: { event_id: '5f3c2a', user_id: '501', peer_id: '501' } }])
  })
})

describe('the address', () => {
  test('is confirmed with the string of the settings', async () => {
    expect(await sandbox.callback.confirm()).toEqual({ status: 200, body: confirmation })
    expect(ledger.delivered).toBe(0)
  })

  test('is confirmed before VK knows the secret', async () => {
    expect(await sandbox.callback.confirm(sandbox.groupId, null)).toEqual({ status: 200, body: confirmation })
  })

  test.each([
    ['for another community', () => sandbox.callback.confirm(1)],
    ['with another secret', () => sandbox.callback.confirm(sandbox.groupId, 'Секрет-2')],
    ['with a part of the secret', () => sandbox.callback.confirm(sandbox.groupId, 'Секрет')],
    ['with an empty secret', () => sandbox.callback.confirm(sandbox.groupId, '')],
  ])('tells nothing when it is asked to confirm itself %s', async (_what, ask) => {
    expect(await ask()).toEqual({ status: 403, body: '' })
  })

  const event = {
    type: 'message_new',
    event_id: 'e1',
    v: '5.199',
    object: { message: { from_id: 5, peer_id: 5, conversation_message_id: 1, text: 'x' } },
  }
  test.each([
    ['the wrong secret', () => ({ ...event, group_id: sandbox.groupId, secret: 'Секрет-2' })],
    ['no secret', () => ({ ...event, group_id: sandbox.groupId })],
    ['a secret that is no text', () => ({ ...event, group_id: sandbox.groupId, secret: [secret] })],
    ['a foreign community', () => ({ ...event, group_id: 1, secret })],
    ['no community', () => ({ ...event, secret })],
    ['no type', () => ({ group_id: sandbox.groupId, secret })],
    ['a list', () => [event]],
  ])('lets nothing in with %s, and says nothing', async (_what, made) => {
    expect(await check(made())).toEqual({ answer: { status: 403, contentType: expect.any(String), body: '' }, arrivals: [] })
  })

  test('lets nothing in that is no JSON, too deep, or not posted', async () => {
    const proven = { ...event, group_id: sandbox.groupId, secret }
    const deep = `{"type":"message_new","secret":"${secret}","group_id":${sandbox.groupId},"object":${'['.repeat(5_000)}${']'.repeat(5_000)}}`
    for (const body of ['', '{', '\u0000', deep])
      expect((await checkRaw(Buffer.from(body))).answer).toMatchObject({ status: 403, body: '' })
    expect((await checkRaw(Buffer.from(JSON.stringify(proven)), 'GET')).answer.status).toBe(403)
    expect((await check(proven)).answer).toMatchObject({ status: 200, body: 'ok' })
  })
})

const check = (body: unknown) => checkRaw(Buffer.from(JSON.stringify(body)))

async function checkRaw(body: Uint8Array, method = 'POST') {
  const request: RawRequest = { method, headers: {}, query: {}, body }
  if (channel.intake.via !== 'webhook') throw new Error('the channel is not called')
  return channel.intake.check(request)
}
