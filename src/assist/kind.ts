import type { Kind } from '../core/model/reading.js'
import { enoughPraise, isExplained, isRedeemed, isTakenBack, sizeOf } from './doubt.js'
import { categoryHits, type Evidence, hitsOf } from './evidence.js'
import { openQuestions, type Scores, score } from './score.js'
import { isSmallTalk, standsAlone } from './small-talk.js'

type KindReading = { readonly kind: Kind | 'none'; readonly isSure: boolean; readonly isBare: boolean; readonly rule: string }

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
  const decision = decide(scores, evidence)
  return { ...decision, isSure: decision.isSure && sizeOf(evidence) > 0, isBare: false }
}

type Decision = Pick<KindReading, 'kind' | 'isSure' | 'rule'>

function decide(scores: Scores, evidence: Evidence): Decision {
  const { complaint, praise, question, suggestion, offer } = scores
  const size = sizeOf(evidence)
  if (offer >= 4 && offer >= complaint) return { kind: 'offer', isSure: complaint * 2 <= offer, rule: 'offer' }
  if (suggestion > 0 && complaint <= 3) return { kind: 'suggestion', isSure: complaint < 1 && size <= longest, rule: 'suggestion' }
  if (complaint >= 3 && praise >= 2 && isRedeemed(evidence)) return { kind: 'praise', isSure: false, rule: 'redeemed' }
  if (complaint < 3 && isTakenBack(evidence)) return { kind: 'complaint', isSure: false, rule: 'taken-back' }
  if (praise > complaint && complaint <= 2)
    return { kind: 'praise', isSure: complaint <= 1 && praise >= enoughPraise(evidence, size), rule: 'praise' }
  if (complaint >= 3) return { kind: 'complaint', isSure: complaint >= praise + 2 || isOutspoken(evidence), rule: 'complaint' }
  if (question > 0 && complaint < 2 && hitsOf(evidence, 'why').length === 0) {
    return {
      kind: 'question',
      isSure: complaint < 1 && !evidence.isLoud && isAskedPlainly(evidence, size) && isExplained(evidence),
      rule: 'question',
    }
  }
  if (complaint > 0) return { kind: 'complaint', isSure: complaint >= 2 && question === 0 && praise === 0, rule: 'weak-complaint' }
  if (praise > 0) return { kind: 'praise', isSure: praise >= enoughPraise(evidence, size), rule: 'praise' }
  if (offer > 0) return { kind: 'offer', isSure: false, rule: 'offer' }
  if (hitsOf(evidence, 'thanks').length > 0) return { kind: 'praise', isSure: false, rule: 'thanks-for-something' }
  return { kind: 'complaint', isSure: false, rule: 'unexplained' }
}

const longest = 30
const shortQuestion = 8

/** Names a complaint, insults, demands or reproaches: no warm word beside it changes that. */
function isOutspoken(evidence: Evidence): boolean {
  return hitsOf(evidence, 'claim', 'another', 'anger', 'demand', 'rhetoric', 'irony').some((hit) => !hit.isNegated)
}

/** It says what it asks for, or is a short question or one about a known topic; a long one about anything may be a reproach. */
function isAskedPlainly(evidence: Evidence, size: number): boolean {
  if (hitsOf(evidence, 'ask', 'request').length > 0) return size <= longest
  if (!evidence.sentences.some((sentence) => sentence.isQuestion)) return false
  const isOnTopic = categoryHits(evidence, 'about').length > 0
  if (openQuestions(evidence, 'wh').size > 0) return size <= (isOnTopic ? 2 * shortQuestion : shortQuestion)
  return openQuestions(evidence, 'yesno').size > 0 && isOnTopic && size <= shortQuestion
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
