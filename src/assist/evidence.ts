import type { CategoryKey } from './categories.js'
import { book, type Sign } from './lexicon/book.js'
import type { Signal } from './lexicon/lexicon.js'
import { markNegation } from './negation.js'
import { normalise } from './normalise.js'
import { settleOverlaps } from './overlap.js'
import type { Hit } from './phrases.js'
import { type Sentence, type Token, tokenise } from './tokens.js'

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
  return {
    tokens,
    sentences,
    hits: markNegation(settleOverlaps(book.find(tokens)), tokens),
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

function isShouting(text: string): boolean {
  const small = text.match(/\p{Ll}/gu)?.length ?? 0
  const capital = text.match(/\p{Lu}/gu)?.length ?? 0
  return capital >= 10 && capital > 2 * small
}
