import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanLine, cleanText } from '../../src/core/clean-text.js'

const anyText = fc.string({ unit: 'binary' }).map((text) => text + String.fromCharCode(0xd800, 0, 0xdc00))

describe('a clean text', () => {
  test.each([
    ['a\u0000b', 'ab'],
    ['lone \ud83d and \ude00', 'lone  and '],
    ['a pair 😀 stays', 'a pair 😀 stays'],
    ['one\r\ntwo\rthree\n\tfour', 'one\ntwo\nthree\n\tfour'],
    ['\u001b[31mred\u007f\u0085', '[31mred'],
    ['и\u0306', 'й'],
    ['👨‍👩‍👧 и שלום\u200f', '👨‍👩‍👧 и שלום\u200f'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('of %j is %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  test('is well-formed, without U+0000, and clean already', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text)
        expect(Buffer.from(clean).toString()).toBe(clean)
        expect(clean).not.toContain('\u0000')
        expect(cleanText(clean)).toBe(clean)
      }),
    )
  })
})

describe('a clean line', () => {
  test.each([
    ['  Иван\n\tПетров ', 100, 'Иван Петров'],
    ['\u202eтексет', 100, 'тексет'],
    ['\u200b\u2066\ufeff', 100, ''],
    ['😀😀😀', 2, '😀😀'],
    ['ab cd', 3, 'ab'],
  ])('of %j, at most %i long, is %j', (text, limit, line) => {
    expect(cleanLine(text, limit)).toBe(line)
  })

  test('never is longer than asked, nor has a line end', () => {
    fc.assert(
      fc.property(anyText, fc.nat(20), (text, limit) => {
        const line = cleanLine(text, limit)
        expect(Array.from(line).length).toBeLessThanOrEqual(limit)
        expect(line).not.toMatch(/[\n\r\u2028\u2029]/)
        expect(Buffer.from(line).toString()).toBe(line)
      }),
    )
  })
})
