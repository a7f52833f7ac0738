import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countParts } from '../../../src/channels/api/count-parts.js'

/** Boundaries by 3GPP TS 23.038 and TS 23.040: https://www.3gpp.org/dynareport/23038.htm */
test.each([
  ['nothing', '', 'GSM-7', 1],
  ['160 letters', 'a'.repeat(160), 'GSM-7', 1],
  ['161 letters', 'a'.repeat(161), 'GSM-7', 2],
  ['306 letters', 'a'.repeat(306), 'GSM-7', 2],
  ['307 letters', 'a'.repeat(307), 'GSM-7', 3],
  ['80 euros, which are two septets each', '€'.repeat(80), 'GSM-7', 1],
  ['81 euros', '€'.repeat(81), 'GSM-7', 2],
  ['152 letters, then an escape that may not be cut', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3],
  ['Greek capitals and German umlauts', 'ΔΦΓΛΩΠΨΣΘΞ äöüß Ç', 'GSM-7', 1],
  ['a small c with cedilla, which only the capital is', 'ç', 'UCS-2', 1],
  ['70 Russian letters', 'ж'.repeat(70), 'UCS-2', 1],
  ['71 Russian letters', 'ж'.repeat(71), 'UCS-2', 2],
  ['134 Russian letters', 'ж'.repeat(134), 'UCS-2', 2],
  ['135 Russian letters', 'ж'.repeat(135), 'UCS-2', 3],
  ['one Russian letter among 100', `${'a'.repeat(100)}ж`, 'UCS-2', 2],
  ['35 emoji', '👍'.repeat(35), 'UCS-2', 1],
  ['36 emoji', '👍'.repeat(36), 'UCS-2', 2],
  ['67 emoji, of which 33 go into a part and none is cut', '👍'.repeat(67), 'UCS-2', 3],
  ['Chinese', '单号'.repeat(35), 'UCS-2', 1],
  ['what the limit allows', 'ж'.repeat(670), 'UCS-2', 10],
])('%s', (_what, text, encoding, parts) => {
  expect(countParts(text)).toEqual({ encoding, parts })
})

test('a longer text never takes fewer parts, and no part holds more than it can', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 100 }), (text, more) => {
      const { encoding, parts } = countParts(text)
      expect(countParts(text + more).parts).toBeGreaterThanOrEqual(parts)
      expect(parts).toBeGreaterThanOrEqual(text.length / (encoding === 'GSM-7' ? 160 : 70))
    }),
  )
})
