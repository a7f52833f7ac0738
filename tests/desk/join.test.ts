import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTelegramSandbox } from '../../src/sandbox/telegram/index.js'
import { makeApiTokens } from '../../src/staff/api-tokens.js'
import { openTestDesk, type TestDesk } from '../support/desk.js'
import { until } from '../support/until.js'

type Conversation = {
  readonly id: number
  readonly channel: string
  readonly person: { readonly id: number }
  readonly complaintNumbers: readonly string[]
  readonly ways: readonly { readonly channel: string }[]
  readonly joins: readonly { readonly id: number; readonly way: string }[]
  readonly proposals: readonly { readonly conversationId: number; readonly by: string }[]
}

let telegram: Awaited<ReturnType<typeof openTelegramSandbox>>
let test: TestDesk
let token: string
beforeAll(async () => {
  telegram = await openTelegramSandbox()
  test = await openTestDesk({
    env: { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot, TELEGRAM_MODE: 'polling' },
  })
  token = (await makeApiTokens(test.desk.ledger.pool).create({ name: 'desk', role: 'admin' })).token
})
afterAll(async () => {
  await test.close()
  await telegram.close()
})

async function call<Body>(method: 'GET' | 'POST', path: string, body?: object) {
  const answer = await fetch(`${test.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return (await answer.json()) as Body
}
const textsIn = (chat: number): string[] => telegram.seenIn(chat).map(({ text }) => String(text))
const saidIn = async (chat: number): Promise<unknown[]> => {
  const { rows } = await test.desk.ledger.pool.query(
    `select m.text from messages m join conversations c on c.id = m.conversation_id where c.external_id = $1 and m.delivery = 'sent'`,
    [String(chat)],
  )
  return rows
}
async function conversationOf(externalId: string): Promise<Conversation> {
  const { rows } = await test.desk.ledger.pool.query('select id from conversations where external_id = $1', [externalId])
  return call<Conversation>('GET', `conversations/${rows[0]?.id}`)
}

it('a customer goes on in Telegram by the link of their page: the same person, the same complaint; and it can be undone', async () => {
  const customer = await test.converse()
  await customer.say('Привезли разбитый телефон, верните деньги!')
  const [acknowledgement] = await customer.heard()
  const [, page = ''] = /(http\S+\/status\/\S+)/.exec(acknowledgement?.text ?? '') ?? []
  const readPage = async (): Promise<string> => (await fetch(page)).text()
  await until('the bot is known', async () => (await readPage()).includes('t.me'))
  const [, payload = ''] = /https:\/\/t\.me\/\w+\?start=([\w-]{1,64})"/.exec(await readPage()) ?? []

  await telegram.customer.start(700, payload)
  await until('they are welcomed', () => textsIn(700).some((text) => /Продолжим здесь: № \d{6}/.test(text)))
  const [web, there] = [await conversationOf(customer.id), await conversationOf('700')]
  expect(there.person.id).toBe(web.person.id)
  expect(there.complaintNumbers).toEqual(web.complaintNumbers)
  expect([there.ways.map(({ channel }) => channel), web.ways.map(({ channel }) => channel)]).toEqual([['web'], ['telegram']])
  const { rows } = await test.desk.ledger.pool.query(`select from journal where action = 'channel-joined'`)
  expect(rows).toHaveLength(1)

  const undone = await call<Conversation>('POST', `conversations/${there.id}/joins/${there.joins[0]?.id}/undo`, {})
  expect(undone.person.id).not.toBe(web.person.id)
  expect(undone).toMatchObject({ complaintNumbers: [], ways: [], joins: [] })
  expect((await conversationOf(customer.id)).complaintNumbers).toEqual(web.complaintNumbers)
})

it('a forged, changed or outdated link is a plain start and leads to nobody’s complaint', async () => {
  const customer = await test.converse()
  await customer.say('Привезли чужой заказ')
  const { rows } = await test.desk.ledger.pool.query('select id from complaints order by id desc limit 1')
  const id = Number(rows[0]?.id).toString(36)
  for (const [chat, payload] of [
    [710, `j-${id}-zzzzz-${'A'.repeat(27)}`],
    [711, `j-${id}`],
    [712, 'anything'],
  ] as const) {
    await telegram.customer.start(chat, payload)
    await until('they are greeted', async () => (await saidIn(chat)).length > 0)
    expect(textsIn(chat).join()).not.toMatch(/Продолжим/)
    expect(await conversationOf(String(chat))).toMatchObject({ complaintNumbers: [], joins: [], ways: [] })
  }
})

it('the same phone only proposes; an operator joins, and takes it back', async () => {
  await telegram.customer.say(720, 'Курьер нагрубил')
  const customer = await test.converse()
  await customer.say('Привезли разбитый телефон')
  await until('both are there', async () => (await conversationOf('720')).id !== undefined)
  await test.desk.ledger.pool.query(
    `update people set phone = '+79000000000' where id in (select person_id from conversations where external_id in ('720', $1))`,
    [customer.id],
  )
  const [web, there] = [await conversationOf(customer.id), await conversationOf('720')]
  expect(there.person.id).not.toBe(web.person.id)
  expect(there.proposals).toEqual([expect.objectContaining({ conversationId: web.id, by: 'phone' })])
  const joined = await call<Conversation>('POST', `conversations/${there.id}/join`, { conversationId: web.id })
  expect(joined).toMatchObject({ person: { id: web.person.id }, proposals: [], joins: [{ way: 'operator' }], ways: [{ channel: 'web' }] })
  await call('POST', `conversations/${there.id}/joins/${joined.joins[0]?.id}/undo`, {})
  expect((await conversationOf('720')).person.id).toBe(there.person.id)
})
