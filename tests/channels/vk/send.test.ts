import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel, SendErrorKind } from '../../../src/core/channel.js'
import { openVkSandbox, type VkSandbox } from '../../../src/sandbox/vk/sandbox.js'
import { failureOf, fileOf, openChannel, outbound, signalOf } from './desk.js'

const png = Buffer.from('89504e470d0a1a0a0000', 'hex')
const pdf = Buffer.alloc(300_000, 'pdf')

let sandbox: VkSandbox
let channel: Channel
let anna: ReturnType<VkSandbox['customer']>

beforeEach(async () => {
  sandbox = await openVkSandbox()
  channel = openChannel(sandbox, { files: { 1: png, 2: pdf, 3: pdf }, settings: { callTimeoutMs: 300 } })
  anna = sandbox.customer(501)
  anna.say('Мне привезли разбитый телефон')
})
afterEach(async () => {
  await channel.close?.()
  await sandbox.close()
})

const send = (fields: Parameters<typeof outbound>[1] = {}) => channel.send(outbound(501, fields), signalOf())

describe('a message', () => {
  test('is seen by the customer, and its id is told', async () => {
    const receipt = await send({ text: 'Жалоба № 100013 принята: https://desk.example/status/x' })
    expect(anna.got()).toMatchObject([{ text: 'Жалоба № 100013 принята: https://desk.example/status/x', id: Number(receipt.externalId) }])
    expect(sandbox.calls.at(-1)?.fields).toMatchObject({ peer_id: '501', dont_parse_links: '1' })
  })

  test('sent again is the same message, and another one with the same words is not', async () => {
    const first = await send({ key: 9_007_199_254_740_991 })
    expect(await send({ key: 9_007_199_254_740_991 })).toEqual(first)
    expect(anna.got()).toHaveLength(1)
    await send({ key: 9_007_199_254_740_990 })
    expect(anna.got()).toHaveLength(2)
  })

  test('offers choices as buttons, and the pressed one comes back as its value', async () => {
    const choices = [
      { value: 'refund', title: 'Вернуть деньги' },
      { value: 'replace', title: 'Заменить' },
    ]
    await send({ choices })
    anna.press('Заменить')
    const raw = Buffer.from(JSON.stringify(sandbox.events.at(-1)))
    expect(await channel.parse(raw)).toMatchObject([{ type: 'message', text: 'Заменить', button: 'replace' }])
  })

  test('carries photos as photos and the rest as documents, all in one', async () => {
    const files = [fileOf(1, 'фото.png', 'image/png', png), fileOf(2, 'ответ.pdf', 'application/pdf', pdf)]
    await send({ files })
    expect(anna.got()).toMatchObject([{ attachments: [{ type: 'photo' }, { type: 'doc', doc: { title: 'ответ.pdf', size: pdf.length } }] }])
    const [, document] = anna.got()[0]?.attachments ?? []
    const { url } = Object(document?.doc)
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(pdf)).toBe(true)
  })

  test('with files only needs no words', async () => {
    await send({ text: '', files: [fileOf(3, 'a.pdf', 'application/pdf', pdf)] })
    expect(anna.got()).toMatchObject([{ text: '', attachments: [{ type: 'doc' }] }])
  })
})

/** Code, what the desk makes of it, after how long it may come again, a word that the reason must hold. */
const table: readonly (readonly [number, SendErrorKind, number | null, string])[] = [
  [1, 'throttled', 2_000, 'error of its own'],
  [5, 'misconfigured', null, 'access key'],
  [6, 'throttled', 1_000, 'too many'],
  [9, 'throttled', 60_000, 'flood'],
  [10, 'throttled', 2_000, 'error of its own'],
  [14, 'misconfigured', null, 'a person must open'],
  [15, 'misconfigured', null, 'access'],
  [17, 'misconfigured', null, 'sign in'],
  [18, 'refused', null, 'deleted'],
  [27, 'misconfigured', null, 'access key'],
  [29, 'throttled', 60_000, 'quota'],
  [100, 'refused', null, 'does not take'],
  [900, 'refused', null, 'blacklist'],
  [901, 'blocked', null, 'does not allow'],
  [902, 'blocked', null, 'privacy'],
  [910, 'refused', null, 'too big'],
  [911, 'refused', null, 'buttons'],
  [912, 'refused', null, 'buttons'],
  [914, 'refused', null, 'too long'],
  [917, 'refused', null, 'chat'],
  [932, 'refused', null, ''],
  [936, 'refused', null, 'no such person'],
  [940, 'refused', null, ''],
  [943, 'refused', null, ''],
  [944, 'refused', null, ''],
  [945, 'refused', null, ''],
  [946, 'refused', null, ''],
  [950, 'refused', null, 'reply window'],
  [962, 'refused', null, ''],
  [969, 'refused', null, ''],
  [983, 'refused', null, ''],
  [985, 'refused', null, 'reply window'],
  [987, 'refused', null, ''],
  [988, 'refused', null, ''],
  [1012, 'refused', null, ''],
  [77_777, 'refused', null, '77777'],
]

describe('what VK refuses', () => {
  test.each(table)('with error %i is %s', async (code, kind, retryAfterMs, word) => {
    sandbox.fail('messages.send', code)
    const failure = await failureOf(send())
    expect(failure).toMatchObject({ name: 'SendError', kind, retryAfterMs })
    expect(failure.message).toContain(word)
    expect(failure.message).toContain(String(code))
    expect(sandbox.calls.filter(({ method }) => method === 'messages.send')).toHaveLength(1)
    expect(anna.got()).toEqual([])
  })

  test.each([911, 912])('because of its buttons (%i) goes without them, once, with the choices as lines', async (code) => {
    sandbox.fail('messages.send', code)
    const choices = [
      { value: 'refund', title: 'Вернуть деньги' },
      { value: 'replace', title: 'Заменить' },
    ]
    await send({ text: 'Чего бы вам хотелось?', choices })
    expect(anna.got().map((message) => [message.text, message.keyboard])).toEqual([
      ['Чего бы вам хотелось?\n\n1. Вернуть деньги\n2. Заменить', undefined],
    ])
    sandbox.fail('messages.send', code)
    await send({ key: 2, text: 'я'.repeat(4_096), choices })
    expect(anna.got()[1]?.text).toBe('я'.repeat(4_096))
  })

  test('for a captcha tells where a person finds it', async () => {
    sandbox.fail('messages.send', 14, 1, { captcha_sid: '1', captcha_img: 'https://api.vk.com/captcha.php?sid=1&s=1' })
    expect((await failureOf(send())).message).toContain('https://api.vk.com/captcha.php?sid=1&s=1')
  })

  test('never holds the key or the words', async () => {
    sandbox.fail('messages.send', 100)
    const failure = await failureOf(send({ text: 'тайна' }))
    for (const told of [failure.message, JSON.stringify(failure), String(failure.stack)]) {
      expect(told).not.toContain(sandbox.token)
      expect(told).not.toContain('тайна')
    }
  })

  test('to somebody who denied messages is blocked until they allow them', async () => {
    anna.deny()
    expect(await failureOf(send())).toMatchObject({ kind: 'blocked' })
    anna.allow()
    await send()
    expect(anna.got()).toHaveLength(1)
  })

  test('above 20 calls a second is throttled, and no call is repeated behind the core’s back', async () => {
    sandbox.limitRate(20)
    const made = await Promise.allSettled(Array.from({ length: 25 }, (_one, at) => send({ key: at + 1 })))
    const failed = made.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(failed).toMatchObject(Array.from({ length: 5 }, () => ({ kind: 'throttled', retryAfterMs: 1_000 })))
    expect(anna.got()).toHaveLength(20)
    expect(sandbox.calls).toHaveLength(25)
  })

  test.each(['elsewhere', '', '0', '1.5', 'NaN'])(
    'a conversation that is none of VK’s is refused without a call: %j',
    async (conversation) => {
      expect(await failureOf(send({ conversation }))).toMatchObject({ kind: 'refused' })
      expect(sandbox.calls).toEqual([])
    },
  )
})

describe('a network that fails', () => {
  test.each([
    ['is cut before VK acts', { type: 'cut', when: 'before' }, 0],
    ['is cut after VK acted', { type: 'cut', when: 'after' }, 1],
    ['hangs before VK acts', { type: 'hang', when: 'before' }, 0],
    ['hangs after VK acted', { type: 'hang', when: 'after' }, 1],
    ['answers 502 with a page', { type: 'answer', status: 502, body: '<html>' }, 0],
  ] as const)('and %s leaves it open whether it was sent, and a resend makes it one copy', async (_what, fault, copies) => {
    sandbox.faults.add('messages.send', fault)
    const failure = await failureOf(send({ key: 42 }))
    expect(failure).toMatchObject({ kind: 'uncertain' })
    expect(failure.message).not.toContain('http')
    expect(anna.got()).toHaveLength(copies)
    await send({ key: 42 })
    expect(anna.got()).toHaveLength(1)
  })

  test('by a port where nobody is proves that nothing was sent', async () => {
    const port = await freePort()
    const lost = openChannel({ ...sandbox, apiRoot: `http://127.0.0.1:${port}/method` })
    expect(await failureOf(lost.send(outbound(501), signalOf()))).toMatchObject({ kind: 'unreachable' })
  })

  test('by a name that is nowhere proves that nothing was sent', async () => {
    const lost = openChannel({ ...sandbox, apiRoot: 'http://nowhere.invalid/method' })
    expect(await failureOf(lost.send(outbound(501), signalOf()))).toMatchObject({ kind: 'unreachable' })
  })

  test('while files are brought proves that nothing was sent', async () => {
    const files = [fileOf(2, 'a.pdf', 'application/pdf', pdf)]
    for (const step of ['docs.getMessagesUploadServer', 'upload', 'docs.save']) {
      sandbox.faults.add(step, { type: 'cut', when: 'before' })
      expect(await failureOf(send({ files }))).toMatchObject({ kind: 'unreachable' })
    }
    sandbox.fail('docs.getMessagesUploadServer', 6)
    expect(await failureOf(send({ files }))).toMatchObject({ kind: 'throttled' })
    expect(sandbox.calls.some(({ method }) => method === 'messages.send')).toBe(false)
    await send({ files })
    expect(anna.got()).toHaveLength(1)
  })

  test('is not waited for when the desk stops', async () => {
    sandbox.faults.add('messages.send', { type: 'hang', when: 'after' })
    const patient = openChannel(sandbox, { settings: { callTimeoutMs: 60_000 } })
    expect(await failureOf(patient.send(outbound(501), AbortSignal.timeout(100)))).toMatchObject({ kind: 'uncertain' })
    await patient.close?.()
  })
})

test('a file that VK does not take as what it claims to be is refused', async () => {
  const files = [fileOf(2, 'фото.jpg', 'image/jpeg', pdf)]
  expect(await failureOf(send({ files }))).toMatchObject({ kind: 'refused' })
})

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
