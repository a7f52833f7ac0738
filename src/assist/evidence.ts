import type { CategoryKey } from './categories.js'
import { book, type Sign } from './lexicon/book.js'
import type { Signal } from './lexicon/lexicon.js'
import { normalise } from './normalise.js'
import type { Hit } from './phrases.js'
import { type Sentence, type Token, tokenise } from './tokens.js'
import { signalWeights } from './weights.js'

/** Everything the rules found in one message; the decisions are made from this alone. */
export type Evidence = {
  readonly tokens: readonly Token[]
  readonly sentences: readonly Sentence[]
  readonly hits: readonly Found[]
  /** Most letters are capitals. */
  readonly isShouting: boolean
  /** `!!`, `??` or `?!`. */
  readonly isLoud: boolean
}
export type Found = Hit<Sign> & { readonly isNegated: boolean }

export function gather(text: string): Evidence {
  const clean = normalise(text)
  const { tokens, sentences } = tokenise(clean)
  const hits = withoutContained(book.find(tokens))
  return {
    tokens,
    sentences,
    hits: withNegation(hits, tokens),
    isShouting: isShouting(clean),
    isLoud: sentences.some((sentence) => sentence.isLoud),
  }
}

export function hitsOf(evidence: Evidence, ...wanted: readonly Signal[]): Found[] {
  return evidence.hits.filter(({ value }) => value.type === 'signal' && wanted.includes(value.signal))
}

export function tokensOf(hits: readonly Hit<Sign>[], ...wanted: readonly Signal[]): Set<number> {
  return new Set(hits.flatMap(({ value, at }) => (value.type === 'signal' && wanted.includes(value.signal) ? at : [])))
}

export function categoryHits(evidence: Evidence, force: 'wrong' | 'hint' | 'about'): (Found & { category: CategoryKey })[] {
  return evidence.hits.flatMap((hit) =>
    hit.value.type === 'category' && hit.value.force === force ? [{ ...hit, category: hit.value.category }] : [],
  )
}

/** Words that only cover, mark or name a topic neither drop a shorter phrase nor are dropped by a longer one. */
const quiet = new Set<Signal>(['courtesy', 'filler', 'role', 'name', 'not', 'skip', 'but', 'if', 'now', 'today', 'event', 'context'])

function isQuiet({ value }: Hit<Sign>): boolean {
  if (value.type === 'signal') return quiet.has(value.signal)
  return value.type === 'risk' || value.force === 'about'
}

/** «вопрос решён» is not «вопрос»: a phrase whose tokens are all part of a longer one that speaks for something else gives way. */
function withoutContained(hits: readonly Hit<Sign>[]): Hit<Sign>[] {
  const byToken = new Map<number, Hit<Sign>[]>()
  for (const hit of hits) {
    if (isQuiet(hit)) continue
    for (const index of hit.at) byToken.set(index, [...(byToken.get(index) ?? []), hit])
  }
  return hits.filter((hit) => {
    if (isQuiet(hit)) return true
    const others = byToken.get(hit.at[0] ?? -1) ?? []
    return !others.some(
      (other) => side(other) !== side(hit) && other.at.length > hit.at.length && hit.at.every((index) => other.at.includes(index)),
    )
  })
}

function side({ value }: Hit<Sign>): string {
  return value.type === 'signal' ? (signalWeights[value.signal]?.for ?? value.signal) : 'complaint'
}

const lookBack = 3

/** Hits come in the order of the text, so a negated word hands its negation on: «не разбит и не помят», "not broken or scratched". */
function withNegation(hits: readonly Hit<Sign>[], tokens: readonly Token[]): Found[] {
  const negations = tokensOf(hits, 'not')
  for (const index of tokensOf(hits, 'notnot')) negations.delete(index)
  const skips = tokensOf(hits, 'skip')
  return hits.map((hit) => {
    const found = { ...hit, isNegated: isNegated(hit, tokens, negations, skips) }
    if (found.isNegated && !isQuiet(hit)) for (const index of hit.at) skips.add(index)
    return found
  })
}

/** «не разбит», "no damage", 「没有问题」; a phrase that brings its own negation is meant as it stands. */
function isNegated({ at }: Hit<Sign>, tokens: readonly Token[], negations: Set<number>, skips: Set<number>): boolean {
  const first = at[0] ?? 0
  if (at.some((index) => negations.has(index))) return false
  for (let index = first - 1; index >= first - lookBack; index--) {
    if (tokens[index]?.clause !== tokens[first]?.clause) return false
    if (negations.has(index)) return true
    if (!skips.has(index)) return false
  }
  return false
}

function isShouting(text: string): boolean {
  const small = text.match(/\p{Ll}/gu)?.length ?? 0
  const capital = text.match(/\p{Lu}/gu)?.length ?? 0
  return capital >= 10 && capital > 2 * small
}
