import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDesk, type TestDesk } from '../../support/desk.js'
import { until } from '../../support/until.js'
import { listenTo } from './listener.js'
import { directLineProof } from './proof.js'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const api = (path: string) => `${desk.url}/v3/directline${path}`
async function call(method: string, url: string, as: string, json?: unknown) {
  const headers = { Authorization: `Bearer ${as}`, ...(json !== undefined && { 'Content-Type': 'application/json' }) }
  const answer = await fetch(url, { method, headers, ...(json !== undefined && { body: JSON.stringify(json) }) })
  return { status: answer.status, body: JSON.parse((await answer.text()) || 'null') }
}
async function start() {
  const { body } = await call('POST', api('/conversations'), desk.desk.directLineSecret, { user: { id: 'dl_anna' } })
  return {
    id: String(body.conversationId),
    token: String(body.token),
    streamUrl: String(body.streamUrl),
    path: api(`/conversations/${body.conversationId}`),
  }
}

test('the whole desk talks to the public client: start, post, upload, receive, drop and reconnect without a loss or a double', async () => {
  const page = await fetch(`${desk.url}/api/widget/token`, { method: 'POST', headers: { Origin: desk.url } })
  const { token } = (await page.json()) as { token: string }
  const meanwhile = ['и чехол порван', 'вот ещё что', 'спасибо']
  const { received, sockets } = await directLineProof(desk.url, {
    token,
    text: 'Мне привезли разбитый телефон, верните деньги!',
    meanwhile,
  })
  expect(sockets).toBe(2)
  const [acknowledgement] = received.filter(({ from }) => from.role === 'bot')
  expect(acknowledgement).toMatchObject({
    text: expect.stringMatching(/№ \d{6}/),
    channelData: {
      otklik: { complaint: { number: expect.stringMatching(/^\d{6}$/), statusUrl: expect.stringContaining(`${desk.url}/status/`) } },
    },
  })
})

test('one message sent thirty times at once is one row, one echo and one complaint', async () => {
  const chat = await start()
  const activity = { type: 'message', text: 'The lamp came broken, I want my money back', channelData: { clientActivityID: 'same' } }
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => call('POST', `${chat.path}/activities`, desk.desk.directLineSecret, activity)),
  )
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
  await desk.settle()
  const { rows } = await desk.desk.ledger.pool.query<{ inbox: string; messages: string; complaints: string }>(
    `select (select count(*) from inbox where lane = $1) as inbox,
        (select count(*) from messages m join conversations c on c.id = m.conversation_id where c.external_id = $1 and m.direction = 'in') as messages,
        (select count(*) from complaint_conversations k join conversations c on c.id = k.conversation_id where c.external_id = $1) as complaints`,
    [chat.id],
  )
  expect(rows.map(({ inbox, messages, complaints }) => [Number(inbox), Number(messages), Number(complaints)])).toEqual([[1, 1, 1]])
})

test('a socket shows what the ledger holds, each once and in order, also with several writing at once', async () => {
  const chat = await start()
  const listener = listenTo(chat.streamUrl)
  const say = (text: string) =>
    call('POST', `${chat.path}/activities`, desk.desk.directLineSecret, { type: 'message', from: { id: 'dl_anna' }, text })
  await Promise.all(Array.from({ length: 25 }, (_, at) => say(`message ${at}`)))
  await desk.settle()
  const { body } = await call('GET', `${chat.path}/activities`, chat.token)
  await until('the socket has caught up', () => listener.activities.length >= body.activities.length)
  const ids = body.activities.map(({ id }: { id: string }) => id)
  expect(listener.activities.map(({ id }) => id)).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(listener.watermarks.at(-1)).toBe(body.watermark)
  listener.socket.terminate()
})

test('the socket closes when the conversation ends, and the conversation is not found after that', async () => {
  const chat = await start()
  const listener = listenTo(chat.streamUrl)
  expect((await call('POST', `${chat.path}/activities`, chat.token, { type: 'endOfConversation' })).status).toBe(200)
  expect(await listener.ended).toEqual({ code: 1000 })
  expect(listener.activities.at(-1)).toMatchObject({ type: 'endOfConversation' })
  expect((await call('GET', `${chat.path}/activities`, chat.token)).status).toBe(404)
})

test('nothing that a stranger puts into a path, a watermark or a text is an error of the ledger', async () => {
  const chat = await start()
  for (const id of ['%00', '%F0%9F%98%80', "'", '7']) {
    expect((await call('GET', api(`/conversations/${id}/activities`), desk.desk.directLineSecret)).status).toBe(404)
  }
  for (const watermark of ['-1', '1000000000', '999999999999999', '99999999999999999999', '%00', 'text', '1;select']) {
    expect((await call('GET', `${chat.path}/activities?watermark=${watermark}`, chat.token)).status).toBe(200)
    expect((await call('GET', `${chat.path}?watermark=${watermark}`, chat.token)).status).toBe(200)
  }
  const odd = {
    type: 'message',
    text: 'a\u0000b\ud800c',
    from: { name: 'N\u0000\ud800' },
    channelData: { page: '\u0000\udfff', clientActivityID: '\u0000' },
  }
  expect((await call('POST', `${chat.path}/activities`, chat.token, odd)).status).toBe(200)
  await desk.settle()
  expect((await call('GET', `${chat.path}/activities`, chat.token)).body.activities[0].text).toBe('abc')
})
