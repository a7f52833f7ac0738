import { describe, expect, it } from 'vitest'
import { durationWords, formatDue } from '../../../src/core/complaints/due-words.js'
import { type Language, languages } from '../../../src/core/model/reading.js'

/** Sunday, 22 November 2026, 12:04 in Moscow. */
const now = '2026-11-22T09:04:00.000Z'
const at = (text: string): string => new Date(`${text}+03:00`).toISOString()
const words = (due: string, language: Language, timeZone = 'Europe/Moscow', form: 'by' | 'at' = 'by'): string =>
  formatDue(at(due), { language, timeZone, now, form })

describe('formatDue', () => {
  it.each<[string, string, string, string]>([
    ['2026-11-22T18:00', 'сегодня до 18:00 (МСК)', 'today by 18:00 (Moscow time, UTC+3)', '今天 18:00（莫斯科时间，UTC+3）前'],
    [
      '2026-11-23T10:15',
      'завтра, 23 ноября, до 10:15 (МСК)',
      'tomorrow, 23 November, by 10:15 (Moscow time, UTC+3)',
      '明天 11月23日 10:15（莫斯科时间，UTC+3）前',
    ],
    [
      '2026-11-24T09:05',
      'во вт, 24 ноября, до 09:05 (МСК)',
      'on Tuesday, 24 November, by 09:05 (Moscow time, UTC+3)',
      '11月24日周二 09:05（莫斯科时间，UTC+3）前',
    ],
    [
      '2026-11-28T00:00',
      'в сб, 28 ноября, до 00:00 (МСК)',
      'on Saturday, 28 November, by 00:00 (Moscow time, UTC+3)',
      '11月28日周六 00:00（莫斯科时间，UTC+3）前',
    ],
    [
      '2026-11-29T23:45',
      '29 ноября до 23:45 (МСК)',
      'on 29 November by 23:45 (Moscow time, UTC+3)',
      '11月29日 23:45（莫斯科时间，UTC+3）前',
    ],
    [
      '2027-01-12T10:00',
      '12 января 2027 г. до 10:00 (МСК)',
      'on 12 January 2027 by 10:00 (Moscow time, UTC+3)',
      '2027年1月12日 10:00（莫斯科时间，UTC+3）前',
    ],
  ])('says %s so that it follows a verb', (due, ru, en, zh) => {
    expect(languages.map((language) => words(due, language))).toEqual([ru, en, zh])
  })

  it.each<[string, string, string, string]>([
    ['2026-11-22T18:00', 'сегодня, 18:00 (МСК)', 'today, 18:00 (Moscow time, UTC+3)', '今天 18:00（莫斯科时间，UTC+3）'],
    [
      '2026-11-23T10:15',
      'завтра, 23 ноября, 10:15 (МСК)',
      'tomorrow, 23 November, 10:15 (Moscow time, UTC+3)',
      '明天 11月23日 10:15（莫斯科时间，UTC+3）',
    ],
    [
      '2026-11-24T09:05',
      'вт, 24 ноября, 09:05 (МСК)',
      'Tuesday, 24 November, 09:05 (Moscow time, UTC+3)',
      '11月24日周二 09:05（莫斯科时间，UTC+3）',
    ],
    ['2026-11-29T23:45', '29 ноября, 23:45 (МСК)', '29 November, 23:45 (Moscow time, UTC+3)', '11月29日 23:45（莫斯科时间，UTC+3）'],
  ])('says %s so that it follows a colon', (due, ru, en, zh) => {
    expect(languages.map((language) => words(due, language, 'Europe/Moscow', 'at'))).toEqual([ru, en, zh])
  })

  it("takes the day from the zone's wall, not from UTC", () => {
    expect(words('2026-11-22T18:00', 'ru', 'Asia/Kamchatka')).toMatch(/^завтра, 23 ноября, до 03:00 \(.+, UTC\+12\)$/)
    expect(formatDue('2026-11-23T01:00:00.000Z', { language: 'en', timeZone: 'America/New_York', now })).toBe(
      'today by 20:00 (New York time, UTC−5)',
    )
  })

  it('asks the same wall what day it is now', () => {
    const afterMidnight = { language: 'ru', timeZone: 'Europe/Moscow', now: at('2026-11-23T01:30') } as const
    expect(formatDue(at('2026-11-23T18:00'), afterMidnight)).toBe('сегодня до 18:00 (МСК)')
  })

  it('gives a date to a time that has passed', () => {
    expect(words('2026-11-20T18:00', 'ru', 'Europe/Moscow', 'at')).toBe('20 ноября, 18:00 (МСК)')
    expect(words('2025-12-31T18:00', 'en', 'Europe/Moscow', 'at')).toBe('31 December 2025, 18:00 (Moscow time, UTC+3)')
  })

  it('knows tomorrow over the end of a year', () => {
    expect(formatDue(at('2027-01-01T10:00'), { language: 'ru', timeZone: 'Europe/Moscow', now: at('2026-12-31T12:00') })).toBe(
      'завтра, 1 января, до 10:00 (МСК)',
    )
  })

  it('tells the two passes of an hour apart by the offset', () => {
    const berlin = (due: string) => formatDue(due, { language: 'en', timeZone: 'Europe/Berlin', now: '2026-10-25T00:00:00.000Z' })
    expect(berlin('2026-10-25T00:30:00.000Z')).toMatch(/^today by 02:30 \(.*UTC\+2\)$/)
    expect(berlin('2026-10-25T01:30:00.000Z')).toMatch(/^today by 02:30 \(.*UTC\+1\)$/)
  })

  it.each<[string, Language, RegExp]>([
    ['Asia/Shanghai', 'zh', /（北京时间）/],
    ['Asia/Shanghai', 'en', /\(China time, UTC\+8\)/],
    ['Asia/Kolkata', 'ru', /\(Индия, UTC\+5:30\)/],
    ['Asia/Kathmandu', 'en', /\(.*UTC\+5:45\)/],
    ['America/St_Johns', 'en', /\(.*UTC−3:30\)/],
    ['UTC', 'ru', /\(UTC\)/],
    ['Etc/GMT-3', 'zh', /（UTC\+3）/],
  ])('names the zone %s in %s', (timeZone, language, zone) => {
    expect(words('2026-11-22T18:00', language, timeZone)).toMatch(zone)
  })

  it('names every zone there is in every language', () => {
    const unnamed = Intl.supportedValuesOf('timeZone').flatMap((timeZone) =>
      languages.filter((language) => !/[(（](?:МСК|北京时间|.*UTC).*[)）]/.test(words('2026-11-22T18:00', language, timeZone))),
    )
    expect(unnamed).toEqual([])
  })
})

describe('durationWords', () => {
  it.each<[number, string, string, string]>([
    [0, '0 м', '0 min', '0分钟'],
    [-5, '0 м', '0 min', '0分钟'],
    [0.9, '0 м', '0 min', '0分钟'],
    [59.9, '59 м', '59 min', '59分钟'],
    [60, '1 ч', '1 h', '1小时'],
    [179, '2 ч 59 м', '2 h 59 min', '2小时59分'],
    [2879, '47 ч 59 м', '47 h 59 min', '47小时59分'],
    [2880, '2 д', '2 d', '2天'],
    [2940, '2 д 1 ч', '2 d 1 h', '2天1小时'],
    [14_459, '10 д', '10 d', '10天'],
  ])('says %s minutes', (minutes, ru, en, zh) => {
    expect(languages.map((language) => durationWords(minutes, language))).toEqual([ru, en, zh])
  })
})
