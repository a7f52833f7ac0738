import type { Kind, Risk } from '../core/model/reading.js'
import type { Signal } from './lexicon/lexicon.js'

/** How much one phrase of a signal speaks, and for which kind. */
export const signalWeights: Partial<Record<Signal, { readonly for: Kind; readonly weight: number }>> = {
  claim: { for: 'complaint', weight: 4 },
  another: { for: 'complaint', weight: 4 },
  anger: { for: 'complaint', weight: 3 },
  rhetoric: { for: 'complaint', weight: 3 },
  demand: { for: 'complaint', weight: 2 },
  unmet: { for: 'complaint', weight: 2 },
  upset: { for: 'complaint', weight: 2 },
  irony: { for: 'complaint', weight: 2 },
  why: { for: 'complaint', weight: 1 },
  trouble: { for: 'complaint', weight: 1 },
  praise: { for: 'praise', weight: 2 },
  acclaim: { for: 'praise', weight: 1 },
  ask: { for: 'question', weight: 2 },
  request: { for: 'question', weight: 2 },
  idea: { for: 'suggestion', weight: 3 },
  pitch: { for: 'offer', weight: 4 },
  pitchlike: { for: 'offer', weight: 2 },
}
/** The other risks only mark. */
export const riskWeights: Partial<Record<Risk, number>> = { court: 3, regulator: 3, press: 2, leaving: 2 }
export const categoryWeights = { wrong: 3, hint: 1, about: 0 }
