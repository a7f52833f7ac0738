import type { Sign } from './lexicon/book.js'
import type { Signal } from './lexicon/lexicon.js'
import { isQuiet } from './overlap.js'
import type { Hit } from './phrases.js'
import type { Token } from './tokens.js'

/** An insult stays one: «не обманщики ли вы?». What is told as a fact can be denied. */
const deniable = new Set<Signal>([
  'claim',
  'another',
  'person',
  'unmet',
  'upset',
  'trouble',
  'demand',
  'praise',
  'acclaim',
  'small',
  'idea',
])
const lookBack = 3

/**
 * Which hits are denied: «не разбит», "no damage", 「没有问题」. A phrase that brings its own negation is meant as it stands. Hits come
 * in the order of the text, so a denied word hands its denial on: «не разбит и не помят», "not broken or scratched".
 */
export function markNegation(hits: readonly Hit<Sign>[], tokens: readonly Token[]): (Hit<Sign> & { readonly isNegated: boolean })[] {
  const negations = tokensWith(hits, 'not')
  const skips = tokensWith(hits, 'skip')
  return hits.map((hit) => {
    const isNegated = isDeniable(hit) && isDenied(hit)
    if (isNegated && !isQuiet(hit)) for (const index of hit.at) skips.add(index)
    return { ...hit, isNegated }
  })

  function isDenied({ at }: Hit<Sign>): boolean {
    const first = at[0] ?? 0
    if (at.some((index) => negations.has(index))) return false
    for (let index = first - 1; index >= first - lookBack; index--) {
      if (tokens[index]?.clause !== tokens[first]?.clause) return false
      if (negations.has(index)) return true
      if (!skips.has(index)) return false
    }
    return false
  }
}

function isDeniable({ value }: Hit<Sign>): boolean {
  return value.type !== 'signal' || deniable.has(value.signal)
}

function tokensWith(hits: readonly Hit<Sign>[], signal: Signal): Set<number> {
  return new Set(hits.flatMap(({ value, at }) => (value.type === 'signal' && value.signal === signal ? at : [])))
}
