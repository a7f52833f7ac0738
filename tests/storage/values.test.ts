import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAway } from '../../src/storage/away.js'
import { readInteger, readTime } from '../../src/storage/values.js'

describe('values of the ledger', () => {
  it('a time reads as Date#toISOString writes it, whatever its fraction', () => {
    const years = { min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }
    fc.assert(
      fc.property(fc.date(years), fc.integer({ min: 0, max: 999 }), (date, micros) => {
        const iso = date.toISOString()
        const fraction = (iso.slice(20, 23) + String(micros).padStart(3, '0')).replace(/0+$/, '')
        const asPostgres = `${iso.slice(0, 19).replace('T', ' ')}${fraction && `.${fraction}`}+00`
        expect(readTime(asPostgres)).toBe(iso)
      }),
    )
  })

  it('a time of another zone or era is still the same moment', () => {
    expect(readTime('2026-03-01 12:05:07.5+03')).toBe('2026-03-01T09:05:07.500Z')
    expect(readTime('0044-03-15 00:00:00+00 BC')).toBe('-000043-03-15T00:00:00.000Z')
    expect(readTime('10000-01-01 00:00:00+00')).toBe('+010000-01-01T00:00:00.000Z')
    expect(readTime('-infinity')).toBe('-infinity')
  })

  it('a number too big to be exact is an error and not another number', () => {
    expect(readInteger('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
    expect(() => readInteger('9007199254740993')).toThrow('9007199254740993')
  })
})

describe('isAway', () => {
  const withCode = (code: string) => Object.assign(new Error('x'), { code })
  it.each([
    [true, withCode('ECONNREFUSED')],
    [true, withCode('57P01')],
    [true, withCode('08006')],
    [true, new AggregateError([withCode('ECONNREFUSED')])],
    [true, new Error('Connection terminated unexpectedly')],
    [false, withCode('23505')],
    [false, withCode('42P01')],
    [false, new Error('no such thing')],
    [false, 'Connection terminated'],
  ])('is %s for %s', (expected, error) => {
    expect(isAway(error)).toBe(expected)
  })
})
