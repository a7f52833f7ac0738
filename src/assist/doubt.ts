import type { Kind } from '../core/model/reading.js'
import { type Evidence, type Found, hitsOf, tokensOf } from './evidence.js'
import type { Signal } from './lexicon/lexicon.js'
import { signalWeights } from './weights.js'

/** A Chinese word is somewhat less than two characters. */
const hanWord = 0.6

/** Roughly how many words: a long text of which little was read is never sure. */
export function sizeOf({ tokens }: Evidence): number {
  return tokens.reduce((sum, { script }) => sum + (script === 'han' ? hanWord : script === 'emoji' ? 0 : 1), 0)
}

/** One kind word does not carry a long text, and «но» may take it back. */
export function enoughPraise(evidence: Evidence, size: number): number {
  const least = hitsOf(evidence, 'praise').length > 0 ? 2 : 3
  return Math.max(least, 1 + size / 8) + (hitsOf(evidence, 'but').length > 0 ? 1 : 0)
}

const mostUnread = 2

/** Every sentence asks, or is a courtesy or a plain fact: nothing stands there that no rule has read. */
export function isExplained(evidence: Evidence): boolean {
  return unreadIn(evidence, 'ask', 'request', 'context', 'wh').every(({ count }) => count < mostUnread)
}

/**
 * Warm words that the rest may turn round: «спасибо, но …», or a lone «Прекрасно.» before something that no rule has read. Without
 * real praise they are as likely to be irony.
 */
export function isTakenBack(evidence: Evidence): boolean {
  const warm = hitsOf(evidence, 'thanks', 'acclaim', 'praise')
  const first = Math.min(...warm.map((hit) => hit.at[0] ?? 0))
  if (warm.length === 0) return false
  const turn = hitsOf(evidence, 'but').find((hit) => (hit.at[0] ?? 0) > first)
  const unread = unreadIn(evidence, 'acclaim', 'praise', 'small')
  if (turn) return !hitsOf(evidence, 'praise', 'acclaim').some((hit) => (hit.at[0] ?? 0) > (turn.at[0] ?? 0))
  return hitsOf(evidence, 'praise', 'thanks').length === 0 && unread.some(({ count, from }) => count > mostUnread && from > first)
}

/** «Думала, обманете, а вы молодцы»: after the last «но» only warm words stand. */
export function isRedeemed(evidence: Evidence): boolean {
  const turn = Math.max(-1, ...hitsOf(evidence, 'but').map((hit) => hit.at[0] ?? 0))
  const after = evidence.hits.filter((hit) => turn >= 0 && (hit.at[0] ?? 0) >= turn && !hit.isNegated)
  return after.some((hit) => sideOf(hit) === 'praise') && !after.some((hit) => sideOf(hit) === 'complaint')
}

function sideOf({ value }: Found): Kind | undefined {
  if (value.type === 'signal') return signalWeights[value.signal]?.for
  return value.type === 'category' && value.force !== 'about' ? 'complaint' : undefined
}

/** How many words of each sentence nobody explains. Chinese runs sentences on with commas, so there it goes by clause. */
function unreadIn(evidence: Evidence, ...explaining: readonly Signal[]): { count: number; from: number }[] {
  const place = (index: number) => {
    const token = evidence.tokens[index]
    return token?.script === 'han' ? `clause ${token.clause}` : `sentence ${token?.sentence}`
  }
  const read = new Set(hitsOf(evidence, ...explaining).flatMap((hit) => hit.at.map(place)))
  const small = tokensOf(evidence, 'small', 'courtesy', 'name', 'if')
  const unread = new Map<string, { count: number; from: number }>()
  for (const [index, { script }] of evidence.tokens.entries()) {
    if (read.has(place(index)) || small.has(index) || script === 'number' || script === 'emoji') continue
    const known = unread.get(place(index)) ?? { count: 0, from: index }
    unread.set(place(index), { ...known, count: known.count + (script === 'han' ? hanWord : 1) })
  }
  return [...unread.values()]
}
