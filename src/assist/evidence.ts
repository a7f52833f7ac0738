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
  readonly bySignal: ReadonlyMap<Signal, readonly Found[]>
  /** Most letters are capitals. */
  readonly isShouting: boolean
  /** `!!`, `??` or `?!`. */
  readonly isLoud: boolean
}
export type Found = Hit<Sign> & { readonly isNegated: boolean }

export function gather(text: string): Evidence {
  const clean = normalise(text)
  const { tokens, sentences } = tokenise(clean)
  const hits = markNegation(settleOverlaps(book.find(tokens)), tokens)
  return {
    tokens,
    sentences,
    hits,
    bySignal: groupBySignal(hits),
    isShouting: isShouting(clean),
    isLoud: sentences.some((sentence) => sentence.isLoud),
  }
}

export function hitsOf({ bySignal }: Evidence, ...wanted: readonly Signal[]): Found[] {
  return wanted.flatMap((signal) => bySignal.get(signal) ?? [])
}

/** The places of all words that these signals cover. */
export function tokensOf(evidence: Evidence, ...wanted: readonly Signal[]): Set<number> {
  return new Set(hitsOf(evidence, ...wanted).flatMap(({ at }) => at))
}

export function categoryHits(evidence: Evidence, force: 'wrong' | 'hint' | 'about'): (Found & { category: CategoryKey })[] {
  return evidence.hits.flatMap((hit) =>
    hit.value.type === 'category' && hit.value.force === force ? [{ ...hit, category: hit.value.category }] : [],
  )
}

function groupBySignal(hits: readonly Found[]): Map<Signal, Found[]> {
  const groups = new Map<Signal, Found[]>()
  for (const hit of hits) {
    if (hit.value.type !== 'signal') continue
    const group = groups.get(hit.value.signal)
    if (group) group.push(hit)
    else groups.set(hit.value.signal, [hit])
  }
  return groups
}

function isShouting(text: string): boolean {
  const small = text.match(/\p{Ll}/gu)?.length ?? 0
  const capital = text.match(/\p{Lu}/gu)?.length ?? 0
  return capital >= 10 && capital > 2 * small
}
