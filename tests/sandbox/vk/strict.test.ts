import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { methods } from '../../../src/sandbox/vk/reference.js'
import { openVkSandbox, type VkSandbox } from '../../../src/sandbox/vk/sandbox.js'

let sandbox: VkSandbox
let anna: ReturnType<VkSandbox['customer']>
beforeEach(async () => {
  sandbox = await openVkSandbox()
  anna = sandbox.customer(501)
  anna.say('Здравствуйте')
})
afterEach(() => sandbox.close())

async function call(method: string, fields: Readonly<Record<string, string>> = {}, drop?: string) {
  const body = new URLSearchParams({ access_token: sandbox.token, v: '5.199', ...fields })
  if (drop !== undefined) body.delete(drop)
  const answer = await fetch(`${sandbox.apiRoot}/${method}`, { method: 'POST', body })
  return answer.json()
}
const send = (fields: Readonly<Record<string, string>>) =>
  call('messages.send', { peer_id: '501', random_id: '1', message: 'Да', ...fields })
const keyboard = (rows: readonly number[], fields: object = {}, action: object = {}) =>
  JSON.stringify({
    ...fields,
    buttons: rows.map((count) => Array.from({ length: count }, () => ({ action: { type: 'text', label: 'Да', ...action } }))),
  })

describe('a call that the reference does not allow', () => {
  test.each([
    ['a method that is not there', 3, () => call('messages.shout')],
    ['no version', 8, () => call('users.get', { user_ids: '501' }, 'v')],
    ['another key', 5, () => call('users.get', { user_ids: '501', access_token: 'x' })],
    ['a field that is not there', 100, () => send({ volume: '11' })],
    ['a number that is none', 100, () => send({ random_id: 'one' })],
    ['no random_id', 100, () => call('messages.send', { peer_id: '501', message: 'Да' })],
    ['nobody to send to', 100, () => call('messages.send', { random_id: '1', message: 'Да' })],
    ['nothing to send', 100, () => send({ message: ' ' })],
    ['more than a page', 100, () => call('messages.getHistory', { peer_id: '501', count: '201' })],
    ['a long poll of somebody else', 15, () => call('groups.getLongPollServer', { group_id: '1' })],
    ['somebody who never wrote', 936, () => send({ peer_id: '777' })],
    ['a file that was not brought', 100, () => send({ attachment: `doc-${sandbox.groupId}_99` })],
    ['eleven files', 100, () => send({ attachment: Array.from({ length: 11 }, (_one, at) => `doc-1_${at}`).join(',') })],
    ['4,097 characters', 914, () => send({ message: 'я'.repeat(4_097) })],
    ['a keyboard that is no JSON', 911, () => send({ keyboard: '{' })],
    ['a keyboard without buttons', 911, () => send({ keyboard: '{"inline":true}' })],
    ['seven rows under a message', 911, () => send({ keyboard: keyboard([1, 1, 1, 1, 1, 1, 1], { inline: true }) })],
    ['eleven buttons under a message', 911, () => send({ keyboard: keyboard([5, 5, 1], { inline: true }) })],
    ['six buttons in a row', 911, () => send({ keyboard: keyboard([6]) })],
    ['eleven rows', 911, () => send({ keyboard: keyboard(Array.from({ length: 11 }, () => 1)) })],
    ['forty-one buttons', 911, () => send({ keyboard: keyboard([5, 5, 5, 5, 5, 5, 5, 5, 1]) })],
    ['an inline keyboard for one time', 911, () => send({ keyboard: keyboard([1], { inline: true, one_time: true }) })],
    ['a label of 41 characters', 911, () => send({ keyboard: keyboard([1], {}, { label: 'я'.repeat(41) }) })],
    ['an empty label', 911, () => send({ keyboard: keyboard([1], {}, { label: '' }) })],
    ['a payload of 256 bytes', 911, () => send({ keyboard: keyboard([1], {}, { payload: JSON.stringify('я'.repeat(127)) }) })],
    ['a payload that is no JSON', 911, () => send({ keyboard: keyboard([1], {}, { payload: 'refund' }) })],
  ])('is refused: %s, with error %i', async (_what, code, made) => {
    expect(await made()).toMatchObject({ error: { error_code: code, error_msg: expect.any(String) } })
    expect(anna.got()).toEqual([])
    expect(JSON.stringify(sandbox.calls)).not.toContain(sandbox.token)
  })

  test('is found in a table whose every row names its page', () => {
    for (const [name, { link }] of Object.entries(methods)) expect(link).toBe(`https://dev.vk.com/ru/method/${name}`)
  })
})

describe('random_id', () => {
  test('makes a repetition within the hour the same message for the same peer alone', async () => {
    let nowMs = Date.now()
    await sandbox.close()
    sandbox = await openVkSandbox({ now: () => nowMs })
    const [first, second] = [sandbox.customer(501), sandbox.customer(502)]
    for (const one of [first, second]) one.say('Здравствуйте')
    const sent = await send({})
    expect(await send({ message: 'Другое' })).toEqual(sent)
    await send({ peer_id: '502' })
    expect([first.got().length, second.got().length]).toEqual([1, 1])
    nowMs += 3_600_001
    await send({})
    expect(first.got()).toHaveLength(2)
  })

  test('of 0 repeats nothing', async () => {
    await send({ random_id: '0' })
    await send({ random_id: '0' })
    expect(anna.got()).toHaveLength(2)
  })
})

test('a press of a callback button is answered once and by nobody else', async () => {
  await send({ keyboard: keyboard([1], { inline: true }, { type: 'callback', payload: '{"b":"yes"}' }) })
  anna.press('Да')
  const event = sandbox.events.at(-1)
  const { event_id, payload } = Object(event?.object)
  expect([event?.type, payload]).toEqual(['message_event', { b: 'yes' }])
  const answer = (user: string) => call('messages.sendMessageEventAnswer', { event_id, user_id: user, peer_id: '501' })
  expect(await answer('502')).toMatchObject({ error: { error_code: 100 } })
  expect(await answer('501')).toEqual({ response: 1 })
  expect(await answer('501')).toMatchObject({ error: { error_code: 100 } })
})

test('a callback that is not answered with exactly ok is posted again, with its count', async () => {
  const { createServer } = await import('node:http')
  const bodies = ['OK', 'ok\n', 'ok']
  const counts: (string | undefined)[] = []
  const server = createServer((request, response) => {
    counts.push(request.headers['x-retry-counter']?.toString())
    response.end(bodies.shift() ?? 'ok')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await sandbox.close()
  sandbox = await openVkSandbox({ callbackRetryMs: 5 })
  const address = server.address()
  sandbox.callback.connect(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`)
  sandbox.customer(501).allow()
  await sandbox.callback.idle()
  server.close()
  expect(counts).toEqual([undefined, '1', '2'])
})

test('knows every method that the desk calls', () => {
  const folder = new URL('../../../src/channels/vk/', import.meta.url)
  const sources = readdirSync(folder, { encoding: 'utf8' }).flatMap((name) =>
    name.endsWith('.ts') ? [readFileSync(new URL(name, folder), 'utf8')] : [],
  )
  const called = sources.flatMap((source) =>
    [...source.matchAll(/'((?:messages|groups|users|photos|docs)\.\w+)'/g)].map((match) => match[1] ?? ''),
  )
  expect(called.length).toBeGreaterThan(5)
  for (const name of called) expect(Object.keys(methods)).toContain(name)
})
