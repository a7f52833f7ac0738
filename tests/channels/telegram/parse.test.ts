import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parse } from '../../../src/channels/telegram/parse.js'
import { groupRows, rows } from './fixtures.js'

const read = (update: unknown, groups = false) => parse(Buffer.from(JSON.stringify(update)), { groups })

it.each(rows)('$name', ({ update, events }) => {
  const found = read(update)
  expect(found).toMatchObject(events)
  expect(found).toHaveLength(events.length)
})

it.each(groupRows)('$name, where groups are allowed and else nothing', ({ update, events }) => {
  expect(read(update, true)).toMatchObject(events)
  expect(read(update)).toEqual([])
})

it('a text stays what it was, also where it looks like mark-up or holds what no ledger can', () => {
  const [event] = read({
    update_id: 1,
    message: { message_id: 1, chat: { id: 5, type: 'private' }, date: 1, text: '<b>a</b>\u0000 & \ud800{{x}}\r\n…' },
  })
  expect(event).toMatchObject({ text: '<b>a</b> & {{x}}\n…' })
})

it('two edits of one message are two events, and the same edit read again is the same', () => {
  const edit = (updateId: number, text: string) => ({
    update_id: updateId,
    edited_message: { message_id: 1, chat: { id: 5, type: 'private' }, date: 1, edit_date: 2, text },
  })
  const idOf = (update: object) => read(update)[0]?.externalId
  expect(idOf(edit(1, 'a'))).not.toBe(idOf(edit(2, 'a')))
  expect(idOf(edit(1, 'a'))).not.toBe(idOf(edit(1, 'b')))
  expect(idOf(edit(1, 'a'))).toBe(idOf(edit(1, 'a')))
})

it.each([
  ['no JSON', Buffer.from('{"update_id":')],
  ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ['a list', Buffer.from('[1]')],
  ['deep', Buffer.from('['.repeat(10_000))],
  ['nothing', Buffer.alloc(0)],
])('bytes that are no update (%s) are kept for a person', (_, bytes) => {
  expect(parse(bytes, { groups: false })).toMatchObject([{ type: 'unreadable', conversation: expect.stringMatching(/^stray-/) }])
})

const known = [...rows, ...groupRows].map(({ update }) => update)

/** A known update with one place changed into anything, or taken away. */
const mutated = fc
  .tuple(
    fc.constantFrom(...known),
    fc.nat(),
    fc.option(fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 0, 2 ** 53, '', '\u0000', null, {}, []))),
  )
  .map(([update, seed, value]) => {
    const copy = structuredClone(update)
    const places: [Record<string, unknown>, string][] = []
    const walk = (node: unknown) => {
      if (typeof node !== 'object' || node === null) return
      for (const [key, child] of Object.entries(node)) {
        places.push([node as Record<string, unknown>, key])
        walk(child)
      }
    }
    walk(copy)
    const [node, key] = places[seed % places.length]!
    if (value === null) delete node[key]
    else node[key] = value
    return copy
  })

it('whatever stands in an update, it is read without an error, the same each time, into texts that every ledger holds', () => {
  fc.assert(
    fc.property(fc.oneof(mutated, fc.jsonValue()), fc.boolean(), (update, groups) => {
      const raw = Buffer.from(JSON.stringify(update))
      const events = parse(raw, { groups })
      expect(parse(raw, { groups })).toEqual(events)
      for (const event of events) {
        expect(event.conversation).toMatch(/^(?:-?[1-9]\d*|stray-[\da-f]{64})$/)
        expect(event.externalId.length).toBeGreaterThan(0)
        expect(event.externalId.length).toBeLessThan(120)
        expect(new Date(event.at).toISOString()).toBe(event.at)
        const text = JSON.stringify(event)
        expect(text).not.toContain('\\u0000')
        expect(text).not.toMatch(/\\ud[89a-f]/)
      }
    }),
    { numRuns: 2_000 },
  )
})

it('any bytes are read without an error', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => Array.isArray(parse(bytes, { groups: true }))))
})

it('a person is never lost: a message that the desk cannot read is an event all the same', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{3,12}$/), fc.jsonValue(), { minKeys: 1, maxKeys: 3 }), (fields) => {
      const events = read({ update_id: 9, message: { ...fields, message_id: 1, chat: { id: 5, type: 'private' }, date: 1 } })
      expect(events).toHaveLength(1)
    }),
  )
})
