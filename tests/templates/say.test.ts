import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDue } from '../../src/core/complaints/due-words.js'
import { formatNumber } from '../../src/core/complaints/number.js'
import { complaintStatuses, stageKeys } from '../../src/core/model/complaint.js'
import { commonFacts, complaintFacts } from '../../src/core/model/effect.js'
import type { Fact } from '../../src/core/model/flow.js'
import { kinds, type Language, languages } from '../../src/core/model/reading.js'
import { saidBy } from '../../src/flows/check-words.js'
import { openFlows } from '../../src/flows/open-flows.js'
import { openWords, shippedLabels, shippedMessages } from '../../src/templates/say.js'

const words = openWords()

const due = (language: Language) =>
  formatDue('2026-11-23T15:00:00.000Z', { language, timeZone: 'Europe/Moscow', now: '2026-11-23T09:00:00.000Z' })

function factsIn(language: Language, more: Record<string, Fact> = {}): Record<string, Fact> {
  return {
    name: 'Maria',
    brand: 'Lavka',
    isDemo: false,
    isWorkingTime: true,
    number: formatNumber('100013', language),
    manager: 'Ivan Orlov',
    contact: '+7 495 000-00-01',
    lastResort: 'Anna Kim',
    lastResortContact: 'kim@lavka.example',
    due: due(language),
    isAnother: false,
    statusUrl: 'https://desk.example/status/abc',
    ...more,
  }
}
/** What some messages need beside the common facts. */
const extra: Record<string, Fact> = {
  status: 'in-work',
  limitMb: 20,
  limit: 10,
  reason: 'bad JSON',
  caller: '+7 900 000-00-00',
  recording: 'https://calls.example/1',
  code: 'TEST-123456',
  sender: 'x@y.example',
  numbers: '№ 100023',
}
const bare: Record<string, Fact> = { name: null, contact: null, lastResortContact: null, due: null }

const acknowledgements = [...kinds, 'unsure'].map((kind) => `acknowledgement.${kind}`)
const eachKey = languages.flatMap((language) => words.keys.map((key) => ({ language, key })))
const eachAcknowledgement = languages.flatMap((language) => acknowledgements.map((key) => ({ language, key })))

describe('every text', () => {
  it.each(eachKey)('$key can be said in $language, with all facts and with none that may be missing', ({ key, language }) => {
    for (const facts of [
      factsIn(language, extra),
      factsIn(language, { ...extra, ...bare }),
      factsIn(language, { ...extra, isAnother: true, isWorkingTime: false }),
    ]) {
      const text = words.say(key, language, facts)
      expect(text).not.toMatch(/\{\{|\}\}|\{%|undefined|null|\[object|\s{2}|\( ?\)|（）|(?<!\.)\.\.(?!\.)| [,.!?]/u)
      expect(text.length).toBeGreaterThan(0)
    }
  })

  it('uses only facts that the desk gives with every message, or that its own kind of message brings', () => {
    const given = new Set<string>([...commonFacts, ...complaintFacts, ...Object.keys(extra)])
    expect(words.keys.flatMap((key) => words.factsOf(key).filter((fact) => !given.has(fact)))).toEqual([])
  })

  it('that a flow says exists in every language', () => {
    const said = [...openFlows().byId.values()].flatMap((flow) =>
      Object.values(flow.nodes).flatMap((node) => saidBy(node).map(({ key }) => key)),
    )
    expect(said.length).toBeGreaterThan(60)
    expect(said.filter((key) => languages.some((language) => !words.has(key, language)))).toEqual([])
  })

  it('has labels for every status, stage and kind', () => {
    const keys = [
      ...complaintStatuses.map((one) => `status.${one}`),
      ...stageKeys.map((one) => `stage.${one}`),
      ...kinds.map((one) => `kind.${one}`),
    ]
    expect(keys.filter((key) => !words.has(key, 'zh'))).toEqual([])
  })
})

describe('the tone', () => {
  const raw = Object.entries({ ...shippedMessages, ...shippedLabels })

  it('is free of officialese and of storms of exclamation', () => {
    for (const [key, texts] of raw) {
      expect(`${key} ${texts.ru}`).not.toMatch(
        /уважаем(?:ый|ая) (?:клиент|пользователь)|настоящим|в связи с|осуществ|данн(?:ый|ая|ое) обращени|просьба|!\s*[^!{%]*!\s*[^!{%]*!/iu,
      )
      expect(`${key} ${texts.en}`).not.toMatch(/dear customer|valued customer|kindly|inconvenience|please be advised|!!/iu)
      expect(`${key} ${texts.zh}`).not.toMatch(/尊敬的(?:客户|用户)|特此|！！/u)
    }
  })

  it('is Chinese in Chinese: no Latin punctuation is left between its words', () => {
    for (const [key, texts] of raw) {
      const plain = texts.zh.replace(/\{\{.*?\}\}|\{%.*?%\}/gu, '')
      expect(`${key} ${plain.match(/[,.!?:;()]/gu)?.join(' ') ?? ''}`).toBe(`${key} `)
    }
  })

  it('sets a number off by a space or a punctuation mark on both sides', () => {
    for (const { key, language } of eachKey) {
      if (!words.factsOf(key).includes('number')) continue
      const number = formatNumber('100013', language)
      const text = words.say(key, language, factsIn(language, extra))
      const [before = '', after = ''] = [text.split(number)[0]?.at(-1), text.split(number)[1]?.at(0)]
      expect(`${key} ${before}${number}${after}`).toMatch(new RegExp(`(?:^|[\\s\\p{P}])${number}(?:$|[\\s\\p{P}])`, 'u'))
    }
  })

  it('apologises in an acknowledgement for a complaint, and for nothing else', () => {
    const apology = { ru: /прост/iu, en: /sorry/iu, zh: /抱歉/u }
    for (const { key, language } of eachAcknowledgement) {
      expect([key, apology[language].test(words.say(key, language, factsIn(language)))]).toEqual([key, key === 'acknowledgement.complaint'])
    }
  })
})

describe('an acknowledgement', () => {
  const required = ['100013', 'Ivan Orlov', 'Anna Kim', 'https://desk.example/status/abc', '18:00']

  it.each(eachAcknowledgement)('$key holds everything in $language, whatever is known of the person', ({ key, language }) => {
    const cases = [
      {},
      { name: null },
      { contact: null },
      { lastResortContact: null },
      { name: null, contact: null, lastResortContact: null },
      { isAnother: true },
      { isWorkingTime: false },
      { isDemo: true },
    ]
    for (const more of cases) {
      const text = words.say(key, language, factsIn(language, more))
      for (const part of required) expect(text).toContain(part)
    }
    const text = words.say(key, language, factsIn(language))
    expect(text).toContain('Maria')
    expect(text).toContain('+7 495 000-00-01')
    expect(text).toContain('kim@lavka.example')
  })

  it('does not send people from the manager to the same manager', () => {
    const alone = { lastResort: 'Ivan Orlov', lastResortContact: '+7 495 000-00-01' }
    expect(words.say('acknowledgement.complaint', 'ru', factsIn('ru', alone))).toContain('И в крайнем случае отвечает тоже Ivan Orlov.')
  })

  it('ends its link with the line, so that no mark is taken for a part of it', () => {
    for (const { key, language } of eachAcknowledgement) {
      for (const isDemo of [true, false]) expect(words.say(key, language, factsIn(language, { isDemo }))).toMatch(/status\/abc(?:\n|$)/u)
    }
  })

  it('greets once in a conversation', () => {
    expect(words.say('acknowledgement.complaint', 'ru', factsIn('ru', { isAnother: true }))).not.toContain('здравствуйте')
  })
})

describe('a demonstration', () => {
  it.each(Object.keys(shippedMessages))('says so in %s', (key) => {
    const marks = { ru: /демонстрация/u, en: /demonstration/u, zh: /演示/u }
    for (const language of languages) {
      expect(words.say(key, language, factsIn(language, { ...extra, isDemo: true }))).toMatch(marks[language])
      expect(words.say(key, language, factsIn(language, extra))).not.toMatch(marks[language])
    }
  })

  it('does not mark the titles of buttons', () => {
    expect(words.say('ask.photo.skip', 'en', factsIn('en', { isDemo: true }))).toBe('Skip')
  })
})

describe('what customers write', () => {
  it('is never read as a template', () => {
    const text = words.say('acknowledgement.complaint', 'en', factsIn('en', { name: '{{ manager }}{% if x %}' }))
    expect(text).toContain('Hello {{ manager }}{% if x %}.')
  })

  it('loses line breaks, direction marks and zero-width characters', () => {
    const name = 'Анна\u202Eавонреч\u200B\nСрочно'
    expect(words.say('finish.complaint', 'ru', factsIn('ru', { name }))).toContain('Аннаавонреч Срочно, мы закончили')
  })

  it('cannot tear a message apart or turn it round', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const text = words.say('finish.complaint', 'ru', factsIn('ru', { name }))
        expect(text).not.toMatch(/[\p{Cc}\u2028\u202A-\u202E\u2066-\u2069\u200B]/u)
        expect(text.length).toBeLessThan(720)
      }),
    )
  })
})

describe('words that are missing', () => {
  it('are an error that names them', () => {
    expect(() => words.say('ask.weather', 'ru', factsIn('ru'))).toThrow('«ask.weather»')
    const { number, ...rest } = factsIn('ru')
    expect(number).toBeDefined()
    expect(() => words.say('notice.noted', 'ru', rest)).toThrow(/«notice\.noted» in ru[\s\S]*number/u)
    expect(() => words.say('look-up.status', 'ru', factsIn('ru', { status: 'lost' }))).toThrow('status.lost')
  })

  it('do not exist by chance', () => {
    for (const key of ['constructor', '__proto__', 'toString']) expect(words.has(key, 'ru')).toBe(false)
  })

  it('include a translation that somebody forgot, as soon as the words are opened', () => {
    const incomplete = { 'x.y': { ru: 'Да', en: 'Yes', zh: '{% if' } }
    expect(() => openWords(incomplete)).toThrow()
  })
})
