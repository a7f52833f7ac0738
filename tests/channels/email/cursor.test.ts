import { expect, it } from 'vitest'
import { after, isKnown, placeIn, readCursor, writeCursor } from '../../../src/channels/email/cursor.js'

const day = 24 * 3_600_000
const started = 100 * day
const first = placeIn({ uidValidity: '7', uidNext: 51 }, null, started)

it('the first start goes on from the newest letter; a restart from where it stopped', () => {
  expect(first.uid).toBe(50)
  const stopped = after(first, { uid: 60, receivedAtMs: 110 * day })
  expect(placeIn({ uidValidity: '7', uidNext: 70 }, readCursor(writeCursor(stopped)), 0)).toEqual(stopped)
})

it('A20: under new UIDs it looks from the beginning, at what came about as late as the newest known letter or later', () => {
  const anew = placeIn({ uidValidity: '8', uidNext: 10 }, after(first, { uid: 60, receivedAtMs: 110 * day }), 0)
  expect(anew.uid).toBe(0)
  expect(isKnown(anew, { uid: 3, receivedAtMs: 105 * day })).toBe(true)
  expect(isKnown(anew, { uid: 4, receivedAtMs: 109.5 * day })).toBe(false)
  expect(isKnown(anew, { uid: 10, receivedAtMs: 1 * day }), 'a letter that is moved here later is news').toBe(false)
})

it('letters from before the first start are nobody’s news under new UIDs either', () => {
  expect(isKnown(placeIn({ uidValidity: '8', uidNext: 10 }, first, 0), { uid: 3, receivedAtMs: started - 1 })).toBe(true)
})

it('what is no cursor is a first start', () => {
  for (const text of [null, '', '{', '{"uid":"1"}', '[]']) expect(readCursor(text)).toBeNull()
})
