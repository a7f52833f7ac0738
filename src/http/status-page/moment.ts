import type { Language } from '../../core/model/reading.js'

export type Wall = { readonly language: Language; readonly timeZone: string; readonly now: string }

const locales: Readonly<Record<Language, string>> = { ru: 'ru', en: 'en-GB', zh: 'zh-CN' }
const today: Readonly<Record<Language, string>> = { ru: 'сегодня', en: 'today', zh: '今天' }

/** A moment that has been, on the wall clock of the brand: «сегодня, 12:04», «22 ноября, 12:04», with the year when it is another. */
export function momentWords(iso: string, { language, timeZone, now }: Wall): string {
  const { date, dateAndYear, time, day } = formattersOf(language, timeZone)
  const at = new Date(iso)
  const isToday = day.format(at) === day.format(new Date(now))
  const isThisYear = day.format(at).slice(0, 4) === day.format(new Date(now)).slice(0, 4)
  const words = isToday ? today[language] : (isThisYear ? date : dateAndYear).format(at)
  return `${words}${language === 'zh' ? ' ' : ', '}${time.format(at)}`
}

export const dateWords = (iso: string, { language, timeZone }: Wall): string => formattersOf(language, timeZone).date.format(new Date(iso))

type Formatters = Readonly<Record<'date' | 'dateAndYear' | 'time' | 'day', Intl.DateTimeFormat>>
const known = new Map<string, Formatters>()

/** Making one costs a hundred times more than using it. */
function formattersOf(language: Language, timeZone: string): Formatters {
  const key = `${language} ${timeZone}`
  const found = known.get(key)
  if (found) return found
  const format = (options: Intl.DateTimeFormatOptions, locale = locales[language]) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone })
  const made = {
    date: format({ day: 'numeric', month: 'long' }),
    dateAndYear: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    time: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    // 2026-11-22, for comparing.
    day: format({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv-SE'),
  }
  known.set(key, made)
  return made
}
