import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { categories } from '../../src/assist/categories.js'
import { gather } from '../../src/assist/evidence.js'
import { normalise } from '../../src/assist/normalise.js'
import { read } from '../../src/assist/read.js'
import { kinds, languages, risks } from '../../src/core/model/reading.js'
import { loadCorpus } from './corpus.js'

const texts = (['known', 'held-out'] as const).flatMap(loadCorpus).map(({ text }) => text)
const hidden = ['\u200b', '\u200c', '\u200d', '\u200e', '\u202e', '\u2066', '\u2069', '\ufeff', '\u00ad', '\u2060', '\ufe0f']
const keys: readonly string[] = categories.map(({ key }) => key)
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom(...texts))

describe('read', () => {
  it('gives a well-formed reading of any string', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const reading = read(text)
        expect(['none', ...kinds]).toContain(reading.kind)
        expect(languages).toContain(reading.language)
        expect(keys).toContain(reading.category)
        expect([0, 1, 2, 3]).toContain(reading.severity)
        expect([0, 1, 2, 3]).toContain(reading.urgency)
        for (const risk of reading.risks) expect(risks).toContain(risk)
        expect(reading.why.length).toBeGreaterThan(0)
      }),
    )
  })

  it('reads lone surrogates, zeros and half an emoji', () => {
    for (const text of ['\ud83d', '\udc00жалоба', 'a\u0000b', '\u0000', '👍\ud83c']) expect(() => read(text)).not.toThrow()
  })

  it('reads the same text the same way', () => {
    fc.assert(fc.property(anyText, (text) => void expect(read(text)).toEqual(read(text))))
  })

  it('does not see marks that nobody sees', () => {
    const marked = fc.tuple(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(60), fc.constantFrom(...hidden)), { maxLength: 8 }))
    fc.assert(
      fc.property(marked, ([text, marks]) => {
        const letters = Array.from(text)
        for (const [place, mark] of marks) letters.splice(place % (letters.length + 1), 0, mark)
        expect(read(letters.join(''))).toEqual(read(text))
      }),
    )
  })

  it('lets the hint change nothing but the language', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.constantFrom(...languages), (text, language) => {
        expect({ ...read(text, { language }), language: '' }).toEqual({ ...read(text), language: '' })
      }),
    )
  })
})

describe('a text of any length', () => {
  const longest = 4_001
  const unkind = [
    'не ',
    'жду ',
    'a.',
    '"a',
    "a'",
    'a*',
    '1-',
    'a@',
    '没',
    '退款一直不',
    '😡',
    'e\u0301\u0323',
    'not the ',
    '!',
    ' ',
    '\u200b',
    'three weeks ',
  ]

  it.each(unkind)('is cut to a bounded one, so 20,000 characters cost little more than 4,000: %j', (piece) => {
    expect(normalise(piece.repeat(20_000)).length).toBeLessThanOrEqual(longest)
    expect(read(piece.repeat(20_000)).why.length).toBeLessThanOrEqual(21)
  })

  it.each(unkind)('gives hits in proportion to its length: %j', (piece) => {
    const hits = (length: number) => gather(piece.repeat(Math.ceil(length / piece.length)).slice(0, length)).hits.length
    expect(hits(3_600)).toBeLessThanOrEqual(2.1 * hits(1_800) + 10)
  })

  it('is read at its beginning and at its end', () => {
    const filling = 'слово '.repeat(2_000)
    expect(read(`Жалоба на курьера. ${filling}`).why.join()).toContain('claim=')
    expect(read(`${filling} Верните деньги за разбитый телефон!`).why.join()).toContain('delivery.damage')
  })
})
