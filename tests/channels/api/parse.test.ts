import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, toRaw } from '../../../src/channels/api/parse.js'

/** 2026-11-22T07:15:00Z */
const proof = { id: 'evt_1', timestamp: '1795331700' }
const parsed = (body: unknown) => parse(toRaw(proof, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))))
const from = { id: '+79991234567', name: 'Анна' }
const told = { conversation: '+79991234567', sender: { externalId: '+79991234567', name: 'Анна' }, at: '2026-11-22T07:15:00.000Z' }

test('a message is read with everything that belongs to it', () => {
  const file = { url: 'https://gateway.example/f/1', name: 'счёт.pdf', contentType: 'application/pdf', sizeBytes: 1_000 }
  const body = {
    type: 'message',
    id: 'm-1',
    conversation: 'c-1',
    from,
    text: 'Счёт неверный',
    files: [file],
    language: 'ru-RU',
    replyTo: 'gw-512',
  }
  expect(parsed({ ...body, at: '2026-11-22T10:14:00+03:00' })).toEqual([
    {
      type: 'message',
      conversation: 'c-1',
      externalId: 'm-1',
      sender: told.sender,
      at: '2026-11-22T07:14:00.000Z',
      text: 'Счёт неверный',
      files: [{ name: 'счёт.pdf', contentType: 'application/pdf', sizeBytes: 1_000, ref: { remote: 'https://gateway.example/f/1' } }],
      button: null,
      language: 'ru',
      context: {},
      groupId: null,
      replyTo: 'gw-512',
    },
  ])
})

test.each([
  [
    'a sender with nothing but a number',
    { id: 7, from: { id: 79991234567 }, text: 'hi' },
    { externalId: '7', conversation: '79991234567', sender: { externalId: '79991234567', name: null } },
  ],
  ['a pressed choice', { id: 'm', from, button: 'refund' }, { text: 'refund', button: 'refund' }],
  ['a choice with its title', { id: 'm', from, text: 'Вернуть деньги', button: 'refund' }, { text: 'Вернуть деньги', button: 'refund' }],
  ['a language that is not ours', { id: 'm', from, text: 'hi', language: 'de' }, { language: null }],
  [
    'fields that are null',
    { id: 'm', from, text: 'hi', files: [], language: null, replyTo: null, at: null, conversation: null },
    { ...told, text: 'hi' },
  ],
  [
    'characters that no later hop can hold',
    { id: 'm', from: { id: '1', name: 'a\u202eb' }, text: 'a\u0000b\r\nc' },
    { text: 'ab\nc', sender: { externalId: '1', name: 'ab' } },
  ],
])('a message is read from %s', (_what, fields, expected) => {
  expect(parsed({ type: 'message', ...fields })).toMatchObject([{ type: 'message', ...expected }])
})

describe('the other events', () => {
  test.each([
    [
      'a delivery by its key',
      { type: 'delivery', messageId: 512, state: 'delivered', conversation: '+7' },
      { type: 'receipt', of: { key: 512 }, state: 'delivered', isUpTo: false, reason: null, conversation: '+7' },
    ],
    [
      'a failed one with its reason',
      { type: 'delivery', messageId: '512', state: 'failed', reason: 'абонент\nвыключен' },
      { type: 'receipt', of: { key: 512 }, state: 'failed', reason: 'абонент выключен', conversation: '' },
    ],
    [
      'a call that began',
      { type: 'call', id: 'c-9', from, state: 'began' },
      { ...told, type: 'call', state: 'began', callId: 'c-9', recordingUrl: null, externalId: 'call|c-9|began' },
    ],
    [
      'a call that ended, with its recording',
      { type: 'call', id: 'c-9', from, state: 'ended', recordingUrl: 'https://pbx.example/r/9.mp3' },
      { type: 'call', state: 'ended', recordingUrl: 'https://pbx.example/r/9.mp3', externalId: 'call|c-9|ended' },
    ],
    ['somebody who left', { type: 'left', from, reason: 'STOP' }, { ...told, type: 'left', reason: 'STOP', externalId: 'event|evt_1' }],
    ['somebody who came back', { type: 'returned', from }, { ...told, type: 'returned' }],
    ['a type of tomorrow', { type: 'poll' }, { type: 'unreadable', reason: 'an event of type poll', externalId: 'event|evt_1' }],
  ])('%s', (_what, body, expected) => {
    expect(parsed(body)).toMatchObject([expected])
  })
})

const anything = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' })
const event = fc.dictionary(
  fc.constantFrom('type', 'id', 'from', 'text', 'files', 'state', 'messageId', 'conversation', 'at', 'button', 'language', '__proto__'),
  fc.oneof(
    fc.constantFrom<unknown>(
      'message',
      'delivery',
      'call',
      'left',
      'returned',
      'began',
      'failed',
      '\ud800',
      'a\u0000',
      { id: 'x\u0000' },
      { id: '1' },
      5,
    ),
    anything,
  ),
)

test('parse is total: whatever comes is one event, clean, and the same when it is read again', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        event.map((value) => toRaw(proof, Buffer.from(JSON.stringify(value)))),
        fc.uint8Array(),
      ),
      (raw) => {
        const events = parse(raw)
        expect(events).toHaveLength(1)
        expect(JSON.stringify(events)).not.toMatch(/\\u0000|\\ud[89a-f]/)
        expect(parse(raw)).toEqual(events)
      },
    ),
    { numRuns: 500 },
  )
})

test('parse is total over bodies that were right before they were damaged', () => {
  const right = JSON.stringify({
    type: 'message',
    id: 'm-1',
    from,
    text: 'Счёт',
    files: [{ url: 'https://a.example/1', name: 'x', contentType: 'a/b' }],
  })
  const bytes = Buffer.from(right)
  const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(damage, fc.nat(bytes.length), (places, end) => {
      const damaged = Buffer.from(bytes)
      for (const [place, value] of places) damaged[place] = value
      const [told] = parse(toRaw(proof, damaged.subarray(0, end)))
      expect(['message', 'unreadable']).toContain(told?.type)
      expect(told?.externalId).not.toBe('')
    }),
    { numRuns: 500 },
  )
})

test('damaged rows of the inbox are named by their bytes', () => {
  for (const text of ['', 'x', 'evt_1\n', 'evt_1\nyesterday\n{}', '\n1795331700\n{}']) {
    expect(parse(Buffer.from(text))).toMatchObject([{ type: 'unreadable', conversation: expect.stringMatching(/^stray-[0-9a-f]{64}$/) }])
  }
})
