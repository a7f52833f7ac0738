import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openApiChannel } from '../../../src/channels/api/index.js'
import { apiSettings } from '../../../src/channels/api/settings.js'
import { SendError } from '../../../src/core/channel.js'
import type { FileId } from '../../../src/core/model/ids.js'
import { accountId, openDoor, outbound } from './door.js'

let door: Awaited<ReturnType<typeof openDoor>>
beforeAll(async () => {
  door = await openDoor()
})
beforeEach(() => door.gateway.faults.clear())
afterAll(() => door.close())

const soon = () => AbortSignal.timeout(400)
const send = (key: number, signal: AbortSignal = AbortSignal.timeout(5_000)) => door.channel.send(outbound({ key }), signal)
const failed = (result: Promise<unknown>): Promise<unknown> =>
  result.then(
    (value) => value,
    (error: unknown) => error,
  )
const copies = (key: number) => door.gateway.delivered.filter(({ id }) => id === key).length
const openAt = (url: string, fields: object = {}) =>
  openApiChannel(apiSettings.parse({ url, secret: door.gateway.secret, allowPrivate: true, ...fields }), { accountId, now: Date.now })

test('a message arrives as the contract says, signed so that the published library believes it', async () => {
  const choices = [{ value: 'refund', title: 'Вернуть деньги' }]
  const files = [{ id: 3 as FileId, name: 'акт.pdf', contentType: 'application/pdf', sizeBytes: 10 }]
  expect(await door.channel.send(outbound({ key: 1, choices, files }), AbortSignal.timeout(5_000))).toEqual({ externalId: 'gw-1' })
  const { id, body } = door.gateway.posts.at(-1) ?? { id: '', body: '{}' }
  expect(id).toBe('msg_1')
  expect(JSON.parse(body)).toEqual({
    type: 'message',
    id: 1,
    conversation: '+79991234567',
    to: '+79991234567',
    text: 'Жалоба № 100013 принята: https://desk.example/s/abc',
    files: [{ id: 3, name: 'акт.pdf', contentType: 'application/pdf' }],
    choices,
    language: 'ru',
    author: { kind: 'flow', name: 'Отклик' },
    complaint: { number: '100013', statusUrl: 'https://desk.example/s/abc' },
  })
})

test('an answer without an id gives the id that was sent', async () => {
  door.gateway.faults.add('message', { type: 'answer', status: 204, body: {} })
  expect(await send(2)).toEqual({ externalId: 'msg_2' })
})

test('a resend is exact: the same id, byte for byte the same body, delivered once (C14)', async () => {
  await send(3)
  await send(3)
  const posts = door.gateway.posts.filter(({ id }) => id === 'msg_3')
  expect(posts).toHaveLength(2)
  expect(posts[0]).toEqual(posts[1])
  expect(copies(3)).toBe(1)
})

test('five hundreds five times, also after it was delivered, then an answer: one copy (C4)', async () => {
  const { faults } = door.gateway
  for (const status of [500, 502, 503, 504]) faults.add('message', { type: 'answer', status, body: {} })
  faults.add('message', { type: 'cut', when: 'after' })
  for (let attempt = 0; attempt < 5; attempt += 1) expect(await failed(send(4))).toMatchObject({ kind: 'throttled', retryAfterMs: null })
  expect(await send(4)).toEqual({ externalId: 'gw-4' })
  expect(copies(4)).toBe(1)
})

test.each([
  ['hung before it was read', { type: 'hang', when: 'before' }, 5],
  ['hung after it was delivered', { type: 'hang', when: 'after' }, 6],
  ['cut before it was read', { type: 'cut', when: 'before' }, 7],
] as const)('a request that %s is sent again, never uncertain', async (_what, fault, key) => {
  door.gateway.faults.add('message', fault)
  const error = await failed(send(key, soon()))
  expect(error).toBeInstanceOf(SendError)
  expect(error).toMatchObject({ kind: 'throttled', retryAfterMs: null })
  await send(key)
  expect(copies(key)).toBe(1)
})

test('an answer that breaks off after its status is an answer', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"id":'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  expect(await openAt(`http://127.0.0.1:${port}/`).send(outbound(), AbortSignal.timeout(5_000))).toEqual({ externalId: 'msg_512' })
  await new Promise((resolve) => server.close(resolve))
})

describe('what the gateway answers is told the core as', () => {
  const inTenMinutes = new Date(Date.now() + 600_000).toUTCString()
  test.each([
    [429, { 'retry-after': '35' }, 'throttled', 35_000],
    [503, { 'retry-after': '7200' }, 'throttled', 7_200_000],
    // C3: the core chooses its own pace.
    [429, {}, 'throttled', null],
    [429, { 'retry-after': 'soon' }, 'throttled', null],
    [408, {}, 'throttled', null],
    [401, {}, 'misconfigured', null],
    [403, {}, 'misconfigured', null],
    [302, { location: 'http://169.254.169.254/' }, 'misconfigured', null],
    [410, {}, 'blocked', null],
    [404, {}, 'refused', null],
    [400, {}, 'refused', null],
    [422, {}, 'refused', null],
  ])('%i %o: %s', async (status, headers, kind, retryAfterMs) => {
    door.gateway.faults.add('message', { type: 'answer', status, body: { reason: 'no such\nnumber' }, headers })
    const error = await failed(send(900))
    expect(error).toBeInstanceOf(SendError)
    expect(error).toMatchObject({ kind, retryAfterMs, message: expect.stringContaining(`${status}: no such number`) })
  })

  test('a due time that is a date', async () => {
    door.gateway.faults.add('message', { type: 'answer', status: 503, body: 'no JSON', headers: { 'retry-after': inTenMinutes } })
    const { retryAfterMs } = (await failed(send(901))) as SendError
    expect(retryAfterMs).toBeGreaterThan(590_000)
    expect(retryAfterMs).toBeLessThanOrEqual(600_000)
  })
})

test('a gateway that is away, or whose name leads nowhere, was provably told nothing (C6)', async () => {
  const nobody = createServer()
  await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve))
  const { port } = nobody.address() as { port: number }
  await new Promise((resolve) => nobody.close(resolve))
  for (const url of [`http://127.0.0.1:${port}/secret-path`, 'https://gateway.invalid/secret-path']) {
    const error = await failed(openAt(url).send(outbound(), AbortSignal.timeout(5_000)))
    expect(error).toMatchObject({ kind: 'unreachable' })
    expect(String(error)).not.toContain('secret-path')
  }
})

test('a wrong secret is told as such, without the secret', async () => {
  const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
  const error = await failed(openAt(door.gateway.url, { secret }).send(outbound(), AbortSignal.timeout(5_000)))
  expect(error).toMatchObject({ kind: 'misconfigured' })
  expect(String(error)).not.toContain(secret)
})

test('a private address is not called unless the account allows it', async () => {
  const before = door.gateway.posts.length
  const channel = openAt('https://192.168.0.1:9/x', { allowPrivate: false })
  expect(await failed(channel.send(outbound(), AbortSignal.timeout(5_000)))).toMatchObject({ kind: 'misconfigured' })
  expect(door.gateway.posts).toHaveLength(before)
})

test('an SMS account has no buttons and tells in how many parts its text travels', async () => {
  const sms = await openDoor({ preset: 'sms' })
  expect(sms.channel.can).toMatchObject({ textLimit: 670, buttons: false, files: 'none', writesFirst: true, exactResend: true })
  await sms.channel.send(outbound(), AbortSignal.timeout(5_000))
  expect(sms.gateway.delivered).toMatchObject([{ sms: { encoding: 'UCS-2', parts: 1 } }])
  await sms.close()
})

describe('settings name every problem:', () => {
  const secret = `whsec_${Buffer.alloc(24).toString('base64')}`
  test.each([
    ['all at once', { url: 'nothing', secret: 'abc', preset: 'fax', allowPrivate: 'yes' }, ['url', 'secret', 'preset', 'allowPrivate']],
    ['plain http to elsewhere', { url: 'http://gateway.example/', secret }, ['url']],
    ['this machine without leave', { url: 'http://127.0.0.1:8080/', secret }, ['url']],
    ['a password in the address', { url: 'https://a:b@gateway.example/', secret }, ['url']],
    ['a short secret', { url: 'https://gateway.example/', secret: `whsec_${Buffer.alloc(23).toString('base64')}` }, ['secret']],
  ])('%s', (_what, values, names) => {
    const { error } = apiSettings.safeParse(values)
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(names)
  })

  test('and take what is right', () => {
    expect(apiSettings.parse({ url: 'https://gateway.example/in', secret })).toMatchObject({ preset: 'plain', allowPrivate: false })
  })
})
