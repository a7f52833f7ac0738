import { dayMs, instantOf, minuteMs, msOf, offsetSpanAt, wallOf } from './zone.js'

/** Minutes of a local day by the clock on the wall, `toMinute` not included. A night shift is two: 22:00–24:00 and 00:00–06:00. */
export type Interval = { readonly fromMinute: number; readonly toMinute: number }

/** ISO 8601: 1 is Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/**
 * When a team works. `exceptions` by local date (`2026-01-01`) stand in the place of the weekday: [] is a holiday, and a moved
 * working Saturday has hours. Working is what the local wall clock says: where clocks go forward the skipped hour is no work,
 * where they go back the repeated hour counts twice.
 */
export type Calendar = {
  readonly timeZone: string
  readonly week: Readonly<Record<Weekday, readonly Interval[]>>
  readonly exceptions: Readonly<Record<string, readonly Interval[]>>
}

/**
 * The instant by which `minutes` of working time have passed since `fromIso`; the earliest such, so a due time at closing is the
 * closing and not the next opening. 0 gives `fromIso` itself. A calendar that never works counts round the clock; one that does
 * not yield the minutes within ten years gives the end of those ten years.
 * @throws RangeError when `minutes` is negative or no number, or `fromIso` no instant.
 */
export function addWorkingMinutes(calendar: Calendar, fromIso: string, minutes: number): string {
  if (!(minutes >= 0)) throw new RangeError(`Working minutes are 0 or more, not ${minutes}.`)
  const fromMs = msOf(fromIso)
  let leftMs = Math.round(minutes * minuteMs)
  if (leftMs === 0) return isoOf(fromMs)
  let dueMs = Math.min(fromMs + Math.max(horizonMs, leftMs), lastInstantMs)
  eachShift(calendar, fromMs, fromMs + horizonMs, (startMs, endMs) => {
    if (endMs - startMs >= leftMs) {
      dueMs = startMs + leftMs
      return 'stop'
    }
    leftMs -= endMs - startMs
    return 'go on'
  })
  return isoOf(dueMs)
}

/** Working minutes, with fractions, from the first instant to the second; 0 when the second is not later; ten years at most. */
export function workingMinutesBetween(calendar: Calendar, fromIso: string, toIso: string): number {
  const fromMs = msOf(fromIso)
  let workedMs = 0
  eachShift(calendar, fromMs, Math.min(msOf(toIso), fromMs + horizonMs), (startMs, endMs) => {
    workedMs += endMs - startMs
    return 'go on'
  })
  return workedMs / minuteMs
}

export function isWorkingAt(calendar: Calendar, iso: string): boolean {
  const wallMs = wallOf(calendar.timeZone, msOf(iso))
  const day = Math.floor(wallMs / dayMs)
  return shiftsOn(prepare(calendar), day).some((shift) => wallMs - day * dayMs >= shift.fromMs && wallMs - day * dayMs < shift.toMs)
}

/** `iso` itself when it is working time, else the next opening. */
export function nextWorkingAt(calendar: Calendar, iso: string): string {
  const fromMs = msOf(iso)
  let nextMs = fromMs
  eachShift(calendar, fromMs, fromMs + horizonMs, (startMs) => {
    nextMs = startMs
    return 'stop'
  })
  return isoOf(nextMs)
}

/**
 * The same time on the wall, `days` calendar days later (statutory terms). Where the law counts to the end of that day this is
 * earlier, hence safe. A time that the clocks skip is moved on by what they skip; of a time that comes twice the first is meant.
 */
export function addCalendarDays(timeZone: string, fromIso: string, days: number): string {
  return isoOf(instantOf(timeZone, wallOf(timeZone, msOf(fromIso)) + days * dayMs))
}

/** Up to the next quarter of an hour, in any zone: all zones' offsets have been whole quarters since 1972. */
export function roundUpToQuarter(iso: string): string {
  return isoOf(Math.ceil(msOf(iso) / (15 * minuteMs)) * 15 * minuteMs)
}

const isoOf = (ms: number): string => new Date(ms).toISOString()

const horizonMs = 3653 * dayMs
const lastInstantMs = 8_640_000_000_000_000

type Shift = { readonly fromMs: number; readonly toMs: number }
/** A calendar made ready to be asked: shifts in order without overlaps, exceptions by days since 1970-01-01. */
type Prepared = { readonly week: readonly (readonly Shift[])[]; readonly exceptions: ReadonlyMap<number, readonly Shift[]> }

const prepared = new WeakMap<Calendar, Prepared>()
const roundTheClock: Prepared = { week: Array.from({ length: 7 }, () => [{ fromMs: 0, toMs: dayMs }]), exceptions: new Map() }

function prepare(calendar: Calendar): Prepared {
  const known = prepared.get(calendar)
  if (known) return known
  const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
  const week = weekdays.map((day) => toShifts(calendar.week[day]))
  const exceptions = new Map(Object.entries(calendar.exceptions).map(([date, hours]) => [Date.parse(date) / dayMs, toShifts(hours)]))
  const ready = week.some((shifts) => shifts.length > 0) ? { week, exceptions } : roundTheClock
  prepared.set(calendar, ready)
  return ready
}

function toShifts(intervals: readonly Interval[]): readonly Shift[] {
  const shifts: Shift[] = []
  for (const { fromMinute, toMinute } of [...intervals].sort((a, b) => a.fromMinute - b.fromMinute)) {
    const fromMs = Math.max(fromMinute * minuteMs, shifts.at(-1)?.toMs ?? 0)
    const toMs = Math.min(toMinute * minuteMs, dayMs)
    if (fromMs < toMs) shifts.push({ fromMs, toMs })
  }
  return shifts
}

function shiftsOn({ week, exceptions }: Prepared, day: number): readonly Shift[] {
  const thursday1970 = 3
  return exceptions.get(day) ?? week[(((day + thursday1970) % 7) + 7) % 7] ?? []
}

/**
 * Working stretches between two instants in the order of time. Walks by spans of one offset, in which local days are a ruler:
 * so clock changes are exact, even those that repeat or skip a midnight.
 */
function eachShift(calendar: Calendar, fromMs: number, toMs: number, see: (startMs: number, endMs: number) => 'go on' | 'stop') {
  const ready = prepare(calendar)
  for (let atMs = fromMs; atMs < toMs; ) {
    const { endMs: spanEndMs, offsetMs } = offsetSpanAt(calendar.timeZone, atMs)
    const stopMs = Math.min(spanEndMs, toMs)
    for (let day = Math.floor((atMs + offsetMs) / dayMs); day * dayMs - offsetMs < stopMs; day++) {
      const midnightMs = day * dayMs - offsetMs
      for (const shift of shiftsOn(ready, day)) {
        const startMs = Math.max(midnightMs + shift.fromMs, atMs)
        const endMs = Math.min(midnightMs + shift.toMs, stopMs)
        if (startMs < endMs && see(startMs, endMs) === 'stop') return
      }
    }
    atMs = stopMs
  }
}
