import type { Priority } from '../model/complaint.js'
import type { Importance } from '../model/person.js'
import type { Kind, Reading, Risk } from '../model/reading.js'

export type Weight = {
  readonly kind: Kind
  readonly severity: Reading['severity']
  readonly urgency: Reading['urgency']
  readonly importance: Importance
  readonly risks: readonly Risk[]
}

/**
 * Priority = content × urgency × the customer's importance, with some risks as a floor. More of anything never lowers it.
 * `why` holds the codes of the facts that made it, for the operator: `risk:court`, `severity:2`, `urgency:1`, `importance:key`,
 * `kind:question`; empty when nothing speaks for or against.
 */
export function priorityOf({ kind, severity, urgency, importance, risks }: Weight): { priority: Priority; why: readonly string[] } {
  const score = severityWeights[severity] * (urgency + 1) * importanceWeights[importance] * (kind === 'complaint' ? 1 : 0.5)
  const floors = [...new Set(risks)].flatMap((risk) => riskFloors[risk] ?? [])
  const priority = floors.reduce(higher, priorityOfScore(score))
  const why = [
    ...[...new Set(risks)].filter((risk) => riskFloors[risk]).map((risk) => `risk:${risk}`),
    ...(severity > 0 ? [`severity:${severity}`] : []),
    ...(urgency > 0 ? [`urgency:${urgency}`] : []),
    ...(importance === 'normal' ? [] : [`importance:${importance}`]),
    ...(kind === 'complaint' ? [] : [`kind:${kind}`]),
  ]
  return { priority, why }
}

/** Each step of severity doubles it: health or a court outweighs any hurry. */
const severityWeights = [1, 2, 4, 8] as const
const importanceWeights: Readonly<Record<Importance, number>> = { normal: 1, valued: 1.5, key: 2 }

/** Facts that no low score may hide; the others are weighed in severity and urgency. */
const riskFloors: Readonly<Partial<Record<Risk, Priority>>> = {
  health: 'critical',
  court: 'high',
  regulator: 'high',
  press: 'high',
  leaving: 'high',
  overdue: 'high',
  repeat: 'high',
  vulnerable: 'high',
}

function priorityOfScore(score: number): Priority {
  if (score >= 16) return 'critical'
  if (score >= 8) return 'high'
  return score >= 2 ? 'normal' : 'low'
}

const ranks: Readonly<Record<Priority, number>> = { critical: 3, high: 2, normal: 1, low: 0 }
const higher = (a: Priority, b: Priority): Priority => (ranks[a] >= ranks[b] ? a : b)
