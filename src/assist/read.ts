import type { Language, Reading } from '../core/model/reading.js'
import { readCategory } from './category.js'
import { type Evidence, type Found, gather, hitsOf } from './evidence.js'
import { readKind, wantsPerson } from './kind.js'
import { detectLanguage } from './language.js'
import { readWeight } from './weight.js'

/**
 * Reads one message by rules, words and stems in ru, en and zh. Pure and total: any string gives a reading, the same string the same
 * one. Of a text over 4,000 characters the first 3,000 and the last 1,000 are read.
 *
 * `hint` is the language of the conversation so far; it decides where the text itself does not («ok», 👍, a number).
 */
export function read(text: string, hint?: { language?: Language }): Reading {
  const evidence = gather(text)
  const { kind, isSure, isBare, rule } = readKind(evidence)
  const category = readCategory(evidence)
  return {
    language: detectLanguage(evidence.tokens, hint?.language),
    kind,
    isSure,
    category,
    ...readWeight(evidence, { kind, category }),
    isAnother: hitsOf(evidence, 'another').some((hit) => !hit.isNegated),
    isBare,
    wantsPerson: wantsPerson(evidence),
    why: [rule, ...reasons(evidence)],
  }
}

const silent = new Set(['courtesy', 'filler', 'not', 'skip', 'role', 'wh', 'name'])
const mostReasons = 20

/** `wrong:delivery.damage=разбит*`: the sign and the phrase of the lexicon, never the customer's own words. */
function reasons(evidence: Evidence): string[] {
  return [...new Set(evidence.hits.filter(isTelling).map(codeOf))].slice(0, mostReasons)
}

function isTelling({ value }: Found): boolean {
  return !(value.type === 'signal' && silent.has(value.signal)) && !(value.type === 'category' && value.force === 'about')
}

function codeOf({ value, phrase, isNegated }: Found): string {
  const sign = value.type === 'signal' ? value.signal : value.type === 'risk' ? `risk:${value.risk}` : `${value.force}:${value.category}`
  return `${isNegated ? 'not-' : ''}${sign}=${phrase}`
}
