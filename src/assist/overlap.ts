import type { Sign } from './lexicon/book.js'
import type { Signal } from './lexicon/lexicon.js'
import type { Hit } from './phrases.js'
import { signalWeights } from './weights.js'

/** Words that only cover, mark or turn others: they neither take a word from another phrase nor give theirs away. */
const quiet = new Set<Signal>([
  'courtesy',
  'filler',
  'role',
  'name',
  'not',
  'skip',
  'but',
  'if',
  'now',
  'today',
  'event',
  'context',
  'thanks',
  'yesno',
  'address',
])
const coverage = new Set<Signal>(['courtesy', 'filler', 'role', 'name', 'address'])

/**
 * Leaves the phrases that are meant. Two rules: part of a shielded phrase means nothing apart (there is no 错 in 「不错」), and a
 * phrase inside a longer one that speaks for something else gives way (in «вопрос решён» nobody has a «вопрос»).
 */
export function settleOverlaps(hits: readonly Hit<Sign>[]): Hit<Sign>[] {
  return withoutContained(withoutShielded(hits))
}

export function isQuiet({ value }: Hit<Sign>): boolean {
  if (value.type === 'signal') return quiet.has(value.signal)
  return value.type === 'risk' || value.force === 'about'
}

function withoutShielded(hits: readonly Hit<Sign>[]): Hit<Sign>[] {
  const shields = byToken(hits.filter(({ value }) => value.type === 'signal' && value.signal === 'shield'))
  return hits.filter((hit) => {
    if (hit.value.type === 'signal' && coverage.has(hit.value.signal)) return true
    return !hit.at.some((index) => shields.get(index)?.some((shield) => !shield.at.every((each) => hit.at.includes(each))))
  })
}

function withoutContained(hits: readonly Hit<Sign>[]): Hit<Sign>[] {
  const speaking = byToken(hits.filter((hit) => !isQuiet(hit)))
  return hits.filter((hit) => {
    if (isQuiet(hit)) return true
    const rivals = speaking.get(hit.at[0] ?? -1) ?? []
    return !rivals.some(
      (rival) => rival.at.length > hit.at.length && side(rival) !== side(hit) && hit.at.every((index) => rival.at.includes(index)),
    )
  })
}

function byToken(hits: readonly Hit<Sign>[]): Map<number, Hit<Sign>[]> {
  const found = new Map<number, Hit<Sign>[]>()
  for (const hit of hits) {
    for (const index of hit.at) {
      const known = found.get(index)
      if (known) known.push(hit)
      else found.set(index, [hit])
    }
  }
  return found
}

function side({ value }: Hit<Sign>): string {
  return value.type === 'signal' ? (signalWeights[value.signal]?.for ?? value.signal) : 'complaint'
}
