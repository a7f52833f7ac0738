import type { Kind } from '../core/model/reading.js'
import { categoryHits, type Evidence, hitsOf, tokensOf } from './evidence.js'
import { openQuestions, type Scores, score, sentencesWith } from './score.js'
import { isSmallTalk, standsAlone } from './small-talk.js'

export type KindReading = { readonly kind: Kind | 'none'; readonly isSure: boolean; readonly isBare: boolean; readonly rule: string }

/**
 * What a message is. A real complaint read surely as something else is the worst error, an apology for praise the next worst:
 * what no rule explains is an unsure complaint, and whatever wins against signs of a complaint is itself unsure.
 */
export function readKind(evidence: Evidence): KindReading {
  if (evidence.tokens.length === 0) return { kind: 'complaint', isSure: false, isBare: false, rule: 'no-words' }
  const bare = bareKind(evidence)
  if (bare) return { kind: bare, isSure: true, isBare: true, rule: 'bare' }
  const scores = score(evidence)
  if (scores.complaint === 0) {
    const talk = isSmallTalk(evidence)
    if (talk !== 'no') return { kind: 'none', isSure: talk === 'surely', isBare: false, rule: 'small-talk' }
  }
  return { ...decide(scores, evidence), isBare: false }
}

type Decision = Pick<KindReading, 'kind' | 'isSure' | 'rule'>

function decide(scores: Scores, evidence: Evidence): Decision {
  const { complaint, praise, question, suggestion, offer } = scores
  if (offer >= 4 && offer >= complaint) return { kind: 'offer', isSure: complaint * 2 <= offer, rule: 'offer' }
  if (suggestion > 0 && complaint <= 3) return { kind: 'suggestion', isSure: complaint < 1, rule: 'suggestion' }
  if (praise > complaint && complaint <= 2)
    return { kind: 'praise', isSure: complaint <= 1 && isExplained(evidence, 'praise'), rule: 'praise' }
  if (complaint >= 3) return { kind: 'complaint', isSure: praise < complaint, rule: 'complaint' }
  if (question > 0 && complaint < 2)
    return { kind: 'question', isSure: complaint < 1 && isAskedPlainly(evidence) && isExplained(evidence, 'question'), rule: 'question' }
  if (complaint > 0) return { kind: 'complaint', isSure: complaint >= 2 && question === 0 && praise === 0, rule: 'weak-complaint' }
  if (praise > 0) return { kind: 'praise', isSure: praise >= 2, rule: 'praise' }
  if (offer > 0) return { kind: 'offer', isSure: false, rule: 'offer' }
  return { kind: 'complaint', isSure: false, rule: 'unexplained' }
}

const shortQuestion = 8

/** It says what it asks for, or is a short question or one about a known topic; a long one about anything may be a reproach. */
function isAskedPlainly(evidence: Evidence): boolean {
  if (hitsOf(evidence, 'ask', 'request').length > 0) return true
  const isOpen = openQuestions(evidence).size > 0
  return isOpen && (evidence.tokens.length <= shortQuestion || categoryHits(evidence, 'about').length > 0)
}

/** Every sentence says what the kind says, or is a courtesy or a plain fact: nothing stands there that no rule has read. */
function isExplained(evidence: Evidence, kind: 'praise' | 'question'): boolean {
  const read =
    kind === 'praise'
      ? sentencesWith(evidence, 'praise')
      : new Set([...sentencesWith(evidence, 'ask', 'request', 'context'), ...openQuestions(evidence)])
  if (kind === 'praise' && read.size > 0) return true
  const small = tokensOf(evidence.hits, 'small', 'courtesy', 'name')
  return evidence.sentences.every(({ start, end }, index) => {
    if (read.has(index)) return true
    const unread = evidence.tokens.slice(start, end).filter((token, offset) => token.script !== 'number' && !small.has(start + offset))
    return unread.length <= 1
  })
}

/** «жалоба», "I have a question", 「我有个建议」: the name of a kind and nothing else. */
function bareKind(evidence: Evidence): Kind | undefined {
  if (standsAlone(evidence, 'claim', 'another')) return 'complaint'
  if (standsAlone(evidence, 'word.question')) return 'question'
  if (standsAlone(evidence, 'word.praise')) return 'praise'
  if (standsAlone(evidence, 'word.suggestion')) return 'suggestion'
  return undefined
}

/** "A person, please", in any words, or the bare «оператор». */
export function wantsPerson(evidence: Evidence): boolean {
  return hitsOf(evidence, 'person').some((hit) => !hit.isNegated) || standsAlone(evidence, 'role')
}
