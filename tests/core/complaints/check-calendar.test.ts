import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../../src/core/complaints/calendar.js'
import { CalendarError, checkCalendar } from '../../../src/core/complaints/check-calendar.js'
import { calendarOf, office, roundTheClock, russia, workingRows } from './golden-due-times.js'

function problemsOf(calendar: Calendar): readonly string[] {
  try {
    checkCalendar(calendar)
    return []
  } catch (error) {
    if (error instanceof CalendarError) return error.problems
    throw error
  }
}

describe('checkCalendar', () => {
  it('finds nothing wrong with calendars that are in use', () => {
    expect([russia, roundTheClock('Asia/Kolkata'), ...workingRows.map(([, calendar]) => calendar)].flatMap(problemsOf)).toEqual([])
  })

  it('says that a week never works, even when single dates do', () => {
    expect(problemsOf(calendarOf('Europe/Moscow', {}, { '2026-11-23': '9:00-18:00' }))).toEqual([
      'The week has no working hours; give at least one day some.',
    ])
  })

  it('says everything at once, each with what to mend', () => {
    const week = {
      ...office('UTC').week,
      2: [{ fromMinute: 600, toMinute: 540 }],
      3: [{ fromMinute: 0, toMinute: 1441 }],
      4: [{ fromMinute: 0.5, toMinute: 9 }],
    }
    expect(problemsOf({ timeZone: 'Europe/Moskau', week, exceptions: { '2027-02-29': [], '1.1.2027': [] } })).toEqual([
      'The time zone "Europe/Moskau" is not known; use an IANA name such as Europe/Moscow.',
      'Weekday 2 has hours 600–540; use whole minutes from 0 to 1440, the end after the beginning.',
      'Weekday 3 has hours 0–1441; use whole minutes from 0 to 1440, the end after the beginning.',
      'Weekday 4 has hours 0.5–9; use whole minutes from 0 to 1440, the end after the beginning.',
      'The exception "2027-02-29" is no date; write it as 2026-12-31.',
      'The exception "1.1.2027" is no date; write it as 2026-12-31.',
    ])
  })

  it('sees hours that overlap, and takes hours that touch', () => {
    expect(problemsOf(calendarOf('UTC', { 1: '9:00-13:00, 12:00-18:00' }))).toEqual([
      'Weekday 1 has hours that overlap at minute 720; join them.',
    ])
    expect(problemsOf(calendarOf('UTC', { 1: '9:00-13:00, 13:00-18:00' }))).toEqual([])
  })

  it('misses no weekday that is missing', () => {
    const { 7: _sunday, ...week } = office('UTC').week
    expect(problemsOf({ ...office('UTC'), week: week as Calendar['week'] })).toEqual([
      'Weekday 7 is missing; give it [] when nobody works.',
    ])
  })
})
