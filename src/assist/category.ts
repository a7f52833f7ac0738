import { type CategoryKey, categories } from './categories.js'
import { categoryHits, type Evidence } from './evidence.js'

const points = { wrong: 3, hint: 2, about: 1 } as const

/** The leaf for which most speaks; the root when only a topic is named; `other` when nothing is. Ties go to what is listed first. */
export function readCategory(evidence: Evidence): CategoryKey {
  const scores = new Map<CategoryKey, number>()
  const counted = new Set<string>()
  for (const force of ['wrong', 'hint', 'about'] as const) {
    for (const { category, at, isNegated } of categoryHits(evidence, force)) {
      const keys = at.map((index) => `${category} ${index}`)
      if (isNegated || keys.some((key) => counted.has(key))) continue
      for (const key of keys) counted.add(key)
      scores.set(category, (scores.get(category) ?? 0) + points[force])
    }
  }
  return best(scores) ?? 'other'
}

/** What harms people comes before what costs money, and that before what merely disappoints. */
const order = ['safety', 'payment', 'goods', 'delivery', 'online', 'service']

/** A topic named beside a leaf of it speaks for the leaf too: «заказ» for a late delivery. */
function best(scores: ReadonlyMap<CategoryKey, number>): CategoryKey | undefined {
  const total = (key: CategoryKey) => (scores.get(key) ?? 0) + (key.includes('.') ? (scores.get(rootOf(key)) ?? 0) : 0)
  const [first] = [...scores.keys()].sort((left, right) => total(right) - total(left) || rank(left) - rank(right))
  return first
}

function rank(key: CategoryKey): number {
  return order.indexOf(rootOf(key)) + (key.includes('.') ? 0 : 0.5)
}

function rootOf(key: CategoryKey): CategoryKey {
  return categories.find((each) => each.key === key.split('.')[0])?.key ?? 'other'
}
