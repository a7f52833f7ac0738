import type { Kind } from '../core/model/reading.js'
import { type Evidence, type Found, hitsOf } from './evidence.js'
import type { Signal } from './lexicon/lexicon.js'
import { categoryWeights, riskWeights, signalWeights } from './weights.js'

export type Scores = Record<Kind, number>

/** Words that tell of trouble as a fact; in a supposed case or a plain question they weigh less than a claim or an insult. */
const soft = new Set<Signal>(['unmet', 'upset', 'trouble'])

/** How much speaks for each kind. One word counts once for a kind, by the heaviest phrase it is part of. */
export function score(evidence: Evidence): Scores {
  const context = { asking: sentencesWith(evidence, 'ask', 'request'), supposed: supposedSentences(evidence) }
  const votes = evidence.hits.map((hit) => ({ hit, ...vote(hit, evidence, context) })).sort((left, right) => right.weight - left.weight)
  const scores: Scores = { complaint: 0, praise: 0, question: 0, suggestion: 0, offer: 0 }
  const counted = new Set<string>()
  for (const { hit, kind, weight } of votes) {
    const keys = hit.at.map((index) => `${kind} ${index}`)
    if (weight === 0 || keys.some((key) => counted.has(key))) continue
    for (const key of keys) counted.add(key)
    scores[kind] += weight
  }
  if (evidence.isShouting) scores.complaint += 1
  if (evidence.isLoud && scores.complaint > 0 && scores.praise === 0) scores.complaint += 1
  return { ...scores, question: scores.question + questionShape(evidence) }
}

type Context = { readonly asking: ReadonlySet<number>; readonly supposed: ReadonlySet<number> }
type Vote = { readonly kind: Kind; readonly weight: number }

function vote(hit: Found, evidence: Evidence, context: Context): Vote {
  const { value } = hit
  if (value.type === 'risk') return { kind: 'complaint', weight: riskWeights[value.risk] ?? 0 }
  const factor = softening(sentenceOf(hit, evidence), context)
  if (value.type === 'category') {
    if (hit.isNegated) return { kind: 'praise', weight: value.force === 'wrong' ? 1 : 0 }
    return { kind: 'complaint', weight: categoryWeights[value.force] * factor }
  }
  const known = signalWeights[value.signal]
  if (!known) return { kind: 'complaint', weight: 0 }
  if (known.for === 'praise' && (hit.isNegated || isQuoted(hit, evidence))) return { kind: 'complaint', weight: 2 }
  if (hit.isNegated) return { kind: 'praise', weight: value.signal === 'claim' ? 2 : 0 }
  return { kind: known.for, weight: soft.has(value.signal) ? known.weight * factor : known.weight }
}

function softening(sentence: number, { asking, supposed }: Context): number {
  return supposed.has(sentence) ? 0 : asking.has(sentence) ? 0.5 : 1
}

/** «супер» in quotation marks is no praise. */
function isQuoted({ at }: Found, { tokens }: Evidence): boolean {
  return at.some((index) => tokens[index]?.isQuoted)
}

/** A question mark, and a question word that stands in such a sentence or begins one. */
function questionShape(evidence: Evidence): number {
  const marked = evidence.sentences.some((sentence) => sentence.isQuestion)
  return (marked ? 1 : 0) + (openQuestions(evidence, 'wh', 'yesno').size > 0 ? 1 : 0)
}

/** Sentences that a question word opens, or that end in a question mark and hold one. */
export function openQuestions(evidence: Evidence, ...words: readonly ('wh' | 'yesno')[]): Set<number> {
  const open = hitsOf(evidence, ...words).filter((hit) => {
    const sentence = evidence.sentences[sentenceOf(hit, evidence)]
    return sentence?.isQuestion || (isOpening(hit) && hit.at[0] === sentence?.start)
  })
  return new Set(open.map((hit) => sentenceOf(hit, evidence)))
}

/** "How do I …" asks without a mark too; «вы …» or "is …" does not. */
function isOpening({ value }: Found): boolean {
  return value.type === 'signal' && value.signal === 'wh'
}

function sentencesWith(evidence: Evidence, ...wanted: readonly Signal[]): Set<number> {
  return new Set(hitsOf(evidence, ...wanted).map((hit) => sentenceOf(hit, evidence)))
}

/** «если не подойдёт, можно вернуть?»: a case supposed in a question is no complaint. */
function supposedSentences(evidence: Evidence): Set<number> {
  const asked = new Set([...sentencesWith(evidence, 'ask', 'request'), ...openQuestions(evidence, 'wh', 'yesno')])
  return new Set([...sentencesWith(evidence, 'if')].filter((sentence) => asked.has(sentence)))
}

export function sentenceOf(hit: Found, evidence: Evidence): number {
  return evidence.tokens[hit.at[0] ?? 0]?.sentence ?? 0
}
