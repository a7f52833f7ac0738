import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toKeyboard } from '../../../src/channels/vk/keyboard.js'
import { toRandomId } from '../../../src/channels/vk/random-id.js'

const choicesOf = (count: number) => Array.from({ length: count }, (_one, at) => ({ value: `v${at}`, title: `Вариант ${at}` }))
const rowsOf = (count: number): number[] => JSON.parse(toKeyboard(choicesOf(count)) ?? '').buttons.map((row: unknown[]) => row.length)

test('up to six choices stand one below the other, more of them in pairs', () => {
  expect(toKeyboard([])).toBeNull()
  expect(rowsOf(1)).toEqual([1])
  expect(rowsOf(6)).toEqual([1, 1, 1, 1, 1, 1])
  expect(rowsOf(7)).toEqual([2, 2, 2, 1])
  expect(rowsOf(10)).toEqual([2, 2, 2, 2, 2])
})

test('more than VK shows under a message stand below the input field', () => {
  expect(JSON.parse(toKeyboard(choicesOf(11)) ?? '')).toMatchObject({ one_time: true })
  expect(rowsOf(11)).toEqual([2, 2, 2, 2, 2, 1])
  expect(rowsOf(40)).toEqual([4, 4, 4, 4, 4, 4, 4, 4, 4, 4])
})

test('a long title is cut between characters and shows that it was', () => {
  const [row] = JSON.parse(toKeyboard([{ value: 'a', title: `${'я'.repeat(38)}👨‍👩‍👧‍👦 и дети` }]) ?? '').buttons
  expect(row[0].action.label).toBe(`${'я'.repeat(38)}…`)
})

test('whatever is offered, the keyboard keeps VK’s limits', () => {
  const choice = fc.record({ value: fc.string({ maxLength: 150, unit: 'binary' }), title: fc.string({ maxLength: 60, unit: 'grapheme' }) })
  fc.assert(
    fc.property(fc.array(choice, { minLength: 1, maxLength: 45 }), (choices) => {
      const { inline = false, one_time, buttons } = JSON.parse(toKeyboard(choices) ?? '')
      expect(inline && one_time).not.toBe(true)
      expect(buttons.length).toBeLessThanOrEqual(inline ? 6 : 10)
      expect(buttons.flat().length).toBe(Math.min(choices.length, 40))
      for (const row of buttons) expect(row.length).toBeLessThanOrEqual(5)
      for (const { action } of buttons.flat()) {
        expect(action.label.length).toBeGreaterThanOrEqual(1)
        expect(action.label.length).toBeLessThanOrEqual(40)
        expect(Buffer.byteLength(action.payload ?? '')).toBeLessThanOrEqual(255)
      }
    }),
    { numRuns: 30 },
  )
})

test('random_id is the same for a key for ever, never 0, an int32, and another for the next keys and in another desk', () => {
  const signingKey = 'ab'.repeat(32)
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 2 ** 31 - 2 }), (key, further) => {
      const id = toRandomId(key, signingKey)
      expect(toRandomId(key, signingKey)).toBe(id)
      expect(Number.isInteger(id) && id >= 1 && id <= 2 ** 31 - 1).toBe(true)
      if (Number.isSafeInteger(key + further)) expect(toRandomId(key + further, signingKey)).not.toBe(id)
      expect(toRandomId(key, 'cd'.repeat(32))).not.toBe(id)
    }),
  )
})
