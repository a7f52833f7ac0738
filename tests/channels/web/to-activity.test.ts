import { Activity } from '@microsoft/agents-activity'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outgoingId, postedId, readPostedId } from '../../../src/channels/web/activity-id.js'
import { openWebChannel } from '../../../src/channels/web/index.js'
import { webSettings } from '../../../src/channels/web/settings.js'
import { type Reader, toActivity, toEndActivity, toTypingActivity } from '../../../src/channels/web/to-activity.js'
import type { PublicMessage } from '../../../src/core/channel.js'
import { contentDisposition } from '../../../src/core/content-disposition.js'
import type { AccountId, FileId, MessageId } from '../../../src/core/model/ids.js'

const message: PublicMessage = {
  id: 1234 as MessageId,
  seq: 3,
  direction: 'out',
  author: { kind: 'operator', name: 'Мария Петрова', staffId: null },
  text: 'Чего бы вам хотелось?',
  choices: [
    { value: 'refund', title: 'Вернуть деньги' },
    { value: 'replace', title: 'Заменить' },
  ],
  ask: 'choice',
  files: [{ id: 5 as FileId, name: 'акт.pdf', contentType: 'application/pdf', sizeBytes: 10 }],
  externalId: null,
  complaint: { number: '100013', statusUrl: 'https://desk.example/status/abc' },
  at: '2026-11-22T07:15:00.000Z',
}
const reader: Reader = { conversation: 'conv', user: 'dl_anna', fileUrl: ({ id }) => `https://desk.example/files/${id}` }

describe('an activity', () => {
  test('shows a message of the desk with its buttons, files and what the widget needs', () => {
    expect(toActivity(message, reader)).toEqual({
      type: 'message',
      id: 'conv|0001234',
      timestamp: '2026-11-22T07:15:00.000Z',
      channelId: 'directline',
      conversation: { id: 'conv' },
      from: { id: 'desk', name: 'Мария Петрова', role: 'bot' },
      text: 'Чего бы вам хотелось?',
      textFormat: 'plain',
      inputHint: 'expectingInput',
      attachments: [{ contentType: 'application/pdf', contentUrl: 'https://desk.example/files/5', name: 'акт.pdf' }],
      suggestedActions: {
        to: [],
        actions: [
          { type: 'postBack', title: 'Вернуть деньги', text: 'Вернуть деньги', displayText: 'Вернуть деньги', value: 'refund' },
          { type: 'postBack', title: 'Заменить', text: 'Заменить', displayText: 'Заменить', value: 'replace' },
        ],
      },
      channelData: {
        otklik: {
          author: { kind: 'operator', name: 'Мария Петрова' },
          complaint: { number: '100013', statusUrl: 'https://desk.example/status/abc' },
          ask: { kind: 'choice' },
        },
      },
    })
  })

  test('is one by Microsoft’s own schema, whatever is shown', () => {
    const inbound = { ...message, direction: 'in' as const, externalId: 'conv|c-key', choices: [], ask: null, files: [], complaint: null }
    for (const activity of [toActivity(message, reader), toActivity(inbound, reader), toTypingActivity('conv'), toEndActivity('conv')]) {
      expect(() => Activity.fromObject(activity)).not.toThrow()
    }
  })

  test('of the customer comes back as theirs', () => {
    const inbound = { ...message, direction: 'in' as const, author: { kind: 'person' as const, name: null }, externalId: 'conv|c-key' }
    expect(toActivity(inbound, reader)).toMatchObject({
      id: 'conv|c-key',
      from: { id: 'dl_anna', name: '', role: 'user' },
      channelData: { clientActivityID: 'key', otklik: { author: { kind: 'person', name: null } } },
    })
  })

  test('that a server posted comes back by whom it said', () => {
    const externalId = postedId('conv', { sender: 'customer-42', clientId: null })
    const inbound = { ...message, direction: 'in' as const, externalId }
    expect(toActivity(inbound, { ...reader, user: null }).from).toMatchObject({ id: 'customer-42', role: 'user' })
  })
})

describe('an activity id', () => {
  const anyId = fc.option(fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }), fc.stringMatching(/^[\w.@-]{1,64}$/)))

  test('is the same for the same post and another for another', () => {
    fc.assert(
      fc.property(anyId, anyId, anyId, anyId, (sender, clientId, otherSender, otherClientId) => {
        const id = postedId('conv', { sender, clientId })
        expect(id.startsWith('conv|')).toBe(true)
        expect(id === postedId('conv', { sender, clientId })).toBe(clientId !== null)
        const isSame = sender === otherSender && clientId === otherClientId
        if (!isSame) expect(postedId('conv', { sender: otherSender, clientId: otherClientId })).not.toBe(id)
      }),
    )
  })

  test('tells back what is plain and nothing else', () => {
    const plain = (text: string | null) => (text !== null && /^[\w.@-]{1,64}$/.test(text) ? text : null)
    fc.assert(
      fc.property(anyId, anyId, (sender, clientId) => {
        expect(readPostedId(postedId('conv', { sender, clientId }))).toEqual({ sender: plain(sender), clientId: plain(clientId) })
      }),
    )
    expect(readPostedId('')).toEqual({ sender: null, clientId: null })
  })

  test('of the desk’s messages cannot be taken by a customer’s', () => {
    expect(postedId('conv', { sender: null, clientId: '0001234' })).not.toBe(outgoingId('conv', 1234 as MessageId))
  })
})

test('a name in Content-Disposition is read back whole, and its plain form is plain', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const header = contentDisposition('attachment', name)
      expect(header).toMatch(/^attachment; filename="[ !#-[\]-~]*"; filename\*=UTF-8''[\w%.!~-]*$/)
      expect(decodeURIComponent(header.split("''").at(-1) ?? '')).toBe(name)
    }),
  )
})

describe('the channel', () => {
  const settings = { publicUrl: 'https://desk.example/', secret: '12345678', signingKey: 'k'.repeat(32) }

  test('has sent what is committed, under an id that a second send repeats', async () => {
    const channel = openWebChannel(webSettings.parse(settings), { now: () => 0, findSite: () => null })
    const outgoing = {
      ...message,
      key: 7,
      accountId: 1 as AccountId,
      conversation: 'conv',
      to: 'visitor',
      language: 'ru' as const,
      subject: null,
      earlier: [],
    }
    const send = () => channel.send(outgoing, new AbortController().signal)
    expect([await send(), await send()]).toEqual([{ externalId: 'conv|0001234' }, { externalId: 'conv|0001234' }])
  })

  test('knows origins by what a browser sends', () => {
    const { publicUrl, origins } = webSettings.parse({ ...settings, origins: ['https://Shop.example:443/cart', 'http://127.0.0.1:3000'] })
    expect({ publicUrl, origins }).toEqual({
      publicUrl: 'https://desk.example',
      origins: ['https://shop.example', 'http://127.0.0.1:3000'],
    })
  })

  test.each([
    [{ publicUrl: 'desk.example' }],
    [{ publicUrl: 'ftp://desk.example' }],
    [{ secret: '1234567' }],
    [{ signingKey: 'short' }],
    [{ origins: ['*'] }],
  ])('does not open with %j', (wrong) => {
    expect(webSettings.safeParse({ ...settings, ...wrong }).success).toBe(false)
  })
})
