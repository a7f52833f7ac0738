import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { dayDistance, formatMoment, formatSpan } from '../../web/console/i18n/format'
import en from '../../web/console/strings/en.json'
import ru from '../../web/console/strings/ru.json'
import zh from '../../web/console/strings/zh.json'
import { clockFace, clockWords } from '../../web/console/words/clock-words'
import { readClock } from '../../web/console/words/read-clock'

const words = { ru, en, zh }
const minute = 60_000
const hour = 60 * minute
const start = Date.parse('2026-11-22T09:00:00.000Z')
const clock = { startedAt: new Date(start).toISOString(), dueAt: new Date(start + 10 * hour).toISOString() }

beforeAll(async () => {
  await i18next.init({
    lng: 'ru',
    nsSeparator: false,
    resources: Object.fromEntries(Object.entries(words).map(([language, translation]) => [language, { translation }])),
  })
})
const t = (language: 'ru' | 'en' | 'zh') => i18next.getFixedT(language)

describe('a length of time', () => {
  it.each([
    [59_000, '59 с', '59 s', '59 秒'],
    [9 * minute + 41_000, '9 м 41 с', '9 min 41 s', '9 分 41 秒'],
    [42 * minute + 59_000, '42 м', '42 min', '42 分'],
    [2 * hour + 59 * minute, '2 ч 59 м', '2 h 59 min', '2 小时 59 分'],
    [3 * hour, '3 ч', '3 h', '3 小时'],
    [28 * hour + 5 * minute, '1 д 4 ч', '1 d 4 h', '1 天 4 小时'],
  ])('of %i ms is said in two units', (ms, inRussian, inEnglish, inChinese) => {
    expect([formatSpan(ms, t('ru')), formatSpan(ms, t('en')), formatSpan(ms, t('zh'))]).toEqual([inRussian, inEnglish, inChinese])
  })
})

describe('a promise', () => {
  it.each([
    [0, 'calm'],
    [7.4, 'calm'],
    [7.5, 'soon'],
    [8.9, 'soon'],
    [9, 'urgent'],
    [10, 'urgent'],
    [10.001, 'late'],
  ])('after %d of its 10 hours is %s', (hours, state) => {
    expect(readClock(clock, start + hours * hour).state).toBe(state)
  })

  it('that is late shows by how much, with a minus', () => {
    const standing = readClock(clock, start + 10 * hour + 12 * minute)
    expect(clockFace(standing, t('ru'))).toBe('−12 м')
    expect(clockWords(standing, t('ru'))).toBe('просрочено на 12 м')
  })

  it('that was kept tells how long it took, one that was not tells how late it was', () => {
    const met = readClock({ ...clock, metAt: new Date(start + 3 * hour).toISOString() }, start + 20 * hour)
    const late = readClock({ ...clock, metAt: new Date(start + 11 * hour).toISOString() }, start + 20 * hour)
    expect([met, late]).toEqual([
      { state: 'met', ms: 3 * hour },
      { state: 'met-late', ms: hour },
    ])
    expect(clockWords(late, t('en'))).toBe('met 1 h late')
  })

  it('that is paused does not tick', () => {
    const paused = { ...clock, pausedAt: new Date(start + hour).toISOString() }
    expect(readClock(paused, start + 2 * hour)).toEqual(readClock(paused, start + 20 * hour))
    expect(clockFace(readClock(paused, start), t('zh'))).toBe('已暂停')
  })
})

describe('a moment', () => {
  const now = new Date(2026, 10, 22, 23, 30).getTime()

  it('of today is a time, of tomorrow and yesterday says so, of another day has its date', () => {
    const at = (day: number, hours: number): string => new Date(2026, 10, day, hours, 5).toISOString()
    expect(formatMoment(at(22, 9), 'ru', now)).toBe('09:05')
    expect(formatMoment(at(23, 9), 'ru', now)).toBe('завтра, 09:05')
    expect(formatMoment(at(21, 9), 'en', now)).toBe('yesterday, 09:05')
    expect(formatMoment(at(27, 14), 'zh', now)).toBe('11月27日 14:05')
  })

  it('a minute after midnight is tomorrow', () => {
    expect(dayDistance(new Date(2026, 10, 23, 0, 1), now)).toBe(1)
  })
})
