import { Liquid, type Template } from 'liquidjs'
import type { Fact } from '../core/model/flow.js'
import { type Language, languages } from '../core/model/reading.js'
import type { LabelTable, MessageTable, Texts } from './word-table.js'
import { acknowledgements } from './words/acknowledgements.js'
import { answers } from './words/answers.js'
import { finishing } from './words/finishing.js'
import { labels } from './words/labels.js'
import { notices } from './words/notices.js'
import { questions } from './words/questions.js'

/** Every word said to a person, compiled. */
export interface Words {
  /** Throws an Error that names the key when it does not exist or a fact of it is missing; null is a fact, absence is not. */
  say(key: string, language: Language, facts: Readonly<Record<string, Fact>>): string
  has(key: string, language: Language): boolean
  /** Every fact the text uses, in any language; none for a key that does not exist. */
  factsOf(key: string): readonly string[]
  readonly keys: readonly string[]
}

export const shippedMessages: MessageTable = { ...acknowledgements, ...questions, ...answers, ...finishing, ...notices }
export const shippedLabels: LabelTable = labels

/**
 * Compiles all texts. Facts go in as values and are never read as templates. The title of a choice is `<key>.<choice>`.
 * A message of a demonstration brand bears its mark, unless it says so
 * in words of its own.
 */
export function openWords(messages: MessageTable = shippedMessages, otherTexts: LabelTable = shippedLabels): Words {
  const lines = linesOf(messages, otherTexts)
  const books = new Map(languages.map((language) => [language, openBook(language, lines)] as const))
  const find = (key: string, language: Language): Book | undefined => (lines.has(key) ? books.get(language) : undefined)
  return {
    say(key, language, facts) {
      const book = find(key, language)
      if (!book) throw new Error(`There are no words «${key}» in ${language}: add them to src/templates/words.`)
      const text = book.render(key, facts)
      const needsMark = facts.isDemo === true && Object.hasOwn(messages, key) && !book.factsOf(key).includes('isDemo')
      return needsMark ? `${text}\n${book.render('demo.mark', facts)}` : text
    },
    has: (key, language) => find(key, language) !== undefined,
    factsOf: (key) => [...new Set([...books.values()].flatMap((book) => book.factsOf(key)))],
    keys: [...lines.keys()],
  }
}

/** A question asked again offers the same choices. */
function linesOf(messages: MessageTable, otherTexts: LabelTable): ReadonlyMap<string, Texts> {
  const lines = new Map<string, Texts>([...Object.entries(messages), ...Object.entries(otherTexts)])
  for (const [key, message] of Object.entries(messages)) {
    const { choices = {} } = message.choices ? message : (messages[key.replace(/\.retry$/, '')] ?? {})
    for (const [value, title] of Object.entries(choices)) lines.set(`${key}.${value}`, title)
  }
  return lines
}

type Book = { render(key: string, facts: Readonly<Record<string, Fact>>): string; factsOf(key: string): readonly string[] }

/** One language's texts with an engine of their own, so that a label inside a text comes out in that text's language. */
function openBook(language: Language, lines: ReadonlyMap<string, Texts>): Book {
  const liquid = new Liquid({ strictVariables: true, strictFilters: true, ownPropertyOnly: true, jsTruthy: true })
  liquid.registerFilter('label', (value: unknown, group: string) => {
    const text = lines.get(`${group}.${String(value)}`)
    if (!text) throw new Error(`there is no label «${group}.${String(value)}»`)
    return text[language]
  })
  const templates = new Map<string, Template[]>([...lines].map(([key, texts]) => [key, liquid.parse(texts[language])]))
  const facts = new Map([...templates].map(([key, parsed]) => [key, liquid.globalVariablesSync(parsed)]))
  return {
    render(key, given) {
      const cleaned = Object.fromEntries(
        Object.entries(given).map(([name, fact]) => [name, typeof fact === 'string' ? toLine(fact) : fact]),
      )
      try {
        return String(liquid.renderSync(templates.get(key) ?? [], cleaned)).trim()
      } catch (error) {
        throw new Error(`The words «${key}» in ${language} cannot be said: ${error instanceof Error ? error.message : String(error)}`)
      }
    },
    factsOf: (key) => facts.get(key) ?? [],
  }
}

const longestFact = 300

/** A fact is one line without control, direction or zero-width characters: a name cannot tear a message apart or turn it round. */
function toLine(fact: string): string {
  const line = fact
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '')
    .trim()
  return line.length > longestFact ? [...line].slice(0, longestFact).join('') : line
}
