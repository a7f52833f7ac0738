import type { Calendar, Interval } from './calendar.js'

/** What is wrong with a calendar, each a sentence that says what to mend. */
export class CalendarError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join(' '))
    this.name = 'CalendarError'
  }
}

/** @throws CalendarError with everything at once: unknown zone, impossible hours or dates, and a week that never works. */
export function checkCalendar(calendar: Calendar): void {
  const problems = [...zoneProblems(calendar.timeZone)]
  const days = Object.entries(calendar.week)
  for (const [day, intervals] of days) problems.push(...hoursProblems(`Weekday ${day}`, intervals))
  for (const [date, intervals] of Object.entries(calendar.exceptions)) {
    if (!isDate(date)) problems.push(`The exception "${date}" is no date; write it as 2026-12-31.`)
    problems.push(...hoursProblems(date, intervals))
  }
  for (const day of ['1', '2', '3', '4', '5', '6', '7']) {
    if (!days.some(([known]) => known === day)) problems.push(`Weekday ${day} is missing; give it [] when nobody works.`)
  }
  if (!days.some(([, intervals]) => intervals.length > 0)) problems.push('The week has no working hours; give at least one day some.')
  if (problems.length > 0) throw new CalendarError(problems)
}

function zoneProblems(timeZone: string): readonly string[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return []
  } catch {
    return [`The time zone "${timeZone}" is not known; use an IANA name such as Europe/Moscow.`]
  }
}

function hoursProblems(where: string, intervals: readonly Interval[]): readonly string[] {
  const problems: string[] = []
  let endMinute = 0
  for (const { fromMinute, toMinute } of [...intervals].sort((a, b) => a.fromMinute - b.fromMinute)) {
    const isWhole = Number.isInteger(fromMinute) && Number.isInteger(toMinute)
    if (!isWhole || fromMinute < 0 || toMinute > 1440 || fromMinute >= toMinute) {
      problems.push(`${where} has hours ${fromMinute}–${toMinute}; use whole minutes from 0 to 1440, the end after the beginning.`)
    } else if (fromMinute < endMinute) {
      problems.push(`${where} has hours that overlap at minute ${fromMinute}; join them.`)
    }
    endMinute = Math.max(endMinute, toMinute)
  }
  return problems
}

function isDate(text: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}
