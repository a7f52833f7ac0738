import type { Instant } from '../model/ids.js'
import type { Language } from '../model/reading.js'
import { dayMs, minuteMs, msOf, offsetSpanAt, wallOf } from './zone.js'

export type DueQuestion = {
  readonly language: Language
  /** IANA; the zone is always named, since a customer may live in another. */
  readonly timeZone: string
  readonly now: Instant
  /** How the words stand in a sentence; `by` unless said. */
  readonly form?: 'by' | 'at'
}

/**
 * A due time in words that a person can keep: the day as seen from `now` (today, tomorrow, a weekday within six days, a date), the
 * time, and the zone.
 *
 * `by` is a whole adverbial; the template adds no «до», "by" or 前 of its own:
 * «Ответим {{ due }}» → «Ответим сегодня до 18:00 (МСК)», «Ответим в пн, 24 ноября, до 10:15 (МСК)»;
 * "We will reply {{ due }}" → "We will reply today by 18:00 (Moscow time, UTC+3)";
 * 「我们将在{{ due }}答复」 → 「我们将在今天 18:00（莫斯科时间，UTC+3）前答复」.
 *
 * `at` is the value of a label: «Ответим не позже: сегодня, 18:00 (МСК)».
 */
export function formatDue(iso: Instant, { language, timeZone, now, form = 'by' }: DueQuestion): string {
  const wallMs = wallOf(timeZone, msOf(iso))
  const day = dayWords(wallMs, wallOf(timeZone, msOf(now)), language, form)
  const time = new Date(wallMs).toISOString().slice(11, 16)
  const zone = zoneWords(msOf(iso), timeZone, language)
  if (language === 'zh') return `${day} ${time}（${zone}）${form === 'by' ? '前' : ''}`
  if (form === 'at') return `${day}, ${time} (${zone})`
  return `${day}${day.includes(',') ? ',' : ''} ${language === 'ru' ? 'до' : 'by'} ${time} (${zone})`
}

/** A length of time in whole minutes, rounded down: «2 ч 59 м», "2 h 59 min", 「2小时59分」; from 48 hours on, days and hours. */
export function durationWords(minutes: number, language: Language): string {
  const whole = Math.max(0, Math.floor(minutes))
  const { day, hour, minute, alone, gap } = units[language]
  const isLong = whole >= 48 * 60
  const [much, few] = isLong ? [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60)] : [Math.floor(whole / 60), whole % 60]
  const large = much > 0 ? [`${much}${gap}${isLong ? day : hour}`] : []
  const small = few > 0 || much === 0 ? [`${few}${gap}${isLong ? hour : much > 0 ? minute : alone}`] : []
  return [...large, ...small].join(gap)
}

const units = {
  ru: { day: 'д', hour: 'ч', minute: 'м', alone: 'м', gap: ' ' },
  en: { day: 'd', hour: 'h', minute: 'min', alone: 'min', gap: ' ' },
  zh: { day: '天', hour: '小时', minute: '分', alone: '分钟', gap: '' },
} as const satisfies Record<Language, object>

/** `en-001` is the English that belongs to no country: 24 November, 18:00, "New York Time". */
const locales: Readonly<Record<Language, string>> = { ru: 'ru', en: 'en-001', zh: 'zh-CN' }

/** Walls are read in UTC, so one set of formatters does for all zones. */
const formattersOf = (language: Language) => {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locales[language], { ...options, timeZone: 'UTC' })
  return {
    date: format({ day: 'numeric', month: 'long' }),
    dateAndYear: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    weekday: format({ weekday: language === 'en' ? 'long' : 'short' }),
  }
}
const formatters = { ru: formattersOf('ru'), en: formattersOf('en'), zh: formattersOf('zh') }

function dayWords(wallMs: number, nowWallMs: number, language: Language, form: 'by' | 'at'): string {
  const daysAhead = Math.floor(wallMs / dayMs) - Math.floor(nowWallMs / dayMs)
  const format = formatters[language]
  const date = format.date.format(wallMs)
  const weekday = format.weekday.format(wallMs)
  if (daysAhead === 0) return { ru: 'сегодня', en: 'today', zh: '今天' }[language]
  if (daysAhead === 1) return { ru: `завтра, ${date}`, en: `tomorrow, ${date}`, zh: `明天 ${date}` }[language]
  const on = form === 'by' ? { ru: weekday === 'вт' ? 'во ' : 'в ', en: 'on ', zh: '' }[language] : ''
  if (daysAhead > 1 && daysAhead < 7) return `${on}${language === 'zh' ? `${date}${weekday}` : `${weekday}, ${date}`}`
  const isThisYear = new Date(wallMs).getUTCFullYear() === new Date(nowWallMs).getUTCFullYear()
  return `${language === 'en' ? on : ''}${isThisYear ? date : format.dateAndYear.format(wallMs)}`
}

/** Names that everybody who reads the language knows without an offset. */
const familiar: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ru: { 'Europe/Moscow': 'МСК' },
  en: {},
  zh: { 'Asia/Shanghai': '北京时间' },
}

/** The zone a time is told in: «МСК», "Samara time, UTC+4". */
export function zoneWords(atMs: number, timeZone: string, language: Language): string {
  const known = familiar[language][timeZone]
  if (known) return known
  const offset = offsetWords(offsetSpanAt(timeZone, atMs).offsetMs)
  const name = zoneName(timeZone, language)
  return name === null ? offset : `${name}${language === 'zh' ? '，' : ', '}${offset}`
}

function offsetWords(offsetMs: number): string {
  if (offsetMs === 0) return 'UTC'
  const minutes = Math.round(Math.abs(offsetMs) / minuteMs)
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`
  return `UTC${offsetMs < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest}`
}

const zoneNames = new Map<string, string | null>()

/** The zone as its people call it, the same in summer and winter: «Самара», "Samara time"; null where there is but an offset. */
function zoneName(timeZone: string, language: Language): string | null {
  const key = `${language} ${timeZone}`
  const known = zoneNames.get(key)
  if (known !== undefined) return known
  const parts = new Intl.DateTimeFormat(locales[language], { timeZone, timeZoneName: 'shortGeneric' }).formatToParts(0)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
  const words = /^(?:GMT|UTC)/.test(name) ? null : name.replace(/ Time$/, ' time')
  zoneNames.set(key, words)
  return words
}
