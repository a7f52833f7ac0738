import { createServer } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { openTelegramSandbox } from '../../../src/sandbox/telegram/index.js'
import { methods, objects } from '../../../src/sandbox/telegram/tables.js'
import { until } from '../../support/until.js'

const chat = 501

async function open() {
  const sandbox = await openTelegramSandbox()
  onTestFinished(() => sandbox.close())
  sandbox.customer.start(chat)
  const call = async (method: string, args: object = {}, token = sandbox.token) => {
    const response = await fetch(`${sandbox.apiRoot}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args),
    })
    return { status: response.status, ...((await response.json()) as { ok: boolean; description?: string; result?: never }) }
  }
  return { sandbox, call }
}

it('every row of its tables stands beside its place in the reference', () => {
  for (const [name, row] of [...Object.entries(methods), ...Object.entries(objects)]) {
    expect(row.link).toBe(`https://core.telegram.org/bots/api#${name.toLowerCase()}`)
  }
})

it.each([
  ['an unknown method', 'sendLove', {}, 404, 'Not Found: method not found'],
  ['the name of something else', 'constructor', {}, 404, 'Not Found: method not found'],
  ['an unknown field', 'sendMessage', { chat_id: chat, text: 'a', colour: 'red' }, 400, 'there is no field "colour"'],
  ['a field of an older API', 'sendMessage', { chat_id: chat, text: 'a', disable_web_page_preview: true }, 400, 'there is no field'],
  ['a field of the wrong type', 'sendMessage', { chat_id: chat, text: 5 }, 400, 'field "text" must be of type String'],
  ['a missing text', 'sendMessage', { chat_id: chat }, 400, 'Bad Request: message text is empty'],
  ['an empty text', 'sendMessage', { chat_id: chat, text: ' \n' }, 400, 'Bad Request: message text is empty'],
  ['a text that is too long', 'sendMessage', { chat_id: chat, text: 'я'.repeat(4_097) }, 400, 'Bad Request: message is too long'],
  ['a chat that does not exist', 'sendMessage', { chat_id: 999, text: 'a' }, 400, 'Bad Request: chat not found'],
  ['a wrong action', 'sendChatAction', { chat_id: chat, action: 'dancing' }, 400, 'wrong parameter action in request'],
  ['a wrong file_id', 'getFile', { file_id: 'x' }, 400, 'wrong file_id or the file is temporarily unavailable'],
  ['an unknown press', 'answerCallbackQuery', { callback_query_id: '1' }, 400, 'query is too old and response timeout expired'],
  ['a limit outside', 'getUpdates', { limit: 101 }, 400, 'must be at most 100'],
  ['an unknown update', 'getUpdates', { allowed_updates: ['massage'] }, 400, 'there is no update "massage"'],
  ['a webhook without https', 'setWebhook', { url: 'http://desk.example/x' }, 400, 'An HTTPS URL must be provided for webhook'],
  [
    'a secret with other signs',
    'setWebhook',
    { url: 'https://desk.example/', secret_token: 'ж' },
    400,
    'secret token contains unallowed characters',
  ],
  ['an edit of nothing', 'editMessageReplyMarkup', { chat_id: chat, message_id: 77 }, 400, 'message to edit not found'],
  [
    'a reply to nothing',
    'sendMessage',
    { chat_id: chat, text: 'a', reply_parameters: { message_id: 77 } },
    400,
    'message to be replied not found',
  ],
])('refuses %s as the platform does', async (_, method, args, status, words) => {
  const { sandbox, call } = await open()
  expect(await call(method, args)).toMatchObject({ ok: false, status, error_code: status, description: expect.stringContaining(words) })
  expect(sandbox.sentTo(chat)).toEqual([])
})

it('a wrong token is unauthorized, another path is not found', async () => {
  const { sandbox, call } = await open()
  expect(await call('getMe', {}, '110201543:wrong')).toMatchObject({ status: 401, description: 'Unauthorized' })
  expect((await fetch(`${sandbox.apiRoot}/other`)).status).toBe(404)
})

it.each([
  ['a < b', `Unsupported start tag "" at byte offset 2`],
  ['я <blink>x</blink>', 'Unsupported start tag "blink" at byte offset 3'],
  ['<b>x', `Can't find end tag corresponding to start tag "b"`],
  ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['x</b>', 'Unexpected end tag at byte offset 1'],
  ['<b', 'Unclosed start tag at byte offset 0'],
])('HTML that does not parse (%s) is refused in the platform’s words', async (text, words) => {
  const { call } = await open()
  const { status, description } = await call('sendMessage', { chat_id: chat, text, parse_mode: 'HTML' })
  expect({ status, description }).toEqual({ status: 400, description: `Bad Request: can't parse entities: ${words}` })
})

it('HTML that parses is counted and shown without its tags', async () => {
  const { sandbox, call } = await open()
  const text = `<b>${'я'.repeat(4_093)}</b>&lt;&#33;&gt;`
  expect(await call('sendMessage', { chat_id: chat, text, parse_mode: 'HTML' })).toMatchObject({ ok: true })
  expect(sandbox.sentTo(chat)).toMatchObject([{ text: `${'я'.repeat(4_093)}<!>` }])
})

it.each([
  ['no data', { text: 'a' }, 'Text buttons are unallowed in the inline keyboard'],
  ['empty data', { text: 'a', callback_data: '' }, 'BUTTON_DATA_INVALID'],
  ['65 bytes of data', { text: 'a', callback_data: 'x'.repeat(65) }, 'BUTTON_DATA_INVALID'],
  ['33 letters of two bytes', { text: 'a', callback_data: 'ж'.repeat(33) }, 'BUTTON_DATA_INVALID'],
  ['no title', { text: '', callback_data: 'a' }, 'Text must be non-empty'],
  ['a field that buttons do not have', { text: 'a', callback_data: 'a', colour: 'red' }, 'has no "colour"'],
])('a button with %s is refused', async (_, button, words) => {
  const { call } = await open()
  const args = { chat_id: chat, text: 'a', reply_markup: { inline_keyboard: [[button]] } }
  expect(await call('sendMessage', args)).toMatchObject({ status: 400, description: expect.stringContaining(words) })
})

it('more than a hundred buttons are refused', async () => {
  const { call } = await open()
  const row = (_: unknown, place: number) => [{ text: 'a', callback_data: String(place) }]
  const args = (length: number) => ({ chat_id: chat, text: 'a', reply_markup: { inline_keyboard: Array.from({ length }, row) } })
  expect(await call('sendMessage', args(100))).toMatchObject({ ok: true })
  expect(await call('sendMessage', args(101))).toMatchObject({ description: 'Bad Request: reply markup is too long' })
})

it('two polls throw each other out, and a poll beside a webhook is refused', async () => {
  const { sandbox, call } = await open()
  await call('getUpdates', { offset: -1 })
  await call('getUpdates', { offset: 100_000_002 })
  const first = call('getUpdates', { timeout: 5 })
  await until('the first one waits', () => sandbox.asked.filter(({ method }) => method === 'getUpdates').length === 3)
  const second = call('getUpdates', { timeout: 5 })
  expect(await first).toMatchObject({ status: 409, description: expect.stringContaining('terminated by other getUpdates request') })
  await call('setWebhook', { url: 'https://desk.example/hook' })
  expect(await second).toMatchObject({ status: 409, description: expect.stringContaining('terminated by setWebhook') })
  expect(await call('getUpdates')).toMatchObject({ status: 409, description: expect.stringContaining('while webhook is active') })
  await call('deleteWebhook')
  expect(await call('getUpdates')).toMatchObject({ ok: true })
})

it('an update is given again until a higher offset confirms it', async () => {
  const { sandbox, call } = await open()
  const idsOf = async (args: object) =>
    ((await call('getUpdates', args)).result as unknown as { update_id: number }[]).map((one) => one.update_id)
  sandbox.customer.say(chat, 'a')
  const [first = 0, second = 0] = await idsOf({})
  expect(await idsOf({})).toEqual([first, second])
  expect(await idsOf({ limit: 1 })).toEqual([first])
  expect(await idsOf({ offset: first + 1 })).toEqual([second])
  expect(await idsOf({})).toEqual([second])
  expect(await idsOf({ offset: second + 1 })).toEqual([])
  expect(sandbox.updates.pendingCount).toBe(0)
})

it('reactions come only to a bot that asked for them', async () => {
  const { sandbox, call } = await open()
  sandbox.customer.react(chat, 1, '👍')
  await call('getUpdates', { allowed_updates: ['message_reaction'] })
  sandbox.customer.react(chat, 1, '👎')
  sandbox.customer.say(chat, 'a')
  expect(sandbox.updates.made.map((update) => Object.keys(update)[1])).toEqual(['message', 'message_reaction'])
})

it('a webhook gets each update with its secret until it answers 2xx, the next of a chat only then', async () => {
  const { sandbox, call } = await open()
  const seen: [unknown, string | undefined][] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    seen.push([JSON.parse(text), String(request.headers['x-telegram-bot-api-secret-token'])])
    response.writeHead(seen.length === 1 ? 500 : 200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  sandbox.customer.say(chat, 'a')
  await call('setWebhook', { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, secret_token: 's-1' })
  await until('all are taken', () => sandbox.updates.pendingCount === 0)
  const [first, second] = sandbox.updates.made
  expect(seen).toEqual([first, first, second].map((update) => [update, 's-1']))
  expect(await call('getWebhookInfo')).toMatchObject({
    result: { pending_update_count: 0, last_error_message: expect.stringContaining('500') },
  })
})

it('a group that moved tells its new id, a person who blocked the bot is forbidden', async () => {
  const { sandbox, call } = await open()
  sandbox.customer.group(-55, 'Соседи')
  sandbox.customer.migrate(-55, -100_777)
  expect(await call('sendMessage', { chat_id: -55, text: 'a' })).toMatchObject({
    status: 400,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
    parameters: { migrate_to_chat_id: -100_777 },
  })
  sandbox.customer.block(chat)
  expect(await call('sendMessage', { chat_id: chat, text: 'a' })).toMatchObject({
    status: 403,
    description: 'Forbidden: bot was blocked by the user',
  })
})

it('over the limit it says how long to wait, as often as asked, and does nothing meanwhile', async () => {
  const { sandbox, call } = await open()
  sandbox.limit('sendMessage', 35)
  const send = () => call('sendMessage', { chat_id: chat, text: 'a' })
  expect(await send()).toEqual({
    status: 429,
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 35',
    parameters: { retry_after: 35 },
  })
  expect(sandbox.sentTo(chat)).toEqual([])
  expect(await send()).toMatchObject({ ok: true })
})

it('a cut before does nothing, a cut after has done it', async () => {
  const { sandbox, call } = await open()
  sandbox.faults.add('sendMessage', { type: 'cut', when: 'before' })
  sandbox.faults.add('sendMessage', { type: 'cut', when: 'after' })
  await expect(call('sendMessage', { chat_id: chat, text: 'a' })).rejects.toThrow()
  expect(sandbox.sentTo(chat)).toHaveLength(0)
  await expect(call('sendMessage', { chat_id: chat, text: 'a' })).rejects.toThrow()
  expect(sandbox.sentTo(chat)).toHaveLength(1)
})

it('files come as forms; their bytes can be had again, over 20 MB not', async () => {
  const { sandbox, call } = await open()
  const form = new FormData()
  form.set('chat_id', String(chat))
  form.set('document', new Blob(['%PDF-1.7']), 'Ответ.pdf')
  await fetch(`${sandbox.apiRoot}/bot${sandbox.token}/sendDocument`, { method: 'POST', body: form })
  const document = sandbox.sentTo(chat)[0]?.document as { file_id: string; file_name: string }
  expect(document.file_name).toBe('Ответ.pdf')
  const { result } = await call('getFile', { file_id: document.file_id })
  const path = (result as unknown as { file_path: string }).file_path
  expect(await (await fetch(`${sandbox.apiRoot}/file/bot${sandbox.token}/${path}`)).text()).toBe('%PDF-1.7')
  expect((await fetch(`${sandbox.apiRoot}/file/bot110201543:wrong/${path}`)).status).toBe(401)
  const large = sandbox.customer.say(chat, { document: 'a.zip', bytes: Buffer.from('x'), size: 20_000_001 })
  expect(await call('getFile', { file_id: (large.document as { file_id: string }).file_id })).toMatchObject({
    description: 'Bad Request: file is too big',
  })
})

it('a person presses what the chat shows, once', async () => {
  const { sandbox, call } = await open()
  await call('sendMessage', { chat_id: chat, text: 'a', reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] } })
  const press = sandbox.customer.press(chat, 'Да')
  expect(() => sandbox.customer.press(chat, 'Нет')).toThrow('sees no button')
  expect(await call('answerCallbackQuery', { callback_query_id: press })).toMatchObject({ ok: true })
  expect(await call('answerCallbackQuery', { callback_query_id: press })).toMatchObject({ status: 400 })
})

it('an album is several messages with one group, each an update of its own', async () => {
  const { sandbox } = await open()
  const seen = sandbox.customer.album(
    chat,
    [1, 2, 3].map(() => ({ photo: true, bytes: Buffer.alloc(200) })),
  )
  expect(new Set(seen.map((message) => message.media_group_id)).size).toBe(1)
  expect(sandbox.updates.made).toHaveLength(4)
})
