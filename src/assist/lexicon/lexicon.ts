import type { Risk } from '../../core/model/reading.js'
import type { CategoryKey } from '../categories.js'

/** What a phrase is evidence of. Weights live in kind.ts. */
export const signals = [
  'claim', // names a complaint: «жалоба»
  'another', // says it is one more
  'person', // wants a human
  'role', // who is wanted; alone in a message it is the same as 'person'
  'unmet', // a promise or a time that was not kept: «до сих пор»
  'anger', // swearing, insult, accusation
  'upset', // disappointment
  'demand', // money back, punish, fix it
  'rhetoric', // a question that is none: «вы издеваетесь?»
  'irony', // praise meant badly
  'why', // «почему»: a question that may be a reproach
  'trouble', // a mild sign that something is wrong
  'but', // turns what was said before
  'praise', // of somebody or something
  'acclaim', // one warm word that may also be an answer or irony: «супер»
  'ask', // asks for information, also without a question mark
  'wh', // a question word, which counts in a question or at its beginning
  'yesno', // begins a question that may as well be a reproach: "do I look like…?"
  'request', // asks for something to be done
  'word.question', // names a question: «вопрос»
  'word.praise',
  'word.suggestion',
  'idea', // a suggestion
  'pitch', // a supplier's offer, sure
  'pitchlike', // a supplier's word, alone not enough
  'context', // a plain statement that may stand beside a question: «хочу купить»
  'if', // a supposed case
  'thanks', // gratitude, which may have something to tell beside it
  'address', // a part of a postal address
  'small', // small talk and bare answers
  'courtesy', // words that may stand beside small talk
  'filler', // words that may stand beside the bare name of a kind
  'name', // first names
  'not', // turns the next word into its opposite
  'shield', // words that mean nothing apart: «не только», 「不错」 holds no 错
  'skip', // may stand between a negation and its word
  'now', // urgency 3
  'today', // urgency 2
  'event', // urgency 3: cannot be moved
] as const
export type Signal = (typeof signals)[number]

/** Phrases separated by commas or line ends, in the notation of phrases.ts. */
export type Lexicon = Readonly<Record<Signal, string>>

/** `court`, `regulator`, `press` and `leaving` are complaints by themselves; the other risks only mark. */
export type RiskWords = Readonly<Partial<Record<Risk, string>>>

/** `wrong` is a complaint by itself, `hint` a weak sign of one, `about` only names the topic. */
export type CategoryWords = Readonly<
  Partial<Record<CategoryKey, { readonly wrong?: string; readonly hint?: string; readonly about?: string }>>
>

export function phrasesOf(list: string): string[] {
  return list
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '')
}
