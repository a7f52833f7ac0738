import type { Calendar, Interval, Weekday } from '../../../src/core/complaints/calendar.js'

/** `9:00-13:00, 14:00-18:00` as intervals. */
export function hours(text: string): Interval[] {
  const minute = (time: string) => Number(time.split(':')[0]) * 60 + Number(time.split(':')[1])
  return text === ''
    ? []
    : text.split(', ').map((part) => ({ fromMinute: minute(part.split('-')[0]!), toMinute: minute(part.split('-')[1]!) }))
}

export function calendarOf(timeZone: string, week: Partial<Record<Weekday, string>>, exceptions: Record<string, string> = {}): Calendar {
  const days = ([1, 2, 3, 4, 5, 6, 7] as const).map((day) => [day, hours(week[day] ?? '')])
  return {
    timeZone,
    week: Object.fromEntries(days),
    exceptions: Object.fromEntries(Object.entries(exceptions).map(([date, text]) => [date, hours(text)])),
  }
}

const everyDay = (text: string) => ({ 1: text, 2: text, 3: text, 4: text, 5: text, 6: text, 7: text })
const weekdays = (text: string) => ({ 1: text, 2: text, 3: text, 4: text, 5: text })

export const office = (timeZone: string, exceptions: Record<string, string> = {}): Calendar =>
  calendarOf(timeZone, weekdays('9:00-18:00'), exceptions)
export const roundTheClock = (timeZone: string): Calendar => calendarOf(timeZone, everyDay('0:00-24:00'))
const nights = (timeZone: string): Calendar => calendarOf(timeZone, everyDay('0:00-6:00, 22:00-24:00'))
const sundays = (timeZone: string, text: string): Calendar => calendarOf(timeZone, { 7: text })
const saturdays = (timeZone: string, text: string): Calendar => calendarOf(timeZone, { 6: text })

/** Russian production calendar: days moved by the government's orders for 2025 and 2026, the day before a holiday an hour shorter. */
export const russia = office('Europe/Moscow', {
  '2025-11-01': '9:00-17:00',
  '2025-11-03': '',
  '2025-11-04': '',
  '2025-12-31': '',
  '2026-01-01': '',
  '2026-01-02': '',
  '2026-01-05': '',
  '2026-01-06': '',
  '2026-01-07': '',
  '2026-01-08': '',
  '2026-01-09': '',
  '2026-02-23': '',
  '2026-11-03': '9:00-17:00',
  '2026-11-04': '',
})

type Row = readonly [name: string, calendar: Calendar, from: string, minutes: number, due: string]

/** Times on the wall with their offset, worked out by hand from the rules of each zone. */
export const workingRows: readonly Row[] = [
  ['within a day', russia, '2026-11-23T10:00+03:00', 120, '2026-11-23T12:00+03:00'],
  ['over a night', russia, '2026-11-23T17:00+03:00', 120, '2026-11-24T10:00+03:00'],
  ['over a weekend', russia, '2026-11-27T17:30+03:00', 60, '2026-11-30T09:30+03:00'],
  ['due at closing, not at the next opening', russia, '2026-11-27T17:00+03:00', 60, '2026-11-27T18:00+03:00'],
  ['from a Saturday', russia, '2026-11-28T12:00+03:00', 60, '2026-11-30T10:00+03:00'],
  ['from before opening', russia, '2026-11-23T03:00+03:00', 60, '2026-11-23T10:00+03:00'],
  ['from the very closing', russia, '2026-11-23T18:00+03:00', 1, '2026-11-24T09:01+03:00'],
  ['nothing to wait for', russia, '2026-11-22T15:00+03:00', 0, '2026-11-22T15:00+03:00'],
  ['over lunch', calendarOf('Europe/Moscow', weekdays('9:00-13:00, 14:00-18:00')), '2026-11-23T12:30+03:00', 60, '2026-11-23T14:30+03:00'],
  ['over the Russian new year', russia, '2025-12-30T17:00+03:00', 120, '2026-01-12T10:00+03:00'],
  ['into a moved working Saturday', russia, '2025-10-31T17:00+03:00', 120, '2025-11-01T10:00+03:00'],
  ['out of a shortened Saturday over two holidays', russia, '2025-11-01T16:00+03:00', 120, '2025-11-05T10:00+03:00'],
  ['over a holiday on a Monday', russia, '2026-02-20T17:00+03:00', 120, '2026-02-24T10:00+03:00'],
  ['ten working days with a short one and a holiday', russia, '2026-11-02T09:00+03:00', 5400, '2026-11-17T10:00+03:00'],
  ['into 29 February', russia, '2028-02-28T17:00+03:00', 120, '2028-02-29T10:00+03:00'],
  ['over the end of a February without it', russia, '2027-02-26T17:30+03:00', 60, '2027-03-01T09:30+03:00'],
  ['round the clock over the end of a year', roundTheClock('Europe/Moscow'), '2026-12-31T23:30+03:00', 60, '2027-01-01T00:30+03:00'],
  ['a night shift over midnight', nights('Europe/Moscow'), '2026-11-23T23:30+03:00', 60, '2026-11-24T00:30+03:00'],
  ['a night shift until the next evening', nights('Europe/Moscow'), '2026-11-23T05:30+03:00', 60, '2026-11-23T22:30+03:00'],
  ['Kaliningrad', office('Europe/Kaliningrad'), '2026-11-27T17:00+02:00', 120, '2026-11-30T10:00+02:00'],
  ['Kamchatka', office('Asia/Kamchatka'), '2026-11-27T17:00+12:00', 120, '2026-11-30T10:00+12:00'],
  ['Moscow hours for a morning in Kamchatka', russia, '2026-11-23T09:00+12:00', 60, '2026-11-23T10:00+03:00'],
  ['Berlin, round the clock, forward', roundTheClock('Europe/Berlin'), '2026-03-29T01:30+01:00', 60, '2026-03-29T03:30+02:00'],
  ['Berlin, a night without its third hour', nights('Europe/Berlin'), '2026-03-28T23:00+01:00', 300, '2026-03-29T05:00+02:00'],
  [
    'Berlin, a shift that loses its first hour',
    sundays('Europe/Berlin', '2:00-4:00'),
    '2026-03-29T00:00+01:00',
    60,
    '2026-03-29T04:00+02:00',
  ],
  [
    'Berlin, a shift that does not take place',
    sundays('Europe/Berlin', '2:00-3:00'),
    '2026-03-29T00:00+01:00',
    30,
    '2026-04-05T02:30+02:00',
  ],
  ['Berlin, office, forward', office('Europe/Berlin'), '2026-03-27T17:30+01:00', 60, '2026-03-30T09:30+02:00'],
  ['Berlin, round the clock, back', roundTheClock('Europe/Berlin'), '2026-10-25T01:30+02:00', 120, '2026-10-25T02:30+01:00'],
  ['Berlin, a night of nine hours', nights('Europe/Berlin'), '2026-10-24T23:00+02:00', 420, '2026-10-25T05:00+01:00'],
  ['Berlin, half an hour that comes twice', sundays('Europe/Berlin', '1:00-2:30'), '2026-10-25T00:00+02:00', 100, '2026-10-25T02:10+01:00'],
  ['Berlin, its first coming', sundays('Europe/Berlin', '1:00-2:30'), '2026-10-25T00:00+02:00', 90, '2026-10-25T02:30+02:00'],
  ['Berlin, office, back', office('Europe/Berlin'), '2026-10-23T17:30+02:00', 60, '2026-10-26T09:30+01:00'],
  ['New York, office, forward', office('America/New_York'), '2026-03-06T17:30-05:00', 60, '2026-03-09T09:30-04:00'],
  ['Kolkata', office('Asia/Kolkata'), '2026-11-23T17:45+05:30', 30, '2026-11-24T09:15+05:30'],
  ['Kathmandu', office('Asia/Kathmandu'), '2026-11-23T17:45+05:45', 30, '2026-11-24T09:15+05:45'],
  ['Shanghai', office('Asia/Shanghai', { '2026-10-01': '', '2026-10-02': '' }), '2026-09-30T17:00+08:00', 120, '2026-10-05T10:00+08:00'],
  ['Lord Howe, half an hour forward', roundTheClock('Australia/Lord_Howe'), '2026-10-04T01:45+10:30', 30, '2026-10-04T02:45+11:00'],
  ['Lord Howe, half an hour back', sundays('Australia/Lord_Howe', '1:00-2:00'), '2026-04-05T00:00+11:00', 80, '2026-04-05T01:50+10:30'],
  ['São Paulo, no midnight', roundTheClock('America/Sao_Paulo'), '2018-11-03T23:30-03:00', 60, '2018-11-04T01:30-02:00'],
  [
    'São Paulo, a shift from the midnight that is not',
    sundays('America/Sao_Paulo', '0:00-2:00'),
    '2018-11-03T20:00-03:00',
    60,
    '2018-11-04T02:00-02:00',
  ],
  [
    'São Paulo, the rule abolished a year later',
    sundays('America/Sao_Paulo', '0:00-2:00'),
    '2019-11-02T20:00-03:00',
    60,
    '2019-11-03T01:00-03:00',
  ],
  [
    'São Paulo, the last hour of Saturday twice',
    saturdays('America/Sao_Paulo', '22:00-24:00'),
    '2019-02-16T22:00-02:00',
    150,
    '2019-02-16T23:30-03:00',
  ],
  [
    "St. John's, back over midnight by 00:01",
    saturdays('America/St_Johns', '23:00-24:00'),
    '2010-11-06T23:00-02:30',
    90,
    '2010-11-06T23:31-03:30',
  ],
  ['Apia, a Friday that was skipped', office('Pacific/Apia'), '2011-12-29T17:00-10:00', 120, '2012-01-02T10:00+14:00'],
]

type DayRow = readonly [name: string, timeZone: string, from: string, days: number, due: string]

export const calendarDayRows: readonly DayRow[] = [
  ['ten days', 'Europe/Moscow', '2026-11-22T12:04+03:00', 10, '2026-12-02T12:04+03:00'],
  ['over the end of a year', 'Europe/Moscow', '2026-12-25T12:04+03:00', 10, '2027-01-04T12:04+03:00'],
  ['over 29 February', 'Europe/Moscow', '2028-02-28T12:04+03:00', 2, '2028-03-01T12:04+03:00'],
  ['over a change of the clocks', 'Europe/Berlin', '2026-03-28T12:00+01:00', 1, '2026-03-29T12:00+02:00'],
  ['into the hour that is skipped', 'Europe/Berlin', '2026-03-28T02:30+01:00', 1, '2026-03-29T03:30+02:00'],
  ['into the hour that comes twice', 'Europe/Berlin', '2026-10-24T02:30+02:00', 1, '2026-10-25T02:30+02:00'],
  ['from its second coming', 'Europe/Berlin', '2026-10-25T02:30+01:00', 1, '2026-10-26T02:30+01:00'],
  ['by half an hour', 'Australia/Lord_Howe', '2026-10-03T12:00+10:30', 1, '2026-10-04T12:00+11:00'],
  ['into a midnight that is not', 'America/Sao_Paulo', '2018-11-03T00:00-03:00', 1, '2018-11-04T01:00-02:00'],
  ['after the rule was abolished', 'America/Sao_Paulo', '2019-11-02T00:00-03:00', 1, '2019-11-03T00:00-03:00'],
  ['eight weeks in Kolkata', 'Asia/Kolkata', '2026-11-22T23:45+05:30', 56, '2027-01-17T23:45+05:30'],
  ['back in time', 'Europe/Berlin', '2026-03-30T12:00+02:00', -2, '2026-03-28T12:00+01:00'],
]
