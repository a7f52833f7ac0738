import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Envelope, toRaw } from '../../../src/channels/web/envelope.js'
import { parse } from '../../../src/channels/web/parse.js'

const envelope: Envelope = {
  id: 'conv|c-1',
  conversation: 'conv',
  user: { id: 'dl_anna', name: 'Анна' },
  receivedAt: '2026-11-22T07:15:00.000Z',
  files: [],
  activity: {},
}
const parsed = (activity: unknown, files: Envelope['files'] = []) => parse(toRaw({ ...envelope, activity, files }))
const message = (fields: object) => parsed({ type: 'message', ...fields })[0]
const photo = { stored: 'a'.repeat(64), name: 'photo.png', contentType: 'image/png', sizeBytes: 3 }

describe('a message', () => {
  test('is read with everything that belongs to it', () => {
    const activity = {
      type: 'message',
      text: 'Мне привезли разбитый телефон',
      from: { id: 'somebody', name: 'Else', role: 'bot' },
      timestamp: '1999-01-01T00:00:00Z',
      locale: 'en-GB',
      channelData: { clientActivityID: 'x', language: 'ru', page: 'https://shop.example/', utm: { source: 'mail', medium: 7 } },
    }
    expect(parsed(activity, [photo])).toEqual([
      {
        type: 'message',
        conversation: 'conv',
        externalId: 'conv|c-1',
        sender: { externalId: 'dl_anna', name: 'Анна' },
        at: '2026-11-22T07:15:00.000Z',
        text: 'Мне привезли разбитый телефон',
        files: [{ name: 'photo.png', contentType: 'image/png', sizeBytes: 3, ref: { stored: photo.stored } }],
        button: null,
        language: 'ru',
        context: { page: 'https://shop.example/', utm_source: 'mail' },
        groupId: null,
      },
    ])
  })

  test.each([
    [
      'our widget: the title as text, the value beside it',
      { text: 'Вернуть деньги', value: 'refund', channelData: { postBack: true } },
      'Вернуть деньги',
      'refund',
    ],
    ['Web Chat’s postBack: the value as text', { text: 'refund', channelData: { postBack: true } }, 'refund', 'refund'],
    ['messageBack', { text: 'Refund', value: 'refund', channelData: { messageBack: { displayText: 'Refund' } } }, 'Refund', 'refund'],
    ['a value alone', { value: 'refund' }, 'refund', 'refund'],
    ['a number', { value: 5 }, '5', '5'],
    ['imBack, which is typing', { text: 'refund' }, 'refund', null],
    ['a form: words are read, the form is not a button', { text: 'hi', value: { a: 1 } }, 'hi', null],
    ['a mark that is no mark', { text: 'hi', channelData: { postBack: 'true' } }, 'hi', null],
  ])('from a button of %s', (_what, fields, text, button) => {
    expect(message(fields)).toMatchObject({ type: 'message', text, button })
  })

  test.each([
    ['channelData.language before locale', { locale: 'en', channelData: { language: 'zh' } }, 'zh'],
    ['locale with a region', { locale: 'RU-ru' }, 'ru'],
    ['script and region', { locale: 'zh_Hans_CN' }, 'zh'],
    ['one that is not ours', { locale: 'de-DE' }, null],
    ['one that only begins like ours', { locale: 'run' }, null],
    ['an object', { channelData: { language: { $ne: '' } } }, null],
    ['none', {}, null],
  ])('in a language: %s', (_what, fields, language) => {
    expect(message({ text: 'hi', ...fields })).toMatchObject({ language })
  })

  test('keeps links to files elsewhere as words, since nothing is fetched from there', () => {
    const attachments = [
      { contentType: 'image/png', contentUrl: 'http://169.254.169.254/x' },
      { contentType: 'application/vnd.card', content: {} },
    ]
    expect(message({ text: 'see', attachments })).toMatchObject({ text: 'see\nhttp://169.254.169.254/x', files: [] })
    expect(message({ attachments })).toMatchObject({ text: 'http://169.254.169.254/x' })
  })

  test('is clean of what no later hop can hold', () => {
    expect(message({ text: 'a\u0000b\ud800c\u0007d\r\ne' })).toMatchObject({ text: 'abcd\ne' })
  })

  test('keeps context to short clean strings of known names', () => {
    const channelData = {
      page: 'x'.repeat(900),
      utm_source: 'a\u0000\u202eb',
      utm_evil: { a: 1 },
      __proto__: { page: 'y' },
      referrer: null,
      other: 'no',
    }
    expect(message({ text: 'hi', channelData })).toMatchObject({ context: { page: 'x'.repeat(500), utm_source: 'ab' } })
  })
})

describe('what is not a message', () => {
  test('tells that somebody types or that the conversation has ended', () => {
    expect(parsed({ type: 'typing' })).toMatchObject([{ type: 'typing', conversation: 'conv' }])
    expect(parsed({ type: 'endOfConversation' })).toMatchObject([{ type: 'ended', sender: { externalId: 'dl_anna' } }])
  })

  test.each(['event', 'conversationUpdate', 'messageReaction', 'invoke', 'trace', 'installationUpdate'])(
    'carries nothing when programs talk to each other: %s',
    (type) => {
      expect(parsed({ type, name: 'webchat/join', value: {} })).toEqual([])
    },
  )

  test('carries nothing when it is an empty message', () => {
    expect(parsed({ type: 'message', text: ' \u0000 ' })).toEqual([])
  })

  test.each([
    ['an unknown type', { type: 'somethingNew' }, 'an activity of type somethingNew'],
    ['a form without words', { type: 'message', value: { a: 1 } }, 'a form without words'],
    ['no type', { text: 'hi' }, 'type: '],
    ['a list', [], 'body: '],
    ['a wish to be forgotten', { type: 'deleteUserData' }, 'an activity of type deleteUserData'],
  ])('is kept for a person when it cannot be read: %s', (_what, activity, reason) => {
    expect(parsed(activity)).toMatchObject([{ type: 'unreadable', externalId: 'conv|c-1', reason: expect.stringContaining(reason) }])
  })
})

describe('parse', () => {
  test('keeps bytes that are no envelope for a person, under a name that is the same the next time', () => {
    const deep = `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
    for (const text of ['', '{', 'null', '{"id":1}', '\xff', deep, '[]', '"text"']) {
      const raw = Buffer.from(text, 'latin1')
      expect(parse(raw)).toMatchObject([{ type: 'unreadable', conversation: expect.stringMatching(/^stray-[0-9a-f]{64}$/) }])
      expect(parse(raw)).toEqual(parse(raw))
    }
  })

  test('is total, and what it tells of any activity is clean', () => {
    const key = fc.constantFrom('type', 'text', 'value', 'attachments', 'channelData', 'locale', 'from', 'id', '__proto__', 'page')
    const anything = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })
    const activity = fc.dictionary(key, fc.oneof(fc.constantFrom('message', 'typing', '\ud800', '\u0000'), anything))
    fc.assert(
      fc.property(activity, fc.uint8Array(), (value, bytes) => {
        for (const event of [...parsed(value), ...parse(bytes)]) {
          const told = JSON.stringify(event)
          expect(told).not.toMatch(/\\u0000|\\ud[89a-f]/)
          if (event.type === 'message') expect(event.text !== '' || event.files.length > 0).toBe(true)
        }
      }),
    )
  })
})
