import type { Language } from '../core/model/reading.js'

/** One text in every language, side by side, in Liquid. */
export type Texts = Readonly<Record<Language, string>>
/** A message to a customer, with the titles of its choices. */
export type MessageTexts = Texts & { readonly choices?: Readonly<Record<string, Texts>> }
export type MessageTable = Readonly<Record<string, MessageTexts>>
export type LabelTable = Readonly<Record<string, Texts>>
