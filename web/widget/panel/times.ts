import type { Language } from '../shared/language'
import type { Strings } from '../strings/strings'

export function timeText(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at)
}

/** «Сегодня», «Вчера», «3 ноября», with the year when it is another. */
export function dayText(at: number, language: Language, words: Strings, now = Date.now()): string {
  const day = new Date(at)
  const today = new Date(now)
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
  if (day.toDateString() === today.toDateString()) return words.today
  if (day.toDateString() === yesterday.toDateString()) return words.yesterday
  const isOtherYear = day.getFullYear() !== today.getFullYear()
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', ...(isOtherYear && { year: 'numeric' }) }).format(at)
}

/** «340 КБ», «1,2 МБ». */
export function sizeText(bytes: number, language: Language): string {
  const isSmall = bytes < 1_000_000
  const value = isSmall ? Math.max(1, Math.round(bytes / 1_000)) : bytes / 1_000_000
  const unit = isSmall ? 'kilobyte' : 'megabyte'
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(value)
}
