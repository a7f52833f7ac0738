import { cleanLine } from '../../core/clean-text.js'
import { type Language, languages } from '../../core/model/reading.js'
import { toRecord } from './posted-activity.js'

/** What the page says of itself in `channelData`: `page`, `pageTitle`, `referrer`, `utm_…`, also as `utm: { source, … }`. Short clean strings only. */
export function parseContext(channelData: unknown): Readonly<Record<string, string>> {
  const data = toRecord(channelData)
  const utm = Object.entries(toRecord(data.utm)).map(([key, value]) => [key.startsWith('utm_') ? key : `utm_${key}`, value] as const)
  const context: Record<string, string> = {}
  for (const [key, value] of [...Object.entries(data), ...utm]) {
    if (!/^(?:page|pageTitle|referrer|utm_[a-z]{1,20})$/.test(key) || typeof value !== 'string') continue
    const line = cleanLine(value, 500)
    if (line) context[key] = line
  }
  return context
}

/** The language that the page or the activity names, when it is one of ours: `zh-Hans-CN` is zh. */
export function parseLanguage(...tags: readonly unknown[]): Language | null {
  for (const tag of tags) {
    const language = languages.find((one) => typeof tag === 'string' && tag.toLowerCase().split(/[-_]/, 1)[0] === one)
    if (language) return language
  }
  return null
}
