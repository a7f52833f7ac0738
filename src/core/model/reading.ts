/** The languages every word of the desk exists in. */
export const languages = ['ru', 'en', 'zh'] as const
export type Language = (typeof languages)[number]

/** What a numbered unit of work is. Spam is a result of closing, not a kind. */
export const kinds = ['complaint', 'praise', 'question', 'suggestion', 'offer'] as const
export type Kind = (typeof kinds)[number]

/** A fact that raises priority or warns of losing the customer; each is shown to the operator as the reason. */
export const risks = ['court', 'regulator', 'press', 'leaving', 'health', 'money', 'repeat', 'overdue', 'anger', 'vulnerable'] as const
export type Risk = (typeof risks)[number]

/**
 * What the desk reads in one message. Made by rules; explainable by `why`.
 *
 * `kind: 'none'` means the words ask for nothing to be registered: thanks, "ok", a greeting, a bare answer to a question.
 * When `isSure` is false the desk registers the message and hands it to a person; it never stays silent.
 */
export type Reading = {
  readonly language: Language
  readonly kind: Kind | 'none'
  readonly isSure: boolean
  /** Key of the category tree, dotted from the root: `delivery.damage`; `other` when nothing fits. */
  readonly category: string
  /** How much the content weighs, 0 (a trifle) to 3 (health, large sums, law). */
  readonly severity: 0 | 1 | 2 | 3
  /** How soon it burns, 0 to 3 (now, today, an event that cannot be moved). */
  readonly urgency: 0 | 1 | 2 | 3
  readonly risks: readonly Risk[]
  /** The customer says in words that this is one more complaint beside an open one. */
  readonly isAnother: boolean
  /** The message names its kind and nothing else: «жалоба», "complaint", 「投诉」. */
  readonly isBare: boolean
  /** "A person, please", in any words. */
  readonly wantsPerson: boolean
  /** Codes of the rules that fired, for the operator and for tests. */
  readonly why: readonly string[]
}
