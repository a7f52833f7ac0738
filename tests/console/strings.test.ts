import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../../web/console/strings/en.json'
import ru from '../../web/console/strings/ru.json'
import zh from '../../web/console/strings/zh.json'

const console = join(import.meta.dirname, '../../web/console')
const languages = { ru, en, zh }
const pluralForms = ['zero', 'one', 'two', 'few', 'many', 'other']

function flatten(value: unknown, prefix = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[prefix, value]])
  return new Map(Object.entries(value as object).flatMap(([key, inner]) => [...flatten(inner, prefix ? `${prefix}.${key}` : key)]))
}
const formOf = (key: string): string | undefined => pluralForms.find((form) => key.endsWith(`_${form}`))
const base = (key: string): string => {
  const form = formOf(key)
  return form ? key.slice(0, -form.length - 1) : key
}
const slots = (text: string): string[] => [...text.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1]!).sort()

function sources(folder = console): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return ['strings', 'public'].includes(entry.name) ? [] : sources(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}
const code = sources().map((path) => ({ path: path.slice(console.length + 1), text: readFileSync(path, 'utf8') }))

describe('the words of the console', () => {
  const bases = new Set([...flatten(ru).keys()].map(base))

  it.each(Object.keys(languages))('exist in %s, all of them and no others', (language) => {
    expect(new Set([...flatten(languages[language as 'ru']).keys()].map(base))).toEqual(bases)
  })

  it.each(Object.entries(languages))('have every plural form that %s counts by, and no other', (language, strings) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
    const keys = [...flatten(strings).keys()].filter(formOf)
    for (const key of new Set(keys.map(base))) {
      expect([
        key,
        keys
          .filter((one) => base(one) === key)
          .map(formOf)
          .toSorted(),
      ]).toEqual([key, needed])
    }
  })

  it.each(['en', 'zh'] as const)('have the same slots in %s as in Russian', (language) => {
    const russian = new Map([...flatten(ru)].map(([key, text]) => [base(key), slots(text)]))
    for (const [key, text] of flatten(languages[language])) expect([key, slots(text)]).toEqual([key, russian.get(base(key))])
  })

  it('are never empty and never left in Russian elsewhere', () => {
    for (const language of ['en', 'zh'] as const) {
      for (const [key, text] of flatten(languages[language]))
        expect([key, /[а-яё]/i.test(text) || text.trim() === '']).toEqual([key, false])
    }
  })

  it('are asked for by keys that exist, and every key is asked for', () => {
    const texts = code.map(({ text }) => text)
    const whole = new Set(texts.flatMap((text) => [...text.matchAll(/['"`]([a-zA-Z]+\.[\w.-]+)['"`]/g)].map((match) => match[1]!)))
    // `status.${status}` asks for every key of its group that begins so.
    const begun = texts.flatMap((text) => [...text.matchAll(/`([a-zA-Z]+\.[\w-]*)\$\{/g)].map((match) => match[1]!))
    const isAsked = (key: string): boolean => whole.has(key) || begun.some((start) => key.startsWith(start))
    const unused = [...bases].filter((key) => !isAsked(key))
    expect(unused).toEqual([])
    const groups = new Set(Object.keys(ru))
    const plain = code.flatMap(({ text }) => [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1]!))
    expect(plain.filter((key) => groups.has(key.split('.')[0]!) && !bases.has(key))).toEqual([])
  })

  it('stand in the strings and not in the code', () => {
    const strays = code
      .filter(({ path }) => !['palette/fuzzy.ts', 'app/journal-search.ts', 'i18n/i18n.ts'].includes(path))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line) && /[а-яё\u4e00-\u9fff]/i.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      )
    expect(strays).toEqual([])
  })
})

describe('the colours of the console', () => {
  it('are written in theme/tokens.css and nowhere else', () => {
    const files = [...code, { path: 'theme/theme.css', text: readFileSync(join(console, 'theme/theme.css'), 'utf8') }]
    const raw = files.flatMap(({ path, text }) => (/#[0-9a-f]{3,8}\b(?!['"]\))|\brgba?\(|\bhsla?\(/i.test(text) ? [path] : []))
    expect(raw).toEqual([])
  })

  it('have a dark twin each', () => {
    const css = readFileSync(join(console, 'theme/tokens.css'), 'utf8')
    const [light = '', dark = ''] = css.split('[data-theme="dark"]')
    const names = (text: string): string[] => [...text.matchAll(/(--[\w-]+):/g)].map((match) => match[1]!).toSorted()
    expect(names(dark)).toEqual(names(light))
  })
})
