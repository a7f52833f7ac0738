import { type Risk, risks } from '../../core/model/reading.js'
import type { CategoryKey } from '../categories.js'
import { categories } from '../categories.js'
import { type Phrase, PhraseBook } from '../phrases.js'
import { emoji } from './emoji.js'
import { en } from './en.js'
import { enCategories } from './en-categories.js'
import { enRisks } from './en-risks.js'
import { type CategoryWords, type Lexicon, phrasesOf, type RiskWords, type Signal, signals } from './lexicon.js'
import { ru } from './ru.js'
import { ruCategories } from './ru-categories.js'
import { ruRisks } from './ru-risks.js'
import { forgivenStems } from './typos.js'
import { zh } from './zh.js'
import { zhCategories } from './zh-categories.js'
import { zhRisks } from './zh-risks.js'

/** What a phrase says: a signal, a risk, or a category and how surely. */
export type Sign =
  | { readonly type: 'signal'; readonly signal: Signal }
  | { readonly type: 'risk'; readonly risk: Risk }
  | { readonly type: 'category'; readonly category: CategoryKey; readonly force: 'wrong' | 'hint' | 'about' }

/** All three languages at once: scripts keep them apart, and a message may mix them. */
export const book = new PhraseBook<Sign>(
  [
    ...[ru, en, zh, emoji].flatMap(fromSignals),
    ...[ruRisks, enRisks, zhRisks].flatMap(fromRisks),
    ...[ruCategories, enCategories, zhCategories].flatMap(fromCategories),
  ],
  forgivenStems,
)

function fromSignals(lexicon: Partial<Lexicon>): Phrase<Sign>[] {
  return signals.flatMap((signal) =>
    phrasesOf(lexicon[signal] ?? '').map((phrase) => ({ phrase, value: { type: 'signal' as const, signal } })),
  )
}

function fromRisks(words: RiskWords): Phrase<Sign>[] {
  return risks.flatMap((risk) => phrasesOf(words[risk] ?? '').map((phrase) => ({ phrase, value: { type: 'risk' as const, risk } })))
}

function fromCategories(words: CategoryWords): Phrase<Sign>[] {
  const forces = ['wrong', 'hint', 'about'] as const
  return categories.flatMap(({ key }) =>
    forces.flatMap((force) =>
      phrasesOf(words[key]?.[force] ?? '').map((phrase) => ({ phrase, value: { type: 'category' as const, category: key, force } })),
    ),
  )
}
