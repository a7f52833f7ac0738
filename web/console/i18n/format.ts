import type { Language } from './i18n'
import type { Translate } from './use-words'

/** English without a country: the day before the month, and 24 hours, as in the other two. */
const locales: Readonly<Record<Language, string>> = { ru: 'ru', en: 'en-GB', zh: 'zh-CN' }

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const formats = new Map<string, Intl.DateTimeFormat>()
function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locales[language], options)
    formats.set(key, format)
  }
  return format
}

export const formatTime = (at: string | number | Date, language: Language): string =>
  dateFormat(language, { hour: '2-digit', minute: '2-digit' }).format(new Date(at))

/** Whole days from `now` to `at` by the calendar of this device: 0 today, 1 tomorrow. */
export function dayDistance(at: string | number | Date, now: number): number {
  const startOf = (moment: Date): number => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime()
  return Math.round((startOf(new Date(at)) - startOf(new Date(now))) / day)
}

export function formatDay(at: string | number | Date, language: Language, now: number): string {
  const moment = new Date(at)
  const isThisYear = moment.getFullYear() === new Date(now).getFullYear()
  return dateFormat(language, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) }).format(moment)
}

/** As short as it can be said without doubt: `14:30`, `завтра, 14:30`, `27 нояб., 14:30`. */
export function formatMoment(at: string | number | Date, language: Language, now: number): string {
  const distance = dayDistance(at, now)
  const time = formatTime(at, language)
  if (distance === 0) return time
  const near = Math.abs(distance) === 1
  const date = near
    ? new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' }).format(distance, 'day')
    : formatDay(at, language, now)
  return language === 'zh' ? `${date} ${time}` : `${date}, ${time}`
}

export const formatFull = (at: string | number | Date, language: Language): string =>
  dateFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at))

export function formatSize(bytes: number, language: Language): string {
  const [value, unit] = bytes >= 1024 * 1024 ? [bytes / 1024 / 1024, 'megabyte'] : [Math.max(bytes / 1024, 0.1), 'kilobyte']
  return new Intl.NumberFormat(locales[language], {
    style: 'unit',
    unit: String(unit),
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}

/** A length of time in two units while it is shorter than a day or two: `2 ч 59 м`, `9 м 41 с`. `ms` is never negative. */
export function formatSpan(ms: number, t: Translate): string {
  if (ms >= day) return join(t('clock.d', { n: Math.floor(ms / day) }), Math.floor((ms % day) / hour), (n) => t('clock.h', { n }))
  if (ms >= hour) return join(t('clock.h', { n: Math.floor(ms / hour) }), Math.floor((ms % hour) / minute), (n) => t('clock.m', { n }))
  if (ms >= 10 * minute) return t('clock.m', { n: Math.floor(ms / minute) })
  if (ms >= minute) return join(t('clock.m', { n: Math.floor(ms / minute) }), Math.floor((ms % minute) / 1000), (n) => t('clock.s', { n }))
  return t('clock.s', { n: Math.max(1, Math.floor(ms / 1000)) })
}

const join = (first: string, rest: number, second: (n: number) => string): string => (rest === 0 ? first : `${first} ${second(rest)}`)
