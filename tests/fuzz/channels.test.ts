import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { channels } from '../../src/channels/index.js'
import { parse as parseWeb } from '../../src/channels/web/parse.js'
import type { Channel } from '../../src/core/channel.js'
import { openTelegramSandbox, type TelegramSandbox } from '../../src/sandbox/telegram/index.js'
import { openVkSandbox, type VkSandbox } from '../../src/sandbox/vk/sandbox.js'
import { checkParse } from '../channels/contract/parse-promises.js'
import { payloads } from '../channels/contract/payloads.js'
import { Ear, toolsOf } from '../channels/contract/stand-in.js'
import { rows } from '../channels/telegram/fixtures.js'
import { fixtures } from '../channels/vk/fixtures/events.js'
import { type Chance, openChance } from '../support/chance.js'
import { openTestDesk, type TestDesk } from '../support/desk.js'
import { readLongRun } from '../support/long-run.js'
import { until } from '../support/until.js'
import { mutated } from './mutate.js'
import { inParallel } from './wire.js'

const { seed, n } = readLongRun(200)

/** Settings of an account that is only read with. */
const settings: Readonly<Record<string, object>> = {
  telegram: { token: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw', groups: true },
  vk: { token: 'vk1.a.token', groupId: 201_234_567, groupChats: true },
  email: { imapUrl: 'imap://127.0.0.1:1/INBOX', smtpUrl: 'smtp://127.0.0.1:1', from: 'help@desk.example' },
  api: { url: 'https://gateway.example/', secret: `whsec_${Buffer.alloc(24, 'key').toString('base64')}` },
  bot: { appId: 'app', appPassword: 'password' },
}
/** A letter is read in a thread and takes fifty times as long. */
const shareOf: Readonly<Record<string, number>> = { email: 50 }

/** Who calls at the doors: a messenger takes one message a second for each. */
const people = 200
const rejections: unknown[] = []
const note = (reason: unknown) => rejections.push(reason)
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => void process.off('unhandledRejection', note))

describe(`the reading of ${n} changed payloads`, () => {
  it.each(Object.keys(payloads))('of %s is total, pure and clean', async (kind) => {
    const channel = kind === 'web' ? null : channels[kind]?.open(settings[kind], toolsOf(new Ear()))
    const parse: Channel['parse'] = channel?.parse ?? parseWeb
    const chance = openChance(seed).fork(kind)
    const count = Math.ceil(n / (shareOf[kind] ?? 1))
    const told = new Map<string, number>()
    for (let round = 0; round < count; round++) {
      const events = await checkParse(parse, payloads[kind]!.mutated(chance))
      for (const { type } of events) told.set(type, (told.get(type) ?? 0) + 1)
    }
    await channel?.close?.()
    // Neither is the other's excuse: what is only broken would test nothing, and what is never broken as little.
    expect(told.get('message') ?? 0).toBeGreaterThan(0)
    if (count > 100) expect(told.get('unreadable') ?? 0, JSON.stringify([...told])).toBeGreaterThan(0)
    expect(rejections).toEqual([])
  })
})

describe(`the doors of the desk, called ${Math.min(n, 1_000)} times with changed payloads`, () => {
  const calls = Math.min(n, 1_000)
  const webhookSecret = 'a-secret-of-the-webhook'
  const confirmation = 'c0nf1rm'
  let telegram: TelegramSandbox
  let vk: VkSandbox
  let test: TestDesk

  beforeAll(async () => {
    telegram = await openTelegramSandbox()
    for (let person = 0; person < people; person++) telegram.customer.introduce(501 + person, {})
    vk = await openVkSandbox({ callbackRetryMs: 50 })
    test = await openTestDesk({
      sweepMs: 500,
      env: {
        TELEGRAM_BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.apiRoot,
        TELEGRAM_MODE: 'webhook',
        TELEGRAM_WEBHOOK_SECRET: webhookSecret,
        VK_TOKEN: vk.token,
        VK_GROUP_ID: String(vk.groupId),
        VK_API_ROOT: vk.apiRoot,
        VK_MODE: 'callback',
        VK_SECRET: vk.secret,
        VK_CONFIRMATION: confirmation,
      },
    })
    vk.callback.connect(`${test.url}/channels/vk/default/callback`)
  })
  afterAll(async () => {
    await test.close()
    await telegram.close()
    await vk.close()
  })

  /** The statuses of all answers. None is the desk's own failure: refused with 503, a payload would come again for ever. */
  async function knock(path: string, headers: Readonly<Record<string, string>>, make: (index: number) => Buffer): Promise<Set<number>> {
    const statuses = new Set<number>()
    await inParallel(calls, async (index) => {
      const body = make(index)
      const answer = await fetch(`${test.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        signal: AbortSignal.timeout(30_000),
      })
      const text = await answer.text()
      const what = `${answer.status} ${text.slice(0, 300)} to ${body.toString().slice(0, 2_000)}`
      expect(answer.status, what).toBeLessThan(500)
      expect(text, what).not.toMatch(/node_modules|\.(?:js|ts):\d+|at \w+ \(|postgres|syntax error|relation "/)
      statuses.add(answer.status)
    })
    return statuses
  }

  async function nothingIsLeft(): Promise<void> {
    await test.settle()
    const { rows: open } = await test.desk.ledger.pool.query(
      "select external_id, failure, convert_from(raw, 'UTF8') as raw from inbox where handled_at is null or failure is not null",
    )
    expect(open).toEqual([])
    expect(rejections).toEqual([])
  }

  it("of Telegram's webhook take them, and the next good message is acknowledged", async () => {
    const chance = openChance(seed).fork('telegram door')
    const headers = { 'x-telegram-bot-api-secret-token': webhookSecret }
    const statuses = await knock('/channels/telegram/default/webhook', headers, (index) => mutated(freshUpdate(chance, index), chance))
    expect([...statuses]).toEqual([200])
    await nothingIsLeft()
    telegram.customer.say(9_001, 'Мне привезли разбитый телефон, верните деньги!')
    await until('it is acknowledged', () => telegram.sentTo(9_001).some(({ text }) => /Жалоба № \d{6} принята/.test(String(text))), 60_000)
  })

  it("of VK's callbacks take them or show no proof, and the next good message is acknowledged", async () => {
    const chance = openChance(seed).fork('vk door')
    const statuses = await knock('/channels/vk/default/callback', {}, (index) =>
      mutated({ ...freshEvent(chance, index), secret: vk.secret, group_id: vk.groupId }, chance),
    )
    expect([...statuses].sort()).toEqual([200, 403])
    await nothingIsLeft()
    const anna = vk.customer(9_001)
    anna.say('Мне привезли разбитый телефон, верните деньги!')
    await until('it is acknowledged', () => anna.got().some(({ text }) => /Жалоба № \d{6} принята/.test(text)), 60_000)
  })
})

/** One of the reference's updates, as if it came for the first time from one of many people. */
function freshUpdate(chance: Chance, index: number): object {
  const chat = { id: 501 + chance.below(people), type: 'private' }
  const renew = (content: object) => ({
    ...content,
    ...('message_id' in content && { message_id: 1_000 + index }),
    ...('chat' in content && { chat }),
    ...('from' in content && { from: { id: chat.id, is_bot: false, first_name: 'Анна', language_code: 'ru' } }),
  })
  const contents = Object.entries(chance.pick(rows).update).map(([kind, content]: [string, unknown]) => [
    kind,
    typeof content === 'object' && content !== null ? renew(content) : content,
  ])
  return { ...Object.fromEntries(contents), update_id: 200_000_000 + index }
}

/** One of VK's events, likewise. */
function freshEvent(chance: Chance, index: number): object {
  const { event } = chance.pick(fixtures)
  const json = JSON.stringify({ ...event, event_id: `fuzz${index}` })
  return JSON.parse(
    json
      .replace(/"conversation_message_id":\d+/g, `"conversation_message_id":${1_000 + index}`)
      .replaceAll('123456789', String(501 + chance.below(people))),
  )
}
