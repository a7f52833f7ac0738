import { createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { botSettings } from '../../../src/channels/teams/settings.js'
import { SendError } from '../../../src/core/channel.js'
import { openDoor, outbound } from './door.js'

let door: Awaited<ReturnType<typeof openDoor>>
beforeAll(async () => {
  door = await openDoor()
  // The library is imported with the first message; that is not what the tests below time.
  await import('@microsoft/agents-hosting')
})
beforeEach(() => {
  door.accepted.splice(0)
  door.platform.faults.clear()
  door.clock.aheadMs = 0
  door.restart()
})
afterAll(() => door.close())

const limit = () => AbortSignal.timeout(5_000)
const failed = (result: Promise<unknown>): Promise<unknown> =>
  result.then(
    (value) => value,
    (error: unknown) => error,
  )

/** Somebody who has written, and the desk's id of the conversation. */
async function meet(id: string, channelId = 'msteams') {
  const customer = door.platform.customer({ id, channelId })
  await customer.say('Не привезли')
  const [event] = door.events().slice(-1)
  return { customer, conversation: event?.conversation ?? '', to: id, earlier: [event?.externalId ?? ''] }
}
const seen = (conversation: string) => door.platform.sentTo(conversation).map(({ activity }) => activity)

test('an answer goes where the activity came from, as plain text, and is known by the connector’s id', async () => {
  const { customer, ...to } = await meet('29:anna')
  const { externalId } = await door.channel().send(outbound(to), limit())
  const [sent] = door.platform.sentTo(customer.conversation)
  expect(externalId).toBe(`msteams|a:29:anna|${sent?.id}`)
  expect(sent?.activity).toEqual({
    type: 'message',
    channelId: 'msteams',
    from: { id: `28:${door.platform.appId}`, name: 'Мария Белова' },
    recipient: { id: '29:anna' },
    conversation: { id: 'a:29:anna' },
    text: 'Жалоба № 100013 принята: https://desk.example/s/abc',
    textFormat: 'plain',
    locale: 'ru',
    inputHint: 'acceptingInput',
    replyToId: to.earlier[0]?.split('|')[2],
  })
})

describe('choices', () => {
  const choices = Array.from({ length: 8 }, (_, index) => ({ value: `v${index}`, title: `Выбор ${index}` }))
  test.each([
    ['msteams', 'attachments'],
    ['webchat', 'suggestedActions'],
  ])('in %s are %s, and a pressed one comes back by its value', async (channelId, place) => {
    const { customer, ...to } = await meet(`chooser-${channelId}`, channelId)
    await door.channel().send(outbound({ ...to, choices, ask: 'choice' }), limit())
    expect(seen(customer.conversation).at(-1)).toMatchObject({ [place]: expect.anything(), inputHint: 'expectingInput' })
    expect((await customer.press('Выбор 7')).status).toBe(200)
    expect(door.events().at(-1)).toMatchObject({ type: 'message', button: 'v7' })
  })
})

test('a reaction to our message names it by the id of its receipt', async () => {
  const { customer, ...to } = await meet('29:boris')
  const { externalId } = await door.channel().send(outbound(to), limit())
  await customer.react(door.platform.sentTo(customer.conversation)[0]?.id ?? '', 'heart')
  expect(door.events().at(-1)).toMatchObject({ type: 'reaction', of: externalId, emoji: '❤️' })
})

describe('tokens', () => {
  test('are asked for once for many messages at the same time, and again when they are old', async () => {
    const { customer: _customer, ...to } = await meet('29:many')
    const before = door.platform.asked('token')
    await Promise.all([1, 2, 3].map((key) => door.channel().send(outbound({ ...to, key }), limit())))
    expect(door.platform.asked('token')).toBe(before + 1)
    door.clock.aheadMs = 3_400_000
    await door.channel().send(outbound(to), limit())
    expect(door.platform.asked('token')).toBe(before + 2)
  })

  test('that are not believed any more are replaced once, and the message arrives once', async () => {
    const { customer, ...to } = await meet('29:token')
    await door.channel().send(outbound(to), limit())
    door.platform.issuer.takeBack()
    await door.channel().send(outbound({ ...to, text: 'второе' }), limit())
    expect(seen(customer.conversation).filter(({ text }) => text === 'второе')).toHaveLength(1)
  })

  test('that are never believed are a matter for an admin, after two tries', async () => {
    const { customer: _customer, ...to } = await meet('29:never')
    door.platform.faults.add('send', { type: 'answer', status: 401, body: {} }, 5)
    const before = door.platform.asked('send')
    expect(await failed(door.channel().send(outbound(to), limit()))).toMatchObject({ kind: 'misconfigured' })
    expect(door.platform.asked('send')).toBe(before + 2)
  })

  test.each([
    ['a wrong password', { type: 'answer', status: 401, body: {} }, 'misconfigured', null],
    ['too many at once', { type: 'answer', status: 429, body: {}, headers: { 'retry-after': '17' } }, 'throttled', 17_000],
    ['a broken login', { type: 'answer', status: 500, body: {} }, 'unreachable', null],
    ['a login that gives something else', { type: 'answer', status: 200, body: { token: 'x' } }, 'unreachable', null],
    ['a login that is cut off', { type: 'cut', when: 'after' }, 'unreachable', null],
  ] as const)('that are refused for %s mean that nothing was sent', async (_what, fault, kind, retryAfterMs) => {
    const { customer, ...to } = await meet('29:login')
    door.platform.faults.add('token', fault)
    expect(await failed(door.channel().send(outbound(to), limit()))).toMatchObject({ kind, retryAfterMs })
    expect(seen(customer.conversation)).toEqual([])
  })

  test('show in the connection test whether App ID and password are right, and the password is in no words', async () => {
    expect(await door.channel().probe?.(limit())).toEqual({ name: door.platform.appId, url: null })
    const error = await failed(door.open({ appPassword: 'not-the-secret' }).probe?.(limit()) ?? Promise.resolve())
    expect(error).toMatchObject({ kind: 'misconfigured' })
    expect(String(error)).not.toContain('not-the-secret')
  })
})

describe('what the connector answers is told the core as', () => {
  test.each([
    [429, { 'retry-after': '35' }, 'throttled', 35_000],
    [429, {}, 'throttled', null],
    [412, {}, 'throttled', null],
    [500, {}, 'uncertain', null],
    [502, {}, 'uncertain', null],
    [503, {}, 'uncertain', null],
    [403, {}, 'blocked', null],
    [404, {}, 'refused', null],
    [400, {}, 'refused', null],
    [413, {}, 'refused', null],
  ])('%i %o: %s', async (status, headers, kind, retryAfterMs) => {
    const { customer: _customer, ...to } = await meet('29:errors')
    door.platform.faults.add('send', { type: 'answer', status, body: { error: { code: 'Why', message: 'because\nof it' } }, headers })
    const error = await failed(door.channel().send(outbound(to), limit()))
    expect(error).toBeInstanceOf(SendError)
    expect(error).toMatchObject({ kind, retryAfterMs, message: expect.stringContaining(`${status} Why because of it`) })
  })

  test('blocked and refused by the connector’s own rules', async () => {
    const one = await meet('29:blocker')
    door.platform.block(one.customer.conversation)
    expect(await failed(door.channel().send(outbound(one), limit()))).toMatchObject({ kind: 'blocked' })
    const two = await meet('29:gone')
    door.platform.forget(two.customer.conversation)
    expect(await failed(door.channel().send(outbound(two), limit()))).toMatchObject({ kind: 'refused' })
  })

  test.each([
    ['hung after it arrived', { type: 'hang', when: 'after' }, 1],
    ['was cut after it arrived', { type: 'cut', when: 'after' }, 1],
    ['was cut before it arrived', { type: 'cut', when: 'before' }, 0],
  ] as const)('uncertain, when it %s', async (what, fault, copies) => {
    const { customer, ...to } = await meet(`29:${what}`)
    await door.channel().probe?.(limit())
    door.platform.faults.add('send', fault)
    expect(await failed(door.channel().send(outbound(to), AbortSignal.timeout(500)))).toMatchObject({ kind: 'uncertain' })
    expect(seen(customer.conversation)).toHaveLength(copies)
  })

  test('unreachable, when nobody listens there or the name leads nowhere, without telling the address', async () => {
    const nobody = createServer()
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve))
    const { port } = nobody.address() as { port: number }
    await new Promise((resolve) => nobody.close(resolve))
    for (const serviceUrl of [`http://127.0.0.1:${port}/secret-path`, 'https://connector.invalid/secret-path']) {
      const error = await failed(door.channel().send(outbound({ conversation: `msteams|${serviceUrl}|28:b|a:1` }), limit()))
      expect(error).toMatchObject({ kind: 'unreachable' })
      expect(String(error)).not.toContain('secret-path')
    }
  })

  test.each(['', 'anna', 'msteams|http://evil.example|28:b|a:1'])(
    'refused, when the conversation is none of ours: %s',
    async (conversation) => {
      expect(await failed(door.channel().send(outbound({ conversation }), limit()))).toMatchObject({ kind: 'refused' })
    },
  )
})

describe('a file', () => {
  test('of the service comes with the bot’s token', async () => {
    const { customer } = await meet('29:photo')
    const contentUrl = door.platform.host('photo', Buffer.from([1, 2, 255]))
    await customer.say('вот', { attachments: [{ contentType: 'image/png', contentUrl, name: 'фото.png' }] })
    const event = door.events().at(-1)
    const ref = event?.type === 'message' ? event.files[0]?.ref : undefined
    const remote = ref && 'remote' in ref ? ref.remote : ''
    expect(await buffer(await door.channel().fetchFile(remote, limit()))).toEqual(Buffer.from([1, 2, 255]))
    door.platform.issuer.takeBack()
    expect(await failed(door.channel().fetchFile(remote, limit()))).toMatchObject({ kind: 'unreachable' })
    expect(await buffer(await door.channel().fetchFile(remote, limit()))).toEqual(Buffer.from([1, 2, 255]))
  })

  test.each([
    ['is gone', { type: 'answer', status: 404, body: {} }, 'refused'],
    ['has moved', { type: 'answer', status: 302, body: {}, headers: { location: 'http://169.254.169.254/' } }, 'refused'],
    ['is busy', { type: 'answer', status: 503, body: {} }, 'unreachable'],
    ['is cut off', { type: 'cut', when: 'before' }, 'unreachable'],
  ] as const)('that %s is told as such', async (_what, fault, kind) => {
    door.platform.faults.add('file', fault)
    expect(await failed(door.channel().fetchFile(`bearer+${door.platform.host('x', Buffer.from('x'))}`, limit()))).toMatchObject({ kind })
  })

  test('that is too large is refused', async () => {
    const remote = `bearer+${door.platform.host('large', Buffer.alloc(20 * 1024 * 1024 + 1))}`
    const content = await failed(
      door
        .channel()
        .fetchFile(remote, limit())
        .then((file) => buffer(file)),
    )
    expect(content).toMatchObject({ kind: 'refused' })
  })
})

describe('settings', () => {
  test('need an App ID and a password; the rest is Microsoft’s', () => {
    expect(botSettings.parse({ appId: 'app', appPassword: 'x' })).toEqual({
      appId: 'app',
      appPassword: 'x',
      tenantId: 'botframework.com',
      openIdUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      issuer: 'https://api.botframework.com',
      tokenUrl: 'https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token',
    })
    expect(botSettings.parse({ appId: 'app', appPassword: 'x', tenantId: 'contoso.com' }).tokenUrl).toContain('/contoso.com/')
  })

  test('name every problem', () => {
    const { error } = botSettings.safeParse({ appId: 'a b', appPassword: '', tenantId: '../evil', openIdUrl: 'http://keys.example/' })
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['appId', 'appPassword', 'tenantId', 'openIdUrl'])
  })
})
