import { type Evidence, hitsOf, tokensOf } from './evidence.js'
import type { Signal } from './lexicon/lexicon.js'
import { cardinals } from './lexicon/numbers.js'
import { zhGivenNames, zhSurnames } from './lexicon/zh-names.js'
import type { Token } from './tokens.js'
import { signalWeights } from './weights.js'

type Likelihood = 'surely' | 'perhaps' | 'no'

const longestTalk = 30
const mostBesideRole = 2

/** Thanks, greetings, yes and no, a number, an address, a name, a wish for a person: nothing that asks to be registered. */
export function isSmallTalk(evidence: Evidence): Likelihood {
  const { tokens } = evidence
  if (tokens.length > longestTalk) return 'no'
  const isRole = tokensOf(evidence, 'person').size > 0 || standsAlone(evidence, 'role')
  const said = tokensOf(evidence, 'small', 'person', 'name', ...(isRole ? (['role'] as const) : []))
  const beside = tokensOf(evidence, 'courtesy', ...(isRole ? (['filler'] as const) : []))
  if (isAddress(evidence)) return 'surely'
  const rest = tokens.filter((token, index) => !said.has(index) && !beside.has(index) && !isFact(token) && token.script !== 'emoji')
  if (rest.length > 0) return isRole && rest.length <= mostBesideRole ? 'surely' : nameLikelihood(evidence, rest)
  if (evidence.isLoud && evidence.sentences.some((sentence) => sentence.isQuestion)) return 'perhaps'
  return said.size > 0 || tokens.some(isFact) ? 'surely' : tokens.some(({ script }) => script === 'emoji') ? 'perhaps' : 'no'
}

/** «ул. Ленина, д. 5, кв. 12»: parts of an address, a number, and beside them only names: in capitals, or before the first part. */
function isAddress(evidence: Evidence): boolean {
  const { tokens, hits } = evidence
  const parts = tokensOf(evidence, 'address')
  const speaks = hits.some(({ value }) => value.type === 'category' || (value.type === 'signal' && value.signal in signalWeights))
  if (parts.size === 0 || speaks || !tokens.some(({ script }) => script === 'number')) return false
  const first = Math.min(...parts)
  const known = tokensOf(evidence, 'small', 'courtesy')
  return tokens.every((token, index) => {
    if (parts.has(index) || known.has(index) || isFact(token)) return true
    return token.script === 'han' ? index < first : token.isCapital || token.text.length === 1
  })
}

/** A number, an e-mail, «№», or a mark with a digit in it: an order, a phone, a tracking code. */
function isFact({ script, text }: Token): boolean {
  return script === 'number' || script === 'contact' || script === 'sign' || cardinals.has(text) || /\p{N}/u.test(text)
}

const russianFamily = /^[а-я]{2,}(ов|ев|ин|ын|ский|цкий|ова|ева|ина|ына|ская|цкая|енко|чук|ович|евич|овна|евна|ична|швили|дзе|ян)$/

/** What is left when small talk is taken away: «Анна Петрова», "Maria Garcia", 「张伟」. */
function nameLikelihood(evidence: Evidence, rest: readonly Token[]): Likelihood {
  const speaking = new Set(
    evidence.hits
      .filter(({ value }) => value.type === 'category' || (value.type === 'signal' && value.signal !== 'skip' && value.signal !== 'filler'))
      .flatMap((hit) => hit.at),
  )
  if (rest.length > 3 || rest.some((token) => speaking.has(evidence.tokens.indexOf(token)))) return 'no'
  if (rest.every(({ script }) => script === 'han'))
    return chineseName(
      rest.map(({ text }) => text),
      evidence,
    )
  if (rest.some(({ script }) => script !== 'latin' && script !== 'cyrillic')) return 'no'
  if (
    rest.length <= 2 &&
    (tokensOf(evidence, 'name').size > 0 || (evidence.tokens.some(isFact) && rest.every(({ isCapital }) => isCapital)))
  )
    return 'surely'
  if (rest.length > 1 && rest.every(({ text }) => russianFamily.test(text))) return 'surely'
  return rest.length > 1 && rest.length === evidence.tokens.length && rest.every(({ isCapital }) => isCapital) ? 'perhaps' : 'no'
}

function chineseName([surname = '', ...given]: readonly string[], { tokens }: Evidence): Likelihood {
  if (!zhSurnames.includes(surname)) return 'no'
  if (given.length === 0) return tokens.some(({ text }) => text === '姓') ? 'surely' : 'no'
  return given.every((character) => zhGivenNames.includes(character)) ? 'surely' : given.length <= 2 ? 'perhaps' : 'no'
}

/** The message holds a phrase of these signals and beside it only fillers and small talk. */
export function standsAlone(evidence: Evidence, ...wanted: readonly Signal[]): boolean {
  const named = new Set(hitsOf(evidence, ...wanted).flatMap(({ at, isNegated }) => (isNegated ? [] : at)))
  if (named.size === 0) return false
  const beside = tokensOf(evidence, 'filler', 'small', 'courtesy')
  return evidence.tokens.every((token, index) => named.has(index) || beside.has(index) || token.script === 'emoji')
}
