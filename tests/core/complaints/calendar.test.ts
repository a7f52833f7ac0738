import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addCalendarDays,
  addWorkingMinutes,
  type Calendar,
  isWorkingAt,
  nextWorkingAt,
  roundUpToQuarter,
  workingMinutesBetween,
} from '../../../src/core/complaints/calendar.js'
import { calendarDayRows, calendarOf, hours, office, roundTheClock, russia, workingRows } from './golden-due-times.js'

const iso = (text: string | number): string => new Date(text).toISOString()
const minute = 60_000

describe('addWorkingMinutes', () => {
  it.each(workingRows)('gives the golden due time: %s', (_name, calendar, from, minutes, due) => {
    expect(addWorkingMinutes(calendar, from, minutes)).toBe(iso(due))
  })

  it.each(workingRows)('is undone by workingMinutesBetween: %s', (_name, calendar, from, minutes, due) => {
    expect(workingMinutesBetween(calendar, from, due)).toBe(minutes)
  })

  it('counts round the clock when the calendar never works', () => {
    const never = calendarOf('Europe/Moscow', {}, { '2026-11-23': '' })
    expect(addWorkingMinutes(never, iso('2026-11-22T23:30+03:00'), 60)).toBe(iso('2026-11-23T00:30+03:00'))
    expect(isWorkingAt(never, iso('2026-11-23T12:00+03:00'))).toBe(true)
    expect(nextWorkingAt(never, iso('2026-11-23T12:00+03:00'))).toBe(iso('2026-11-23T12:00+03:00'))
  })

  it('ends after ten years, and stays monotonic, when the minutes are more than the calendar has', () => {
    const aMinuteAWeek = calendarOf('UTC', { 1: '9:00-9:01' })
    const tenYears = addWorkingMinutes(aMinuteAWeek, '2026-01-01T00:00:00.000Z', 1000)
    expect(tenYears).toBe('2036-01-02T00:00:00.000Z')
    expect(addWorkingMinutes(aMinuteAWeek, '2026-01-01T00:00:00.000Z', 521) < tenYears).toBe(true)
    expect(addWorkingMinutes(aMinuteAWeek, '2026-01-01T00:00:00.000Z', 1e7) > tenYears).toBe(true)
    expect(addWorkingMinutes(aMinuteAWeek, '2026-01-01T00:00:00.000Z', 1e12)).toBe('+275760-09-13T00:00:00.000Z')
  })

  it('outlasts a year of holidays', () => {
    const closed = Object.fromEntries(Array.from({ length: 365 }, (_, day) => [iso(Date.UTC(2026, 0, 1 + day)).slice(0, 10), '']))
    expect(addWorkingMinutes(office('UTC', closed), '2026-01-01T12:00:00.000Z', 60)).toBe('2027-01-01T10:00:00.000Z')
  })

  it('keeps to the milliseconds of its start', () => {
    expect(addWorkingMinutes(office('UTC'), '2026-11-23T10:00:30.123Z', 1)).toBe('2026-11-23T10:01:30.123Z')
    expect(addWorkingMinutes(office('UTC'), '2026-11-23T10:00:00.000Z', 0.5)).toBe('2026-11-23T10:00:30.000Z')
  })

  it.each([-1, Number.NaN])('refuses %s minutes', (minutes) => {
    expect(() => addWorkingMinutes(russia, '2026-11-23T10:00:00.000Z', minutes)).toThrow(RangeError)
  })

  it('refuses what is no instant, and a zone that does not exist', () => {
    expect(() => addWorkingMinutes(russia, 'tomorrow', 1)).toThrow('"tomorrow" is not an ISO 8601 instant.')
    expect(() => addWorkingMinutes(office('Europe/Moskau'), '2026-11-23T10:00:00.000Z', 1)).toThrow(RangeError)
  })
})

describe('workingMinutesBetween', () => {
  it('is 0 when the second instant is not later, so a clock set back gives no negative time', () => {
    expect(workingMinutesBetween(russia, '2026-11-23T12:00:00.000Z', '2026-11-23T11:00:00.000Z')).toBe(0)
    expect(workingMinutesBetween(russia, '2026-11-23T12:00:00.000Z', '2026-11-23T12:00:00.000Z')).toBe(0)
  })

  it('joins intervals that overlap instead of counting them twice', () => {
    const sloppy: Calendar = { ...office('UTC'), week: { ...office('UTC').week, 1: hours('12:00-18:00, 9:00-13:00') } }
    expect(workingMinutesBetween(sloppy, '2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z')).toBe(540)
  })

  it('gives the short and the long day of Berlin 23 and 25 hours', () => {
    const berlin = roundTheClock('Europe/Berlin')
    expect(workingMinutesBetween(berlin, '2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00')).toBe(23 * 60)
    expect(workingMinutesBetween(berlin, '2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00')).toBe(25 * 60)
  })
})

describe('isWorkingAt and nextWorkingAt', () => {
  it('opens on the minute and is closed at closing', () => {
    const at = (time: string) => isWorkingAt(russia, iso(`2026-11-23T${time}+03:00`))
    expect(['08:59:59', '09:00', '17:59:59', '18:00'].map(at)).toEqual([false, true, true, false])
  })

  it('gives the instant itself in working time and the next opening outside it', () => {
    expect(nextWorkingAt(russia, '2026-11-23T10:00:00.000Z')).toBe('2026-11-23T10:00:00.000Z')
    expect(nextWorkingAt(russia, '2026-11-27T15:00:00.000Z')).toBe(iso('2026-11-30T09:00+03:00'))
    expect(nextWorkingAt(russia, '2025-12-31T12:00:00.000Z')).toBe(iso('2026-01-12T09:00+03:00'))
  })
})

describe('addCalendarDays', () => {
  it.each(calendarDayRows)('gives the golden due time: %s', (_name, timeZone, from, days, due) => {
    expect(addCalendarDays(timeZone, from, days)).toBe(iso(due))
  })
})

describe('roundUpToQuarter', () => {
  it.each([
    ['10:00:00.000', '10:00:00.000'],
    ['10:00:00.001', '10:15:00.000'],
    ['10:14:59.999', '10:15:00.000'],
    ['10:59:00.000', '11:00:00.000'],
  ])('takes %s to %s', (from, to) => {
    expect(roundUpToQuarter(`2026-11-23T${from}Z`)).toBe(`2026-11-23T${to}Z`)
  })

  it('is a quarter on the wall of every zone there is', () => {
    const walls = Intl.supportedValuesOf('timeZone').map((timeZone) => [
      timeZone,
      wall(timeZone, Date.UTC(2026, 10, 23, 10, 15)).minute % 15,
    ])
    expect(walls.filter(([, rest]) => rest !== 0)).toEqual([])
  })
})

/** Times near which the clocks of these zones change, or do not any more. */
const changes: readonly (readonly [string, string])[] = [
  ['Europe/Moscow', '2026-12-31T12:00Z'],
  ['Europe/Berlin', '2026-03-28T12:00Z'],
  ['Europe/Berlin', '2026-10-24T12:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T06:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T06:00Z'],
  ['America/Sao_Paulo', '2018-11-03T18:00Z'],
  ['America/Sao_Paulo', '2019-02-16T18:00Z'],
  ['America/St_Johns', '2010-11-06T18:00Z'],
  ['Pacific/Apia', '2011-12-29T18:00Z'],
  ['Asia/Kolkata', '2028-02-28T12:00Z'],
  ['Africa/Casablanca', '2026-02-14T18:00Z'],
  ['America/New_York', '2026-11-01T00:00Z'],
]

const hoursOfADay = fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 }).map((cuts) => {
  const sorted = cuts.sort((a, b) => a - b).map((cut) => cut * 15)
  return sorted.flatMap((fromMinute, index) =>
    index % 2 === 0 && index + 1 < sorted.length ? [{ fromMinute, toMinute: sorted[index + 1]! }] : [],
  )
})

const question = fc
  .record({
    change: fc.constantFrom(...changes),
    week: fc.tuple(hoursOfADay, hoursOfADay, hoursOfADay, hoursOfADay, hoursOfADay, hoursOfADay, hoursOfADay),
    exceptions: fc.dictionary(fc.integer({ min: -2, max: 4 }).map(String), hoursOfADay, { maxKeys: 2 }),
    fromMinute: fc.integer({ min: -1440, max: 1440 }),
  })
  .map(({ change: [timeZone, near], week: [mo, tu, we, th, fr, sa, su], exceptions, fromMinute }) => {
    const dates = Object.entries(exceptions).map(([day, intervals]) => [
      iso(Date.parse(near) + Number(day) * 1440 * minute).slice(0, 10),
      intervals,
    ])
    const calendar: Calendar = {
      timeZone,
      week: { 1: mo, 2: tu, 3: we, 4: th, 5: fr, 6: sa, 7: su },
      exceptions: Object.fromEntries(dates),
    }
    return { calendar, fromMs: Date.parse(near) + fromMinute * minute, from: iso(Date.parse(near) + fromMinute * minute) }
  })
const minutes = fc.integer({ min: 0, max: 3000 })

const formats = new Map<string, Intl.DateTimeFormat>()

/** What hangs on the wall of a zone, read straight from Intl; knows nothing of the code under test. */
function wall(timeZone: string, atMs: number): { date: string; weekday: number; minute: number } {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(timeZone, format)
  const text = format.format(atMs)
  return {
    date: text.slice(0, 10),
    weekday: new Date(text.slice(0, 10)).getUTCDay() || 7,
    minute: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)),
  }
}

function worksByTheWall(calendar: Calendar, atMs: number): boolean {
  const { date, weekday, minute: now } = wall(calendar.timeZone, atMs)
  if (Object.values(calendar.week).every((day) => day.length === 0)) return true
  const intervals = calendar.exceptions[date] ?? calendar.week[weekday as keyof Calendar['week']]
  return intervals.some(({ fromMinute, toMinute }) => now >= fromMinute && now < toMinute)
}

describe('any calendar near any change of the clocks', () => {
  it('agrees, minute by minute, with what hangs on the wall', () => {
    fc.assert(
      fc.property(question, fc.integer({ min: 0, max: 3000 }), ({ calendar, fromMs, from }, length) => {
        let worked = 0
        for (let at = 0; at < length; at++) worked += Number(worksByTheWall(calendar, fromMs + at * minute))
        expect(workingMinutesBetween(calendar, from, iso(fromMs + length * minute))).toBe(worked)
        expect(isWorkingAt(calendar, from)).toBe(worksByTheWall(calendar, fromMs))
      }),
      { numRuns: 200 },
    )
  })

  it('gives due times that workingMinutesBetween takes back, and that lie at the end of work', () => {
    fc.assert(
      fc.property(question, minutes, ({ calendar, from }, length) => {
        const due = addWorkingMinutes(calendar, from, length)
        expect(workingMinutesBetween(calendar, from, due)).toBe(length)
        if (length > 0) expect(isWorkingAt(calendar, iso(Date.parse(due) - 1))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('never gives an earlier due time to more minutes or to a later start, and adds up', () => {
    fc.assert(
      fc.property(question, minutes, minutes, ({ calendar, fromMs, from }, first, second) => {
        const due = addWorkingMinutes(calendar, from, first)
        expect(addWorkingMinutes(calendar, due, second)).toBe(addWorkingMinutes(calendar, from, first + second))
        expect(addWorkingMinutes(calendar, from, first + second) >= due).toBe(true)
        expect(addWorkingMinutes(calendar, iso(fromMs + second * minute), first) >= due).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('opens next where no work lies before', () => {
    fc.assert(
      fc.property(question, ({ calendar, from }) => {
        const next = nextWorkingAt(calendar, from)
        expect(isWorkingAt(calendar, next)).toBe(true)
        expect(workingMinutesBetween(calendar, from, next)).toBe(0)
      }),
      { numRuns: 500 },
    )
  })

  it('moves a time by calendar days to the first coming of that time on the wall, if it comes at all', () => {
    const quarters = Array.from({ length: 4 * 26 + 1 }, (_, index) => (14 * 60 - index * 15) * minute)
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.integer({ min: -4320, max: 4320 }),
        fc.integer({ min: -3, max: 3 }),
        ([timeZone, near], shift, days) => {
          const fromMs = Date.parse(near) + shift * minute
          const from = wall(timeZone, fromMs)
          const wantedMs = Date.parse(from.date) + (days * 1440 + from.minute) * minute
          const wanted = { date: iso(wantedMs).slice(0, 10), minute: from.minute }
          const comes = (atMs: number) => wall(timeZone, atMs).date === wanted.date && wall(timeZone, atMs).minute === wanted.minute
          const first = quarters.map((offsetMs) => wantedMs - offsetMs).find(comes)
          if (first !== undefined) expect(addCalendarDays(timeZone, iso(fromMs), days)).toBe(iso(first))
        },
      ),
      { numRuns: 500 },
    )
  })
})
