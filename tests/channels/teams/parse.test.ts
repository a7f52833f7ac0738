import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../../../src/channels/teams/parse.js'
import { readConversation, toConversation } from '../../../src/channels/teams/reference.js'
import * as activities from './fixtures/activities.js'

const parsed = (activity: unknown) => parse(Buffer.from(typeof activity === 'string' ? activity : JSON.stringify(activity)))
const { teamsMessage } = activities
const chat = teamsMessage.conversation.id
const conversation = `msteams|https://smba.trafficmanager.net/emea|28:c9e8c047-2a34-40a1-b28a-b162d5f5327c|${chat}`
const told = {
  conversation,
  sender: { externalId: teamsMessage.from.id, name: 'Anna Berg' },
  at: '2026-11-22T07:15:00.613Z',
}

test('a message of Teams is read with everything that belongs to it, and its HTML twin is not a file', () => {
  expect(parsed(teamsMessage)).toEqual([
    {
      ...told,
      type: 'message',
      externalId: `msteams|${chat}|1485983408511`,
      text: 'The parcel is broken',
      files: [],
      button: null,
      language: 'en',
      context: {},
      groupId: null,
    },
  ])
})

describe('a message is read from', () => {
  const message = (fields: object) => parsed({ ...teamsMessage, attachments: null, ...fields })
  test.each([
    ['a channel, without the bot’s name and with everybody else’s', activities.teamsMention, { text: 'the parcel is broken' }],
    [
      'a file in OneDrive',
      activities.teamsFile,
      {
        text: '',
        files: [
          {
            name: 'file_example.txt',
            contentType: 'application/octet-stream',
            sizeBytes: null,
            ref: { remote: activities.teamsFile.attachments[0]?.content.downloadUrl },
          },
        ],
      },
    ],
    [
      'a picture that only the bot’s token opens',
      activities.teamsImage,
      {
        files: [
          {
            contentType: 'image/*',
            ref: { remote: 'bearer+https://smba.trafficmanager.net/emea/v3/attachments/0-weu-d1-aa/views/original' },
          },
        ],
      },
    ],
    ['a button of our card', activities.teamsPress, { text: 'Money back', button: 'refund', replyTo: `msteams|${chat}|1485983408510` }],
  ])('%s', (_what, activity, expected) => {
    expect(parsed(activity)).toMatchObject([{ type: 'message', ...expected }])
  })

  test.each([
    ['a value that is a text', { text: '', value: 'refund' }, { text: 'refund', button: 'refund' }],
    ['a rating', { text: '', value: 5 }, { text: '5', button: '5' }],
    ['Web Chat’s postBack', { text: 'refund', channelData: { postBack: true } }, { text: 'refund', button: 'refund' }],
    ['imBack, which is typing', { text: 'refund' }, { text: 'refund', button: null }],
    ['a form beside words', { text: 'hi', value: { a: 1 } }, { text: 'hi', button: null }],
    ['Chinese', { text: '包裹坏了', locale: 'zh-Hans-CN' }, { language: 'zh' }],
    [
      'what no later hop can hold',
      { text: 'a\u0000b\ud800c\r\nd', from: { id: 'x\u0000', name: 'A\u202e' } },
      { text: 'abc\nd', sender: { externalId: 'x', name: 'A' } },
    ],
    ['nobody', { from: null, locale: null, text: 'hi' }, { sender: { externalId: expect.stringMatching(/^msteams\|/), name: null } }],
  ])('%s', (_what, fields, expected) => {
    expect(message(fields)).toMatchObject([{ type: 'message', ...expected }])
  })

  test.each([
    ['http://169.254.169.254/latest'],
    ['https://evil.example/?sharepoint.com'],
    ['https://evilsharepoint.com/x'],
    ['http://contoso.sharepoint.com/x'],
    ['https://smba.trafficmanager.net:444/x'],
    ['https://user@directline.botframework.com/x'],
  ])('an attachment from elsewhere, whose address stays words: %s', (contentUrl) => {
    expect(message({ attachments: [{ contentType: 'image/png', contentUrl }] })).toMatchObject([
      { text: `The parcel is broken\n${contentUrl}`, files: [] },
    ])
  })
})

describe('what is not a message', () => {
  test.each([
    ['a reaction by name', activities.teamsReaction, { type: 'reaction', of: `msteams|${chat}|1575667808184`, emoji: '👍' }],
    [
      'a reaction that has no name here',
      { ...activities.teamsReaction, reactionsAdded: [{ type: '1f600' }] },
      { type: 'reaction', emoji: '1f600' },
    ],
    [
      'a reaction taken back',
      { ...activities.teamsReaction, reactionsAdded: null, reactionsRemoved: [{ type: 'like' }] },
      { type: 'reaction', emoji: null },
    ],
    [
      'another in its place',
      { ...activities.teamsReaction, reactionsAdded: [{ type: 'sad' }], reactionsRemoved: [{ type: 'like' }] },
      { emoji: '😢' },
    ],
    ['a person who came', activities.teamsMembersAdded, { type: 'started', payload: null, sender: { externalId: teamsMessage.from.id } }],
    ['a person who removed the app', activities.teamsRemoved, { type: 'left' }],
    ['typing', { ...teamsMessage, type: 'typing' }, { type: 'typing' }],
    ['the end', { ...teamsMessage, type: 'endOfConversation' }, { type: 'ended' }],
    ['a form without words', { ...teamsMessage, text: '', attachments: [], value: { a: 1 } }, { type: 'unreadable' }],
    [
      'somebody’s card',
      { ...teamsMessage, text: '', attachments: [{ contentType: 'application/vnd.microsoft.card.hero', content: {} }] },
      { type: 'unreadable' },
    ],
    ['a type of tomorrow', { ...teamsMessage, type: 'telepathy' }, { type: 'unreadable', reason: 'an activity of type telepathy' }],
    ['a wish to be forgotten', { ...teamsMessage, type: 'deleteUserData' }, { type: 'unreadable' }],
    [
      'an attachment list that is none',
      { ...teamsMessage, attachments: 'x' },
      { type: 'unreadable', reason: 'attachments is missing or wrong', conversation },
    ],
  ])('%s', (_what, activity, expected) => {
    expect(parsed(activity)).toMatchObject([expected])
  })

  test.each([
    ['handoff.status', activities.handoffStatus],
    ['the bot’s own coming', { ...activities.teamsMembersAdded, membersAdded: [{ id: '28:c9e8c047-2a34-40a1-b28a-b162d5f5327c' }] }],
    ['a member of a team', { ...activities.teamsMembersAdded, conversation: activities.teamsMention.conversation }],
    ['an invoke', { ...teamsMessage, type: 'invoke', name: 'task/fetch' }],
    ['a trace', { ...teamsMessage, type: 'trace' }],
    ['an empty message', { ...teamsMessage, text: ' ', attachments: [] }],
    ['a reaction to nothing', { ...activities.teamsReaction, replyToId: null }],
  ])('carries nothing: %s', (_what, activity) => {
    expect(parsed(activity)).toEqual([])
  })
})

describe('parse is total:', () => {
  const clean = /\\u0000|\\ud[89a-f]/
  test('whatever is posted becomes clean events, the same ones when it is read again', () => {
    const name = fc.constantFrom(
      'type',
      'text',
      'attachments',
      'entities',
      'value',
      'reactionsAdded',
      'replyToId',
      'membersAdded',
      'conversation',
      'from',
      'locale',
      'serviceUrl',
      'channelData',
      'id',
      '__proto__',
    )
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        'message',
        'messageReaction',
        'conversationUpdate',
        'messageUpdate',
        '\ud800',
        'a\u0000',
        [{ type: 'like' }],
        [{ id: '\u0000' }],
      ),
      fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.dictionary(name, value), fc.uint8Array(), (changes, bytes) => {
        for (const raw of [Buffer.from(JSON.stringify({ ...teamsMessage, ...changes })), bytes]) {
          const events = parse(raw)
          expect(JSON.stringify(events)).not.toMatch(clean)
          expect(parse(raw)).toEqual(events)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('what was an activity and was damaged is kept for a person', () => {
    const whole = Buffer.from(JSON.stringify(teamsMessage))
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (end) => {
        expect(parse(whole.subarray(0, end))).toMatchObject([{ type: 'unreadable', conversation: expect.stringMatching(/^stray-/) }])
      }),
    )
  })
})

test('a conversation’s id gives back all that an answer needs, whatever its parts are made of', () => {
  const part = fc.string({ minLength: 1, unit: fc.constantFrom('a', '|', '%', '7', 'C', ':', '25') })
  fc.assert(
    fc.property(part, part, part, (channelId, bot, id) => {
      const reference = { channelId, bot, conversation: id, serviceUrl: 'https://a.example/x%7Cy' }
      expect(readConversation(toConversation(reference))).toEqual(reference)
    }),
  )
  for (const text of ['', 'a|b|c|d', 'msteams|http://evil.example|b|c', 'msteams|https://a.example|b|c|d', 'msteams|https://a.example|b|'])
    expect(readConversation(text)).toBeNull()
})
