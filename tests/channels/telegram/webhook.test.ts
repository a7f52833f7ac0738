import { createServer } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import type { Arrival, RawRequest } from '../../../src/core/channel.js'
import { until } from '../../support/until.js'
import { callsOf, openBoth, secret, textsOf, toMessage } from './support.js'

const chat = 501

/** The desk's side of the webhook: checks, writes down, then answers; `isAway` is a ledger that does not. */
async function openHooked(webhookSecret = secret) {
  const { sandbox, channel } = await openBoth({ mode: 'webhook', ...(webhookSecret && { webhookSecret }) })
  const { intake } = channel
  if (intake.via !== 'webhook') throw new Error('no webhook')
  const desk = { kept: [] as Arrival[], statuses: [] as number[], isAway: false }
  const server = createServer(async (request, response) => {
    const body: Buffer[] = []
    for await (const part of request) body.push(part)
    const headers = request.headers as RawRequest['headers']
    const { answer, arrivals } = await intake.check({ method: request.method ?? '', headers, query: {}, body: Buffer.concat(body) })
    const status = desk.isAway ? 503 : answer.status
    desk.statuses.push(status)
    if (!desk.isAway) {
      for (const one of arrivals) if (!desk.kept.some(({ externalId }) => externalId === one.externalId)) desk.kept.push(one)
    }
    response.writeHead(status, { 'content-type': answer.contentType }).end(desk.isAway ? '' : answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/channels/telegram/default/${intake.path}`
  await intake.register?.(url, new AbortController().signal)
  return { sandbox, channel, intake, desk, url }
}

it('tells Telegram its address and secret, asks for all a customer can do, and drops nothing that waits', async () => {
  const { sandbox, desk, url } = await openHooked()
  expect(callsOf(sandbox, 'setWebhook')).toEqual([
    {
      method: 'setWebhook',
      args: {
        url,
        secret_token: secret,
        allowed_updates: ['message', 'edited_message', 'callback_query', 'message_reaction', 'my_chat_member'],
      },
      at: expect.any(Number),
    },
  ])
  sandbox.customer.say(chat, 'Где заказ?')
  await until('it is kept', () => desk.kept.length === 1 && sandbox.updates.pendingCount === 0)
})

it('A1: the same update delivered twice is answered twice with 200 and kept once', async () => {
  const { sandbox, channel, desk } = await openHooked()
  sandbox.customer.say(chat, 'Где заказ?')
  await until('it is kept', () => desk.kept.length === 1)
  sandbox.updates.repeat(sandbox.updates.made[0]!.update_id)
  await until('it came twice', () => desk.statuses.length === 2)
  expect(desk.statuses).toEqual([200, 200])
  expect(textsOf(channel, desk.kept)).toEqual(['Где заказ?'])
})

it('A3 A4: updates that come in the wrong order are all kept', async () => {
  const { sandbox, channel, desk } = await openHooked()
  sandbox.updates.hold()
  for (const text of ['первое', 'второе', 'третье']) sandbox.customer.say(chat, text)
  sandbox.updates.release('reversed')
  await until('all are kept', () => desk.kept.length === 3)
  expect(textsOf(channel, desk.kept).sort()).toEqual(['второе', 'первое', 'третье'])
})

it('A10: what could not be written down is not answered with 200 and comes again', async () => {
  const { sandbox, channel, desk } = await openHooked()
  desk.isAway = true
  sandbox.customer.say(chat, 'Где заказ?')
  await until('it came twice', () => desk.statuses.length >= 2)
  expect(desk.kept).toEqual([])
  desk.isAway = false
  await until('it is kept', () => desk.kept.length === 1 && sandbox.updates.pendingCount === 0)
  expect(textsOf(channel, desk.kept)).toEqual(['Где заказ?'])
})

it('a press is answered in the reply to the webhook', async () => {
  const { sandbox, channel, desk } = await openHooked()
  sandbox.customer.introduce(chat, {})
  await channel.send(toMessage(chat, { choices: [{ value: 'yes', title: 'Да' }] }), new AbortController().signal)
  const press = sandbox.customer.press(chat, 'Да')
  await until('it is answered', () => sandbox.isAnswered(press))
  expect(textsOf(channel, desk.kept)).toEqual(['Да'])
  expect(callsOf(sandbox, 'answerCallbackQuery')).toEqual([])
})

const request = (change: Partial<RawRequest>): RawRequest => ({
  method: 'POST',
  headers: { 'x-telegram-bot-api-secret-token': secret },
  query: {},
  body: Buffer.from('{"update_id":1,"message":{"message_id":2,"chat":{"id":3,"type":"private"},"date":1,"text":"a"}}'),
  ...change,
})

it.each([
  ['without a secret', {}],
  ['with another', { 'x-telegram-bot-api-secret-token': `${secret}x` }],
  ['with an empty one', { 'x-telegram-bot-api-secret-token': '' }],
])('A9: a call %s hears 401 and nothing of it is kept', async (_, headers) => {
  const { intake } = await openHooked()
  expect(await intake.check(request({ headers }))).toMatchObject({ answer: { status: 401 }, arrivals: [] })
})

it('without a secret in the settings it has one of its own, the same after a restart', async () => {
  const { sandbox, desk } = await openHooked('')
  const made = callsOf(sandbox, 'setWebhook')[0]?.args.secret_token
  expect(made).toMatch(/^[\da-f]{64}$/)
  sandbox.customer.say(chat, 'Где заказ?')
  await until('it is kept', () => desk.kept.length === 1)
  const again = await openHooked('')
  expect(callsOf(again.sandbox, 'setWebhook')[0]?.args.secret_token).toBe(made)
  expect(await again.intake.check(request({}))).toMatchObject({ answer: { status: 401 }, arrivals: [] })
})

it('only POST is taken', async () => {
  const { intake } = await openHooked()
  expect(await intake.check(request({ method: 'GET' }))).toMatchObject({ answer: { status: 405 }, arrivals: [] })
})

it.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['an unknown kind', '{"update_id":5,"thought":{"text":"hm"}}'],
  ['nothing', ''],
])('A8: what it cannot understand (%s) is kept as it came and answered with 200, so that it does not come again', async (_, body) => {
  const { intake } = await openHooked()
  const { answer, arrivals } = await intake.check(request({ body: Buffer.from(body) }))
  expect(answer.status).toBe(200)
  expect(arrivals.map(({ raw }) => Buffer.from(raw).toString())).toEqual([body])
})

it('one update has one id, whether it came by poll or by webhook, with or without spaces', async () => {
  const { intake } = await openHooked()
  const update = { update_id: 9, message_reaction: { chat: { id: 3, type: 'private' }, message_id: 2, date: 1, new_reaction: [] } }
  const ids = [JSON.stringify(update), JSON.stringify(update, null, 1)].map(
    async (body) => (await intake.check(request({ body: Buffer.from(body) }))).arrivals[0]?.externalId,
  )
  const [one, other] = await Promise.all(ids)
  expect(one).toBe(other)
})

it('an address that Telegram does not take is told when it is registered', async () => {
  const { intake } = await openHooked()
  const registering = intake.register?.('http://desk.example/hook', new AbortController().signal)
  await expect(registering).rejects.toMatchObject({ name: 'SendError', kind: 'refused', message: expect.stringContaining('HTTPS URL') })
})
