import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { apiSettings } from '../../src/channels/api/settings'
import { emailSettings } from '../../src/channels/email/settings'
import { botSettings } from '../../src/channels/teams/settings'
import { telegramSettings } from '../../src/channels/telegram/settings'
import { vkSettings } from '../../src/channels/vk/settings'
import type { AccountDto, ConversationDto } from '../../src/http/contract'
import {
  type AccountChannel,
  accountChannels,
  accountFields,
  emptyValues,
  type FieldValues,
  refusedFields,
  toSettings,
} from '../../web/console/channels/account-fields'
import { inTrouble, stateReason, testReason } from '../../web/console/channels/account-words'
import { makeSecret } from '../../web/console/channels/make-secret'
import ru from '../../web/console/strings/ru.json'
import { failureSentence, lostReason, mayResend, readFailure, waitsForPerson } from '../../web/console/words/failure-words'
import { readableAddress, usableWays } from '../../web/console/words/usable-ways'
import { seedDesk } from './fake-data'

beforeAll(async () => {
  await i18next.init({ lng: 'ru', nsSeparator: false, interpolation: { escapeValue: false }, resources: { ru: { translation: ru } } })
})
const t = i18next.getFixedT('ru')

describe('why a message did not leave', () => {
  const say = (failure: string, channel = 'telegram'): string => failureSentence(readFailure(failure)!, channel, t)

  it('is a sentence of ours, and the platform’s words stand apart', () => {
    const failure = 'refused: Telegram answered 400: Bad Request: message is too long'
    expect(readFailure(failure)).toEqual({ kind: 'refused', said: 'Telegram answered 400: Bad Request: message is too long' })
    expect(say(failure)).toBe(ru.failure.refused)
  })

  it('leaves out what only repeats a code, and takes a mail server’s own words as they are', () => {
    expect(readFailure('silenced: silenced')).toEqual({ kind: 'silenced', said: null })
    expect(readFailure('pace')).toEqual({ kind: 'pace', said: null })
    expect(readFailure('550 5.1.1 no such user')).toEqual({ kind: 'other', said: '550 5.1.1 no such user' })
    expect([readFailure(null), readFailure(' ')]).toEqual([null, null])
  })

  it('names a block as it is in that channel', () => {
    const blocked = 'blocked: Telegram answered 403: Forbidden: bot was blocked by the user'
    expect([say(blocked), say(blocked, 'vk'), say(blocked, 'email'), say(blocked, 'api')]).toEqual([
      'Клиент заблокировал бота',
      'Клиент запретил сообщения сообщества',
      'Почтовый ящик клиента не принимает письма',
      'По этому адресу клиенту не написать',
    ])
  })

  it('every kind the desk knows has its sentence', () => {
    for (const kind of ['unreachable', 'throttled', 'misconfigured', 'uncertain', 'refused', 'given-up', 'silenced', 'pace', 'behind'])
      expect([kind, say(`${kind}: x y`) !== ru.failure.other]).toEqual([kind, true])
  })

  it('decides whether sending again is offered', () => {
    const may = (delivery: 'sent' | 'failed' | 'uncertain', failure: string | null, blockedAt: string | null = null): boolean =>
      mayResend({ delivery, failure }, { blockedAt })
    expect(may('uncertain', 'uncertain: interrupted')).toBe(true)
    expect(may('failed', 'given-up: Telegram cannot be reached')).toBe(true)
    expect(may('failed', 'blocked: they left', '2026-11-22T10:00:00Z')).toBe(false)
    expect(may('failed', 'blocked: they left')).toBe(true)
    expect([may('failed', 'silenced: silenced'), may('failed', 'refused: too long'), may('sent', null)]).toEqual([false, false, false])
  })
})

describe('a message by phone', () => {
  it('waits for a person, and one that only waits for its time does not', () => {
    expect(waitsForPerson({ delivery: 'queued', retryAt: '9999-12-31T00:00:00.000Z' })).toBe(true)
    expect(waitsForPerson({ delivery: 'queued', retryAt: '2026-11-22T10:00:00.000Z' })).toBe(false)
    expect(waitsForPerson({ delivery: 'sent', retryAt: null })).toBe(false)
  })
})

describe('a file that never came', () => {
  it('says whether it is gone, too large, or not given', () => {
    const reasons = [
      'too-large: Telegram gives bots files of up to 20 MB',
      'the file is larger than 20 MB',
      'gone: Telegram names no file to download',
      'the letter is no longer in the mailbox',
      'VK’s file server is busy (500)',
      null,
    ]
    expect(reasons.map((failure) => lostReason({ failure }))).toEqual(['tooLarge', 'tooLarge', 'gone', 'gone', 'other', 'other'])
  })
})

describe('other ways to a person', () => {
  const way = (conversationId: number, blockedAt: string | null): ConversationDto['ways'][number] => ({
    conversationId,
    channel: 'vk',
    account: 'main',
    to: '1',
    blockedAt,
  })

  it('are those that work; where none does, all of them', () => {
    expect(usableWays([way(1, 'x'), way(2, null)]).map((one) => one.conversationId)).toEqual([2])
    expect(usableWays([way(1, 'x'), way(2, 'x')])).toHaveLength(2)
  })

  it('show an address a person would know, never a platform’s number', () => {
    expect(['a@b.example', '+79160000000', '700101', 'x102'].map(readableAddress)).toEqual(['a@b.example', '+79160000000', null, null])
  })
})

describe('the form of a channel', () => {
  const schemas = {
    telegram: { parse: telegramSettings, names: Object.keys(telegramSettings.shape) },
    vk: { parse: vkSettings, names: Object.keys(vkSettings.shape) },
    email: { parse: emailSettings, names: Object.keys(emailSettings.in.shape) },
    api: { parse: apiSettings, names: Object.keys(apiSettings.shape) },
    bot: { parse: botSettings, names: Object.keys(botSettings.in.shape) },
  }
  const filled: Readonly<Record<AccountChannel, FieldValues>> = {
    telegram: { token: ' 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw ' },
    vk: { token: 'vk1.a.x', groupId: '123456' },
    email: { from: 'Ромашка <help@example.com>', imapUrl: 'imaps://a:b@mail.example/INBOX', smtpUrl: 'smtps://a:b@mail.example' },
    api: { url: 'https://gateway.example/otklik', secret: makeSecret() },
    bot: { appId: '3f0c-1', appPassword: 'secret' },
  }
  const settingsOf = (channel: AccountChannel, more: FieldValues = {}) =>
    toSettings(channel, { ...emptyValues(channel), ...filled[channel], ...more })

  it.each(accountChannels)('asks %s for nothing its settings do not have', (channel) => {
    const names = accountFields[channel].map(({ name }) => name)
    expect(names.filter((name) => !schemas[channel].names.includes(name))).toEqual([])
  })

  it.each(accountChannels)('filled where it must be, is taken by the settings of %s', (channel) => {
    expect(schemas[channel].parse.safeParse(settingsOf(channel)).error?.issues ?? []).toEqual([])
  })

  it.each(accountChannels)('marks as required what the settings of %s require', (channel) => {
    const refused = schemas[channel].parse.safeParse({}).error?.issues.map(({ path }) => path[0]) ?? []
    const required = accountFields[channel].filter(({ isRequired, when }) => isRequired && !when).map(({ name }) => name)
    expect([...new Set(refused)].toSorted()).toEqual(required.toSorted())
  })

  it('asks for what a called channel needs only when it is called, and sends it only then', () => {
    const secrets = { confirmation: 'a1b2', secret: 'hush' }
    expect(settingsOf('vk', secrets)).not.toHaveProperty('secret')
    const called = settingsOf('vk', { ...secrets, mode: 'callback' })
    expect(vkSettings.safeParse(called).success).toBe(true)
    expect(called).toMatchObject(secrets)
  })

  it('leaves what is empty to the defaults, and trims what was pasted', () => {
    expect(settingsOf('telegram')).toEqual({ token: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw', mode: 'polling', groups: false })
  })

  it('covers every secret', () => {
    const secret = /token$|secret|password|imapUrl|smtpUrl/i
    const open = accountChannels.flatMap((channel) =>
      accountFields[channel].filter(({ name, type }) => secret.test(name) && type === 'text'),
    )
    expect(open.map(({ name }) => name)).toEqual([])
  })

  it('finds the field the server did not take', () => {
    const fields = [{ name: 'settings.token', problem: 'no' }, { name: 'groupId' }, 'nonsense']
    expect(refusedFields({ fields })).toEqual([
      { name: 'token', problem: 'no' },
      { name: 'groupId', problem: '' },
    ])
    expect(refusedFields({})).toEqual([])
  })
})

describe('how an account is', () => {
  const [ok, , broken, failing, off] = seedDesk().accounts as [AccountDto, AccountDto, AccountDto, AccountDto, AccountDto]

  it('is told to admins when it is switched on and not well, the broken first', () => {
    expect(inTrouble([ok, failing, broken, { ...off, status: 'broken' }])).toEqual([broken, failing])
  })

  it('is said in words, also for a code this console does not know', () => {
    expect(stateReason(broken, t)).toBe(ru.accountReason.misconfigured)
    expect(stateReason({ ...broken, statusCode: 'moon' }, t)).toBe(ru.accountReason.broken)
    expect(stateReason({ ...failing, statusCode: null }, t)).toBe(ru.accountReason.failing)
  })

  it('a step of the test says why by its kind, else by what the step asks', () => {
    const said = 'Telegram does not know this bot token (Unauthorized)'
    expect(testReason({ name: 'token', reason: said }, t)).toEqual({ words: ru.testReason.misconfigured, said })
    expect(testReason({ name: 'reachable', reason: null }, t)).toEqual({ words: ru.testReason.unreachable, said: null })
    expect(testReason({ name: 'out', reason: 'blocked: they left us' }, t)).toEqual({ words: ru.testReason.blocked, said: 'they left us' })
    expect(testReason({ name: 'in', reason: null }, t).words).toBe(ru.testReason.other)
  })
})
