import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { vkChannel } from '../../../src/channels/vk/index.js'
import { openVkSandbox, type VkSandbox } from '../../../src/sandbox/vk/sandbox.js'
import { failureOf, openChannel, signalOf } from './desk.js'

let sandbox: VkSandbox
beforeEach(async () => {
  sandbox = await openVkSandbox({ name: 'Чайники', screenName: 'teapots' })
})
afterEach(() => sandbox.close())

describe('the connection test', () => {
  test('tells who VK says the account is', async () => {
    expect(await openChannel(sandbox).probe?.(signalOf())).toEqual({ name: 'Чайники', url: 'https://vk.com/teapots' })
  })

  test.each([
    ['a wrong key', () => openChannel({ ...sandbox, token: 'wrong' })],
    ['a community that is not there', () => openChannel({ ...sandbox, groupId: 1 })],
    ['a long poll that is switched off', () => openChannel(sandbox)],
  ])('tells %s as something to mend', async (_what, open) => {
    sandbox.fail('groups.getLongPollServer', 15)
    const failure = await failureOf(open().probe?.(signalOf()) ?? Promise.resolve())
    expect(failure.kind).toBe('misconfigured')
    expect(failure.message).not.toContain(sandbox.token)
  })

  test('tells a VK that does not answer as such', async () => {
    sandbox.faults.add('groups.getById', { type: 'cut', when: 'before' })
    expect(await failureOf(openChannel(sandbox).probe?.(signalOf()) ?? Promise.resolve())).toMatchObject({ kind: 'unreachable' })
  })
})

test('a link opens the community’s dialog and hands its payload over', async () => {
  const channel = openChannel(sandbox)
  expect(channel.deepLink?.('a.b-c_1+/=')).toBe(`https://vk.com/write-${sandbox.groupId}?ref=a.b-c_1%2B%2F%3D`)
  sandbox.customer(501).open('a.b-c_1+/=')
  const raw = Buffer.from(JSON.stringify(sandbox.events.at(-1)))
  expect(await channel.parse(raw)).toMatchObject([{ type: 'started', conversation: '501', payload: 'a.b-c_1+/=' }])
})

describe('a file of a customer', () => {
  test.each(['photo', 'doc', 'voice'] as const)('is fetched by the address that its event names: %s', async (kind) => {
    const channel = openChannel(sandbox)
    sandbox.customer(501).say({ [kind]: { bytes: Buffer.from('байты') } })
    const [event] = await channel.parse(Buffer.from(JSON.stringify(sandbox.events.at(-1))))
    const [file] = event?.type === 'message' ? event.files : []
    const remote = file && 'remote' in file.ref ? file.ref.remote : ''
    const content = await channel.fetchFile?.(remote, signalOf())
    expect(content && (await text(content))).toBe('байты')
  })

  test('that is gone is refused, and a busy server is come back to', async () => {
    const channel = openChannel(sandbox)
    const fetched = () => failureOf(channel.fetchFile?.(`${sandbox.origin}/files/999/a`, signalOf()) ?? Promise.resolve())
    expect(await fetched()).toMatchObject({ kind: 'refused' })
    sandbox.faults.add('file', { type: 'answer', status: 503, body: '' })
    expect(await fetched()).toMatchObject({ kind: 'throttled' })
  })

  test.each([
    'http://vk.com/doc1_1',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://localhost/',
    'https://router.local/',
    'https://2130706433/',
    'https://vk.com:22/',
    'https://user@vk.com/',
    'file:///etc/passwd',
    'nonsense',
  ])('is never asked for on the inside: %s', async (remote) => {
    const channel = openChannel({ ...sandbox, apiRoot: 'https://api.vk.com/method' })
    expect(await failureOf(channel.fetchFile?.(remote, signalOf()) ?? Promise.resolve())).toMatchObject({ kind: 'refused' })
  })

  test('is not followed by a redirect to the inside', async () => {
    const inside = await openVkSandbox()
    inside.faults.add('file', { type: 'answer', status: 200, body: 'a secret of the inside' })
    sandbox.faults.add('file', { type: 'answer', status: 302, body: '', headers: { location: `${inside.origin}/files/1/a` } })
    const fetched = openChannel(sandbox).fetchFile?.(`${sandbox.origin}/files/1/a`, signalOf())
    expect(await failureOf(fetched ?? Promise.resolve())).toMatchObject({ kind: 'refused' })
    expect(inside.faults.take('file')).not.toBeNull()
    await inside.close()
  })
})

describe('settings', () => {
  const read = (values: object) => () => vkChannel.settings.parse({ token: 't', groupId: '12', ...values })

  test('need a key and a community, and know VK’s address themselves', () => {
    expect(read({})()).toMatchObject({ groupId: 12, apiRoot: 'https://api.vk.com/method', mode: 'longpoll' })
    expect(read({ apiRoot: 'http://127.0.0.1:1/method/' })()).toMatchObject({ apiRoot: 'http://127.0.0.1:1/method' })
    expect(read({ token: '' })).toThrow('access key')
    expect(read({ groupId: 'teapots' })).toThrow('number of the community')
    expect(read({ apiRoot: 'ftp://vk.com' })).toThrow('https://api.vk.com/method')
  })

  test('need what VK shows and wants to hear when VK calls', () => {
    expect(read({ mode: 'callback', secret: 's', confirmation: 'c' })()).toMatchObject({ mode: 'callback' })
    expect(read({ mode: 'callback' })).toThrow(/secret[\s\S]*confirmation/)
  })
})
