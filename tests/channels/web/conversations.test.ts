import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../support/until.js'
import { startChat } from './chat.js'
import { account, openTestDesk, secret, type TestDesk } from './desk.js'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk({ answer: (text) => (text === 'silence' ? [] : [{ text: `heard: ${text}` }]) })
})
afterAll(() => desk.close())

const api = '/v3/directline'
const arrived = (conversation: string) => desk.port.inbox.filter(({ lane }) => lane === conversation)
const texts = (body: { activities: { text: string }[] }) => body.activities.map(({ text }) => text)

describe('a conversation', () => {
  test('is started with 201, a token, and a stream; the page and its campaign are kept with it', async () => {
    const json = {
      user: { id: 'dl_ivan', name: 'Иван\u202e Петров' },
      locale: 'zh-Hans',
      channelData: { page: 'https://shop.example/cart', utm: { source: 'mail' }, utm_campaign: 'spring', secret: 'no', referrer: 7 },
    }
    const { status, body } = await desk.call('POST', `${api}/conversations`, { as: secret, json })
    expect(status).toBe(201)
    expect(body).toMatchObject({ conversationId: expect.any(String), token: expect.any(String), expires_in: 1800 })
    expect(body.streamUrl).toMatch(`${desk.url.replace('http', 'ws')}/v3/directline/conversations/${body.conversationId}/stream?t=`)
    expect(desk.port.opened.at(-1)).toEqual({
      accountId: account,
      conversation: body.conversationId,
      sender: { externalId: 'dl_ivan', name: 'Иван Петров' },
      language: 'zh',
      context: { page: 'https://shop.example/cart', utm_source: 'mail', utm_campaign: 'spring' },
    })
  })

  test('started twice with one token is one conversation', async () => {
    const chat = await startChat(desk)
    await chat.say('first')
    const again = await desk.call('POST', `${api}/conversations`, { as: chat.token })
    expect(again).toMatchObject({ status: 201, body: { conversationId: chat.id } })
    await until('the message can be read', async () => (await chat.read()).body.activities.length === 2)
  })

  test('that nobody has started is not found, with a token for it or with the secret', async () => {
    const { body } = await desk.call('POST', `${api}/tokens/generate`, { as: secret })
    for (const as of [body.token, secret]) {
      for (const path of ['', '/activities']) {
        expect((await desk.call('GET', `${api}/conversations/${body.conversationId}${path}`, { as })).status).toBe(404)
      }
      const json = { type: 'message', text: 'hello' }
      expect((await desk.call('POST', `${api}/conversations/${body.conversationId}/activities`, { as, json })).status).toBe(404)
    }
    expect(arrived(body.conversationId)).toEqual([])
  })

  test.each(['%00', '..%2f..', '%F0%9F%98%80', "'or'1'='1", 'a'.repeat(200)])('called %s is not even looked for', async (id) => {
    const looked = desk.port.found.length
    const { status, body } = await desk.call('GET', `${api}/conversations/${id}/activities`, { as: secret })
    expect([status, body.error?.code]).toEqual(id.length > 100 ? [414, undefined] : [404, 'conversation_not_found'])
    expect(desk.port.found.length).toBe(looked)
  })

  test('that has ended is not found any more', async () => {
    const chat = await startChat(desk)
    expect((await chat.post({ type: 'endOfConversation' })).status).toBe(200)
    await until('it has ended', async () => (await chat.read()).status === 404)
    expect((await chat.say('hello?')).body.error).toMatchObject({
      code: 'conversation_not_found',
      fix: expect.stringContaining('Start one'),
    })
    expect((await chat.reconnect()).status).toBe(404)
    expect((await desk.call('POST', `${api}/conversations`, { as: chat.token })).status).toBe(404)
  })
})

describe('a posted message', () => {
  test('is answered with its id after it has been written down, and comes back under that id', async () => {
    const chat = await startChat(desk)
    const { status, body } = await chat.say('Где мой заказ?')
    expect(status).toBe(200)
    expect(body.id).toMatch(`${chat.id}|`)
    expect(arrived(chat.id).map(({ externalId }) => externalId)).toEqual([body.id])
    await until('the desk has answered', async () => (await chat.read()).body.activities.length === 2)
    const { activities, watermark } = (await chat.read()).body
    expect(activities[0]).toMatchObject({ id: body.id, text: 'Где мой заказ?', from: { role: 'user' } })
    expect(activities[1]).toMatchObject({ text: 'heard: Где мой заказ?', from: { role: 'bot' } })
    expect(watermark).toBe('2')
  })

  test('sent twice under one client id is one message with one id, and its echo carries the client id', async () => {
    const chat = await startChat(desk)
    const activity = { type: 'message', text: 'once', channelData: { clientActivityID: 'k1.a-b_C' } }
    const [first, second] = await Promise.all([chat.post(activity), chat.post(activity)])
    const third = await chat.post({ ...activity, text: 'changed' })
    expect(new Set([first.body.id, second.body.id, third.body.id]).size).toBe(1)
    await until('it can be read', async () => (await chat.read()).body.activities.length === 2)
    expect(arrived(chat.id)).toHaveLength(1)
    expect((await chat.read()).body.activities[0].channelData.clientActivityID).toBe('k1.a-b_C')
  })

  test('sent twice under one activity id is one message, whatever the id looks like', async () => {
    const chat = await startChat(desk)
    const activity = { type: 'message', text: 'once', id: 'странный | id \u0000' }
    const ids = [(await chat.post(activity)).body.id, (await chat.post(activity)).body.id]
    expect(ids[0]).toBe(ids[1])
    expect(arrived(chat.id)).toHaveLength(1)
  })

  test('under the same client id in two conversations is two messages', async () => {
    const [one, two] = [await startChat(desk), await startChat(desk)]
    const activity = { type: 'message', text: 'mine', channelData: { clientActivityID: 'same' } }
    const ids = [(await one.post(activity)).body.id, (await two.post(activity)).body.id]
    expect(new Set(ids).size).toBe(2)
    expect([...arrived(one.id), ...arrived(two.id)]).toHaveLength(2)
  })

  test('without any id is a new message every time', async () => {
    const chat = await startChat(desk)
    expect((await chat.say('same')).body.id).not.toBe((await chat.say('same')).body.id)
  })

  test('is by the user of the token, whoever it claims to be', async () => {
    const chat = await startChat(desk)
    await chat.post({ type: 'message', text: 'I am the bot', from: { id: 'desk', name: 'Оператор', role: 'bot' } })
    await until('it can be read', async () => (await chat.read()).body.activities.length === 2)
    const user = JSON.parse(Buffer.from(chat.token.split('.')[1] ?? '', 'base64url').toString()).user
    expect((await chat.read()).body.activities[0].from).toMatchObject({ id: user, role: 'user' })
    const envelope = JSON.parse(Buffer.from(arrived(chat.id)[0]?.raw ?? []).toString())
    expect(envelope.user).toEqual({ id: user, name: 'Оператор' })
  })

  test('of a server is by whom the server says', async () => {
    const { body } = await desk.call('POST', `${api}/conversations`, { as: secret })
    const path = `${api}/conversations/${body.conversationId}/activities`
    await desk.call('POST', path, { as: secret, json: { type: 'message', text: 'hello', from: { id: 'customer-42', role: 'bot' } } })
    await until('it can be read', async () => (await desk.call('GET', path, { as: secret })).body.activities.length === 2)
    const { activities } = (await desk.call('GET', path, { as: secret })).body
    expect(activities[0].from).toMatchObject({ id: 'customer-42', role: 'user' })
  })

  test('that only says somebody is typing is passed on and not kept', async () => {
    const chat = await startChat(desk)
    expect((await chat.post({ type: 'typing' })).body.id).toMatch(`${chat.id}|`)
    expect(desk.port.typed).toContain(chat.id)
    expect(arrived(chat.id)).toEqual([])
  })
})

describe('a watermark', () => {
  test('gives what came after it; one that is none of this conversation gives all of it', async () => {
    const chat = await startChat(desk)
    const other = await startChat(desk)
    for (const text of ['a', 'b', 'c']) await other.say(text)
    await chat.say('one')
    await until('all can be read', async () => (await chat.read()).body.activities.length === 2)
    const all = ['one', 'heard: one']
    expect(texts((await chat.read('1')).body)).toEqual(['heard: one'])
    expect((await chat.read('2')).body).toEqual({ activities: [], watermark: '2' })
    const strange = ['', '0', '-1', '1000000000', '6', 'text', '1e1', '0x1', '١', ' 1', '99999999999999999999', 'null', '%00']
    for (const watermark of strange) {
      const { status, body } = await chat.read(watermark)
      expect({ watermark, status, texts: texts(body) }).toEqual({ watermark, status: 200, texts: all })
    }
    const doubled = await desk.call('GET', `${chat.path}/activities?watermark=1&watermark=2`, { as: chat.token })
    expect(texts(doubled.body)).toEqual(all)
  })

  test('passes over notes, which are never shown', async () => {
    const chat = await startChat(desk)
    desk.port.say(account, chat.id, { text: 'before' })
    desk.port.note(account, chat.id)
    expect((await chat.read('1')).body).toEqual({ activities: [], watermark: '1' })
    desk.port.say(account, chat.id, { text: 'after' })
    expect((await chat.read('1')).body).toMatchObject({ activities: [{ text: 'after' }], watermark: '3' })
  })

  test('walks through a long conversation page by page', async () => {
    const chat = await startChat(desk)
    desk.port.say(account, chat.id, ...Array.from({ length: 450 }, (_, at) => ({ text: String(at) })))
    const seen: string[] = []
    for (let watermark = ''; ; ) {
      const { body } = await chat.read(watermark)
      if (body.activities.length === 0) break
      seen.push(...texts(body))
      watermark = body.watermark
    }
    expect(seen).toEqual(Array.from({ length: 450 }, (_, at) => String(at)))
  })
})

describe('bad input gets a clear answer and nothing is kept of it', () => {
  const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
  const json = { 'Content-Type': 'application/json' }
  const message = (text: string) => JSON.stringify({ type: 'message', text })
  test.each([
    ['10 MB of text', message('a'.repeat(10 * 1024 * 1024)), json, 413, 'body_too_large'],
    ['more than 20,000 characters', message('😀'.repeat(20_001)), json, 413, 'text_too_long'],
    ['half a JSON', '{"type":"message","text":', json, 400, 'bad_json'],
    ['no UTF-8', Buffer.from('{"type":"message","text":"\xff"}', 'latin1'), json, 400, 'bad_json'],
    ['JSON ten thousand deep', `{"type":"message","channelData":${deep}}`, json, 400, 'bad_json'],
    ['an array', '[]', json, 400, 'bad_activity'],
    ['null', 'null', json, 400, 'bad_activity'],
    ['nothing', '', json, 400, 'bad_activity'],
    ['a number', '7', json, 400, 'bad_activity'],
    ['no type', '{"text":"hi"}', json, 400, 'bad_activity'],
    ['a type that is an object', '{"type":{"$ne":1},"text":"hi"}', json, 400, 'bad_activity'],
    ['a text that is an object', '{"type":"message","text":{"$gt":""}}', json, 400, 'bad_activity'],
    ['attachments that are a text', '{"type":"message","attachments":"x"}', json, 400, 'bad_activity'],
    ['a message of nothing', '{"type":"message","text":" \\u0000\\n"}', json, 400, 'empty_message'],
    [
      'a file inside the activity',
      '{"type":"message","attachments":[{"contentType":"image/png","contentUrl":"data:image/png;base64,AA"}]}',
      json,
      415,
      'file_in_json',
    ],
    ['a form', 'type=message&text=hi', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415, 'bad_request'],
  ])('%s', async (_what, body, headers, status, code) => {
    const chat = await startChat(desk)
    const answer = await desk.call('POST', `${chat.path}/activities`, { as: chat.token, body: body as string, headers })
    expect(answer.status).toBe(status)
    expect(answer.body.error).toEqual({ code, message: expect.any(String), fix: expect.any(String) })
    expect(answer.text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\/src\//)
    expect(arrived(chat.id)).toEqual([])
    expect((await chat.say('and the next one goes through')).status).toBe(200)
  })

  test('while 20,000 characters outside the basic plane go through, however they are written', async () => {
    const chat = await startChat(desk)
    const text = '😀'.repeat(20_000)
    const escaped = message(text).replace(/[^\0-\x7f]/g, (unit) =>
      unit
        .split('')
        .map((half) => `\\u${half.charCodeAt(0).toString(16)}`)
        .join(''),
    )
    const answer = await desk.call('POST', `${chat.path}/activities`, { as: chat.token, body: escaped, headers: json })
    expect(answer.status).toBe(200)
  })

  test('prototype keys are only keys', async () => {
    const chat = await startChat(desk)
    const body = '{"type":"message","text":"hi","__proto__":{"isServer":true},"constructor":{"prototype":{"isServer":true}}}'
    expect((await desk.call('POST', `${chat.path}/activities`, { as: chat.token, body, headers: json })).status).toBe(200)
    expect(Object.prototype).not.toHaveProperty('isServer')
  })

  test('fields that a client writes as null or empty count as absent', async () => {
    const chat = await startChat(desk)
    const activity = { type: 'message', text: 'hi', id: null, locale: '', value: null, from: { id: '', name: '' }, attachments: null }
    expect((await chat.post(activity)).status).toBe(200)
  })
})
