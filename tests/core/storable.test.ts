import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { storableId } from '../../src/core/storable.js'
import { openTestCore, type TestCore } from '../support/core.js'

let core: TestCore
beforeEach(async () => {
  core = await openTestCore()
})
afterEach(() => core.close())

describe('ids and texts that no ledger could keep', () => {
  it.each([
    ['U+0000', 'a\0b'],
    ['half a surrogate pair', 'a\ud83d'],
    ['ten thousand characters', 'я'.repeat(10_000)],
  ])('with %s lose nothing, are known again, and keep nobody else waiting', async (_, id) => {
    const arrive = () =>
      core.arrive({ type: 'message', externalId: id, conversation: id, text: `Привезли разбитый телефон ${id.slice(0, 50)}` })
    await Promise.all([arrive(), core.say('Курьер нагрубил', { conversation: 'next' })])
    await arrive()
    await core.settle()
    expect(await core.rows('select from complaints')).toHaveLength(2)
    expect(await core.rows(`select from messages where direction = 'in'`)).toHaveLength(2)
    expect(core.errors).toEqual([])
  })
})

it('an id stays as it is where it can be kept, and two different ones never become one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 900 }), fc.string({ unit: 'binary', maxLength: 900 }), (a, b) => {
      const [first, second] = [storableId(a), storableId(b)]
      expect(first === second).toBe(a === b)
      expect(Buffer.byteLength(first)).toBeLessThanOrEqual(600)
      expect(first.includes('\0')).toBe(false)
      expect(Buffer.from(first).toString()).toBe(first)
    }),
  )
  expect(storableId('<abc@mail.example>')).toBe('<abc@mail.example>')
})
