import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../src/cli/sandbox.js'
import { makeApiTokens } from '../../../src/staff/api-tokens.js'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'
import { freePort } from '../../support/desk.js'
import { until } from '../../support/until.js'

let database: TestDatabase
let dataDir: string
let sandbox: Sandbox
let token: string

beforeAll(async () => {
  database = await openTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'otklik-sandbox-'))
  const log = pino({ level: process.env.TEST_LOG ?? 'silent' })
  sandbox = await startSandbox({ dataDir, port: await freePort(), settings: { DATABASE_URL: database.databaseUrl }, log })
  token = (await makeApiTokens(sandbox.desk.ledger.pool).create({ name: 'observer', role: 'admin' })).token
})
afterAll(async () => {
  await sandbox?.stop()
  await database?.close()
  await rm(dataDir, { recursive: true, force: true })
})

/** As the page does it. */
async function act(pane: string, what: object): Promise<void> {
  const answer = await fetch(`${sandbox.playUrl}act/${pane}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subject: null, file: null, ...what }),
  })
  expect(answer.status, await answer.text()).toBe(204)
}

async function ask<Answer>(path: string): Promise<Answer> {
  const answer = await fetch(`${sandbox.desk.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } })
  expect(answer.status, path).toBe(200)
  return answer.json() as Promise<Answer>
}

type Complaint = { number: string; manager: { name: string }; acknowledgedAt: string | null; statusUrl: string }

/** The first words that name a number are whole: number, manager, time, link; and the desk knows that it sent them. */
async function expectAcknowledgement(texts: () => Promise<readonly string[]>): Promise<void> {
  await until('an acknowledgement is there', async () => (await texts()).some((text) => /№ \d{5,}/.test(text)))
  const [words = ''] = await texts()
  const [, number = ''] = /№ (\d{5,}) /.exec(words) ?? []
  await until('it is known as sent', async () => (await ask<Complaint>(`complaints/${number}`)).acknowledgedAt !== null)
  const complaint = await ask<Complaint>(`complaints/${number}`)
  expect(words).toContain(complaint.manager.name)
  expect(words).toContain(complaint.statusUrl)
  expect(words).toMatch(/до \d{1,2}:\d{2} \(МСК\)/)
  expect((await fetch(complaint.statusUrl)).status).toBe(200)
}

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

type Message = {
  text: string
  whole: string | null
  files: readonly { state: string }[]
  delivery: string | null
  author: { kind: string }
}

/** With the bot or with people. */
async function conversationsIn(channel: string): Promise<readonly { id: number }[]> {
  const views = await Promise.all(
    ['bot', 'now'].map((view) => ask<{ items: { id: number; channel: string }[] }>(`conversations?view=${view}`)),
  )
  return views.flatMap(({ items }) => items).filter((one) => one.channel === channel)
}

async function messagesIn(channel: string): Promise<readonly Message[]> {
  const [found] = await conversationsIn(channel)
  return found ? (await ask<{ items: Message[] }>(`conversations/${found.id}/messages`)).items : []
}

const inTelegram = () => sandbox.telegram.sentTo(sandbox.people.chat).map(({ text }) => String(text))

describe('the sandbox', () => {
  it('answers in Telegram, in VK and by letter with number, manager, time and status link', async () => {
    await act('telegram', { type: 'say', text: 'Мне привезли разбитый телефон, верните деньги!' })
    const photo = { name: 'box.jpg', type: 'image/jpeg', base64: jpeg.toString('base64') }
    await act('vk', { type: 'say', text: 'Курьер нахамил и бросил коробку у двери', file: photo })
    await act('mail', { type: 'say', text: 'Вторую неделю жду возврата денег.', subject: 'Не возвращают деньги' })
    await expectAcknowledgement(async () => inTelegram())
    await expectAcknowledgement(async () =>
      sandbox.vk
        .messages(sandbox.people.vkId)
        .filter(({ out }) => out === 1)
        .map(({ text }) => text),
    )
    const letters = () => sandbox.mail.customer.letters(sandbox.people.address)
    await expectAcknowledgement(async () => (await letters()).map(({ text }) => text))
    expect((await letters())[0]?.subject).toBe('Re: Не возвращают деньги')
    await until('the photo is fetched', async () => (await messagesIn('vk')).some(({ files }) => files[0]?.state === 'stored'))
  })

  it('takes a pressed button of Telegram for the answer to its question', async () => {
    const offers = () => inTelegram().filter((_, at) => sandbox.telegram.sentTo(sandbox.people.chat)[at]?.reply_markup !== undefined)
    await until('a question with buttons is there', () => offers().length === 1)
    await act('telegram', { type: 'press', title: 'Пропустить' })
    await until('the answer stands in the thread', async () => (await messagesIn('telegram')).some(({ text }) => text === 'Пропустить'))
    await until('the flow goes on', () => inTelegram().length > 2)
    expect(inTelegram().filter((text) => text.startsWith('Если под рукой есть фото'))).toHaveLength(1)
  })

  it('takes a reply by letter for its words alone, in the same conversation', async () => {
    await act('mail', { type: 'say', text: 'Номер заказа 12345' })
    await until('the reply is there', async () => (await messagesIn('email')).some(({ text }) => text === 'Номер заказа 12345'))
    expect((await messagesIn('email')).find(({ text }) => text === 'Номер заказа 12345')?.whole).toMatch(/wrote:\n> .*№ \d{5}/)
    await sandbox.desk.drain()
    expect(await conversationsIn('email')).toHaveLength(1)
  })

  it('leaves a message uncertain whose answer was lost, and never sends it again by itself', async () => {
    await sandbox.desk.drain()
    const before = inTelegram().length
    await act('telegram', { type: 'fault', fault: 'answer-lost' })
    await act('telegram', { type: 'say', text: 'И ещё: вчера с карты дважды списали деньги за один заказ, верните!' })
    const uncertain = async () => (await messagesIn('telegram')).filter(({ delivery }) => delivery === 'uncertain')
    await until('the message is uncertain', async () => (await uncertain()).length === 1)
    await sandbox.desk.drain()
    await sandbox.desk.sweep()
    await sandbox.desk.drain()
    const [lost] = await uncertain()
    expect(
      inTelegram()
        .slice(before)
        .filter((text) => text === lost?.text),
    ).toHaveLength(1)
  })

  it('is told by VK to wait, and shows the message as queued meanwhile', async () => {
    await act('vk', { type: 'fault', fault: 'throttled' })
    const said = () => sandbox.vk.messages(sandbox.people.vkId).filter(({ out }) => out === 1).length
    const before = said()
    await act('vk', { type: 'press', title: 'Пропустить' })
    await until('the desk is told to wait', () => sandbox.vk.calls.some(({ errorCode }) => errorCode === 6))
    await until('the message is queued', async () => (await messagesIn('vk')).some(({ delivery }) => delivery === 'queued'))
    expect(said()).toBe(before)
  })
})
