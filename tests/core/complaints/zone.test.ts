import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf, msOf, offsetSpanAt, wallOf } from '../../../src/core/complaints/zone.js'

const zones = Intl.supportedValuesOf('timeZone')
const zone = fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Casablanca', 'America/Sao_Paulo', 'Asia/Gaza', 'UTC', ...zones)
const instant = fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2037, 0, 1) })

/** The offset as Intl names it: `GMT+05:30`, `GMT`. */
function namedOffsetMs(timeZone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs)
  const [, sign = '+', hours = '0', minutes = '0'] =
    /GMT(?:([+-])(\d\d):(\d\d))?/.exec(parts.find((part) => part.type === 'timeZoneName')?.value ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

describe('offsetSpanAt', () => {
  it('holds the instant, with the offset that Intl names, at both of its ends', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, atMs) => {
        const { startMs, endMs, offsetMs } = offsetSpanAt(timeZone, atMs)
        expect(atMs >= startMs && atMs < endMs).toBe(true)
        expect([atMs, startMs, endMs - 1].map((ms) => namedOffsetMs(timeZone, ms))).toEqual([offsetMs, offsetMs, offsetMs])
      }),
      { numRuns: 300 },
    )
  })

  it('leaves no time between two spans', () => {
    for (const timeZone of ['Europe/Berlin', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Asia/Kolkata']) {
      let span = offsetSpanAt(timeZone, Date.UTC(2025, 0, 1))
      for (let count = 0; count < 12; count++) {
        const next = offsetSpanAt(timeZone, span.endMs)
        expect(next.startMs).toBe(span.endMs)
        span = next
      }
    }
  })

  it('finds a change of the clocks to the second', () => {
    expect(offsetSpanAt('Europe/Berlin', Date.UTC(2026, 5, 1))).toEqual({
      startMs: Date.UTC(2026, 2, 29, 1),
      endMs: Date.UTC(2026, 9, 25, 1),
      offsetMs: 7_200_000,
    })
    expect(offsetSpanAt('America/St_Johns', Date.UTC(2010, 9, 1)).endMs).toBe(Date.UTC(2010, 10, 7, 2, 31))
  })

  it('refuses a zone that does not exist', () => {
    expect(() => offsetSpanAt('Europe/Moskau', 0)).toThrow(RangeError)
  })
})

describe('instantOf', () => {
  it('takes back what the wall shows, or its first coming when it comes twice', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, atMs) => {
        const wallMs = wallOf(timeZone, atMs)
        const back = instantOf(timeZone, wallMs)
        expect(wallOf(timeZone, back)).toBe(wallMs)
        expect(back).toBeLessThanOrEqual(atMs)
      }),
      { numRuns: 500 },
    )
  })
})

describe('msOf', () => {
  it.each(['', 'now', '2026-13-01', '22.11.2026 x'])('refuses %j', (text) => {
    expect(() => msOf(text)).toThrow('is not an ISO 8601 instant')
  })
})
