import { type Reading, type Risk, risks } from '../core/model/reading.js'
import type { CategoryKey } from './categories.js'
import { categoryHits, type Evidence, hitsOf } from './evidence.js'

type Weight = Pick<Reading, 'severity' | 'urgency' | 'risks'>

/** How much it weighs and how soon it burns; each risk is one the operator can be shown the word for. */
export function readWeight(evidence: Evidence, { kind, category }: { kind: Reading['kind']; category: CategoryKey }): Weight {
  const found = readRisks(evidence, kind)
  return {
    severity: kind === 'complaint' ? severity(category, found) : 0,
    urgency: kind === 'none' ? 0 : urgency(evidence, found),
    risks: found,
  }
}

const heavy = new Set<CategoryKey>(['payment.double', 'payment.refund', 'delivery.lost', 'safety.privacy'])

function severity(category: CategoryKey, found: readonly Risk[]): Reading['severity'] {
  if (category === 'safety.health' || found.some((risk) => risk === 'court' || risk === 'regulator' || risk === 'health')) return 3
  if (heavy.has(category) || found.some((risk) => risk === 'press' || risk === 'leaving' || risk === 'repeat' || risk === 'vulnerable'))
    return 2
  return 1
}

function urgency(evidence: Evidence, found: readonly Risk[]): Reading['urgency'] {
  if (hitsOf(evidence, 'now', 'event').length > 0 || found.includes('health')) return 3
  if (hitsOf(evidence, 'today').length > 0) return 2
  return found.includes('overdue') ? 1 : 0
}

const riskOf: Partial<Record<CategoryKey, Risk>> = { 'safety.health': 'health', 'payment.double': 'money', 'payment.refund': 'money' }

function readRisks(evidence: Evidence, kind: Reading['kind']): Risk[] {
  if (kind === 'none' || kind === 'offer') return []
  const found = new Set<Risk>(
    evidence.hits.flatMap(({ value, isNegated }) => (value.type === 'risk' && (!isNegated || value.risk === 'money') ? [value.risk] : [])),
  )
  if (kind === 'complaint' && (hitsOf(evidence, 'anger').length > 0 || evidence.isShouting)) found.add('anger')
  for (const { category, isNegated } of categoryHits(evidence, 'wrong')) {
    const risk = riskOf[category]
    if (risk && !isNegated) found.add(risk)
  }
  return risks.filter((risk) => found.has(risk))
}
