import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNumbers, formatNumber, isNumber, normaliseNumber, withCheckDigit } from '../../../src/core/complaints/number.js'
import { languages } from '../../../src/core/model/reading.js'

const serial = fc.oneof(fc.integer({ min: 10_000, max: 99_999 }), fc.integer({ min: 10_000, max: 99_999_999 }))
const number = serial.map(withCheckDigit)

describe('withCheckDigit', () => {
  it("follows Damm's table", () => {
    expect([10_000, 10_001, 10_002].map(withCheckDigit)).toEqual(['100009', '100014', '100023'])
  })

  it('gives a good number that rises with its serial', () => {
    fc.assert(
      fc.property(serial, (value) => {
        expect(isNumber(withCheckDigit(value))).toBe(true)
        expect(Number(withCheckDigit(value + 1))).toBeGreaterThan(Number(withCheckDigit(value)))
      }),
    )
  })

  it.each([0, 999, -10_001, 10_000.5, Number.NaN, 1e10])('refuses %s as a serial', (value) => {
    expect(() => withCheckDigit(value)).toThrow(RangeError)
  })
})

describe('isNumber', () => {
  it('catches any single wrong digit', () => {
    const missed: string[] = []
    for (let value = 10_000; value < 30_000; value++) {
      const good = withCheckDigit(value)
      for (let at = 0; at < good.length; at++) {
        for (const digit of '0123456789') {
          const wrong = good.slice(0, at) + digit + good.slice(at + 1)
          if (wrong !== good && isNumber(wrong)) missed.push(wrong)
        }
      }
    }
    expect(missed).toEqual([])
  })

  it('catches any two neighbours swapped', () => {
    fc.assert(
      fc.property(number, fc.nat(), (good, where) => {
        const at = where % (good.length - 1)
        const swapped = good.slice(0, at) + good[at + 1] + good[at] + good.slice(at + 2)
        fc.pre(swapped !== good)
        expect(isNumber(swapped)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['', '0', '00000', '5724', '572000000005', '0100014', ' 100014', '100014 ', '1e5', '１０００１４'])(
    'does not take %j',
    (text) => {
      expect(isNumber(text)).toBe(false)
    },
  )
})

describe('formatNumber', () => {
  it('writes the sign of the language, a space and the digits', () => {
    expect(languages.map((language) => formatNumber('100014', language))).toEqual(['№ 100014', 'No. 100014', '单号 100014'])
  })

  it('is read back by normaliseNumber and found by findNumbers in every language', () => {
    fc.assert(
      fc.property(number, fc.constantFrom(...languages), (digits, language) => {
        expect(normaliseNumber(formatNumber(digits, language))).toBe(digits)
        expect(findNumbers(formatNumber(digits, language))).toEqual([digits])
      }),
    )
  })
})

describe('normaliseNumber', () => {
  it.each([
    '100014',
    ' 100014\n',
    '№100014',
    '№ 100 014',
    '№\u00a0100\u202f014',
    'No.100014',
    'no 100014',
    'NR. 100014',
    '#100014',
    '＃１０００１４',
    '单号：100014',
    '编号 100014',
    '100-014',
    '100–014',
    '1 0 0 0 1 4',
    '\u200b100\u200d014\u202c',
  ])('reads %j', (text) => {
    expect(normaliseNumber(text)).toBe('100014')
  })

  it.each(['', '№', '100013', '№ 100013', '100014 100023', '100014a', 'abc', '100  014', '-100014', '100.014', '000100014', '+100014'])(
    'does not read %j',
    (text) => {
      expect(normaliseNumber(text)).toBe(null)
    },
  )
})

describe('findNumbers', () => {
  it.each<[string, string[]]>([
    ['жалоба 100014', ['100014']],
    ['Это снова про №100014!', ['100014']],
    ['Жалоба № 100 014, когда ответ?', ['100014']],
    ['по 100014-й жалобе тишина', ['100014']],
    ['my complaint No. 100014.', ['100014']],
    ['Re: [#100014] broken phone', ['100014']],
    ['No100014', ['100014']],
    ['投诉100014怎么样了', ['100014']],
    ['单号：１０００１４，谢谢', ['100014']],
    ['№ 100014 и № 100023', ['100014', '100023']],
    ['100014 100023', ['100014', '100023']],
    ['100014, 100023; 100014', ['100014', '100023']],
    ['100014\n100023', ['100014', '100023']],
    ['№ 100014 12 мая', ['100014']],
    ['№ 100014 100023', ['100014', '100023']],
    ['8 912 345 67 89 100014', ['100014']],
    ['8(912)3456789 100014', ['100014']],
    ['13812345678 100014', ['100014']],
    ['212-555-0142 100014', ['100014']],
    ['№ 100 014 2026 года', ['100014']],
    ['жалоба 100014 2 дня назад', ['100014']],
    ['вот 100-014 и всё', ['100014']],
    ['(100014)', ['100014']],
    ['«100014»', ['100014']],
    ['https://desk.example/complaints/100014?a=1', ['100014']],
    ['+7 912 345-67-89, жалоба 100014', ['100014']],
    ['100\u200b014', ['100014']],
    ['с 22.11.2026 по жалобе 100014 ничего', ['100014']],
  ])('finds in %j %j', (text, expected) => {
    expect(findNumbers(text)).toEqual(expected)
  })

  it.each([
    'жалоба 100013',
    '№ 100013',
    '+7 (912) 100-01-42',
    '+79121000142',
    '8 912 100014 5',
    '8 (495) 100-01-42',
    '89121000142',
    '+44 20 7946 100014',
    '138 1000 1409',
    '13810001409',
    '212-100-0149',
    '4276 1000 1410 0014',
    '2100014',
    '№ 1000145 78',
    withCheckDigit(123_456_789),
    '1000142',
    'ORD100014',
    'заказ АБ-100014',
    '100014a',
    'a_100014',
    '100014.50',
    '1.100014',
    '2/100014',
    '$100014',
    '100014 руб.',
    '100014₽',
    '100 014 ₽',
    'v100014',
    '100\n014',
    '2026-11-14',
    '',
  ])('finds nothing in %j', (text) => {
    expect(findNumbers(text)).toEqual([])
  })

  it('leaves a date out even when its digits make a good number', () => {
    const good = Array.from({ length: 28 }, (_, day) => `2026-11-${String(day + 1).padStart(2, '0')}`).filter((date) =>
      isNumber(date.replaceAll('-', '')),
    )
    expect(good.length).toBeGreaterThan(0)
    expect(good.flatMap((date) => findNumbers(`${date}; ${date} 5`))).toEqual([])
  })

  it('leaves a phone number out even when its last digits make a good number', () => {
    const dialled = (local: string) => [
      `8 (495) ${local}`,
      `(495) ${local}`,
      `+7 495 ${local}`,
      `8-495-${local}`,
      `8 (495) ${local.replace(/-/g, '')}`,
    ]
    fc.assert(
      fc.property(fc.integer({ min: 100_000, max: 999_999 }).map(withCheckDigit), (local) => {
        const grouped = `${local.slice(0, 3)}-${local.slice(3, 5)}-${local.slice(5)}`
        expect(dialled(grouped).flatMap(findNumbers)).toEqual([])
      }),
    )
  })

  it('finds a number anywhere between words, however it is grouped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000, max: 99_999_999 }).map(withCheckDigit),
        fc.constantFrom('', ' ', '\u00a0', '-'),
        fc.constantFrom(['жалоба № ', ' где ответ'], ['', ''], ['hello #', '!'], ['我的单号', '呢'], ['a b c No. ', ' x']),
        (digits, gap, [before, after]) => {
          const grouped = digits.replace(/\B(?=(?:\d{3})+$)/g, gap)
          expect(findNumbers(`${before}${grouped}${after}`)).toEqual([digits])
        },
      ),
    )
  })

  it('gives good numbers only, whatever the text', () => {
    const piece = fc.constantFrom('1', '0', '4', '100014', ' ', '-', '+', '(', ')', '.', '№', '#', 'a', 'ж', '单号', '\n', '\u200b', '９')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const found = findNumbers(pieces.join(''))
        expect(found.every(isNumber)).toBe(true)
        expect(new Set(found).size).toBe(found.length)
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['1', '1 ', '1-', '№ 1 ', '(1', '+1 ', '100014 ', 'No'])(
    'reads 200,000 characters of %j in one pass',
    (piece) => {
      expect(findNumbers(piece.repeat(200_000 / piece.length)).length).toBeLessThan(10)
    },
    2000,
  )
})
