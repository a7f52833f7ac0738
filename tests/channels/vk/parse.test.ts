import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../../../src/channels/vk/parse.js'
import { type Fixture, fixtures, messageNew } from './fixtures/events.js'

const own = { groupChats: false }
const toRaw = (event: unknown) => Buffer.from(JSON.stringify(event))
const read = (event: unknown) => parse(toRaw(event), own)

describe('an event of VK', () => {
  test.each(fixtures.map((fixture): [string, Fixture] => [fixture.what, fixture]))('tells %s', (_what, { event, tells }) => {
    expect(read(event)).toEqual(tells)
  })

  test('has one name in each of its repetitions, and another than any other event', () => {
    const named = fixtures.flatMap(({ event }, at) => read({ ...event, event_id: `e${at}` }).map(({ externalId }) => externalId))
    const again = fixtures.flatMap(({ event }, at) => read({ ...event, event_id: `e${at}` }).map(({ externalId }) => externalId))
    expect(again).toEqual(named)
    const others = fixtures.filter(({ event }) => event.type !== 'message_new').map(({ event }, at) => ({ ...event, event_id: `e${at}` }))
    const ids = others.flatMap((event) => read(event).map(({ externalId }) => externalId))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('of a chat counts where chats are allowed', () => {
    const event = messageNew({ id: 0, peer_id: 2_000_000_003, conversation_message_id: 5 })
    expect(parse(toRaw(event), { groupChats: true })).toMatchObject([
      { type: 'message', conversation: '2000000003', externalId: '2000000003_5', sender: { externalId: '123456789' } },
    ])
  })

  test('keeps a message that has no number within its dialog', () => {
    expect(read(messageNew({ conversation_message_id: 0 }))).toMatchObject([{ type: 'message', externalId: '123456789_id4021' }])
  })

  test('keeps the words whatever is wrong with the rest', () => {
    const event = messageNew({
      date: 'soon',
      attachments: { a: 1 },
      fwd_messages: 'x',
      geo: 7,
      payload: { b: [] },
      reply_message: null,
      ref: 5,
    })
    expect(read(event)).toMatchObject([{ type: 'message', text: 'Мне привезли разбитый телефон', files: [], button: null }])
  })

  test('is clean of what no later hop can hold', () => {
    const doc = { type: 'doc', doc: { title: '\u202Efdp.exe\u0000', url: 'https://vk.com/doc1_1', ext: 'exe' } }
    expect(read(messageNew({ text: 'a\u0000b\ud800c\r\nd', attachments: [doc] }))).toMatchObject([
      { text: 'abc\nd', files: [{ name: 'fdp.exe', ref: { remote: 'https://vk.com/doc1_1' } }] },
    ])
  })

  test('is kept for a person when it is no event, under a name that is the same the next time', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '"text"',
      '{"type":5}',
      '\xff',
      '{"type":"message_new"}',
      '{"type":"message_new","object":[]}',
    ]) {
      const raw = Buffer.from(text, 'latin1')
      expect(parse(raw, own)).toMatchObject([{ type: 'unreadable', conversation: expect.stringMatching(/^stray-[0-9a-f]{64}$/) }])
      expect(parse(raw, own)).toEqual(parse(raw, own))
    }
  })

  test('with forwards as deep as anybody can send them is read without a stumble', () => {
    const nest = (depth: number): object => ({ text: `${depth}`, from_id: 5, fwd_messages: depth === 0 ? [] : [nest(depth - 1)] })
    expect(read(messageNew({ text: 'Вот', fwd_messages: [nest(30)] }))).toMatchObject([
      { text: expect.stringMatching(/^Вот\n30\n29\n(?:.|\n)*\n0$/) },
    ])
    expect(read(messageNew({ text: 'Вот', fwd_messages: [nest(150)] }))).toMatchObject([
      { text: expect.stringMatching(/^Вот\n150\n149\n/) },
    ])
    expect(read(messageNew({ text: 'Вот', fwd_messages: [nest(500)] }))).toMatchObject([{ type: 'unreadable', reason: 'nested too deep' }])
  })

  test('mutated in any place is told, cleanly and the same twice', () => {
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
      fc.constantFrom(null, '', 0, -1, 1e300, '\ud800', [], {}),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures),
        fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 4 }),
        (fixture, changes) => {
          const event = changes.reduce<unknown>((value, [place, put]) => mutate(value, place, put), fixture.event)
          const raw = toRaw(event)
          const events = parse(raw, own)
          expect(parse(raw, own)).toEqual(events)
          expect(JSON.stringify(events)).not.toMatch(/\\u0000|\\ud[89a-f]/)
          for (const told of events) {
            expect(told.conversation).not.toBe('')
            expect(Number.isNaN(Date.parse(told.at))).toBe(false)
            if (told.type === 'message') expect(told.text !== '' || told.files.length > 0).toBe(true)
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})

/** Puts a value into one place of a JSON value, by the number of that place. */
function mutate(value: unknown, place: number, put: unknown): unknown {
  const places: (readonly string[])[] = []
  const walk = (node: unknown, path: readonly string[]): void => {
    places.push(path)
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of Object.entries(node)) walk(child, [...path, key])
  }
  walk(value, [])
  return set(value, places[place % places.length] ?? [], put)
}

function set(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put
  if (Array.isArray(value)) return value.map((child, at) => (String(at) === key ? set(child, rest, put) : child))
  return typeof value === 'object' && value !== null ? { ...value, [key]: set(Reflect.get(value, key), rest, put) } : put
}
