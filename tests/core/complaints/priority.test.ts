import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priorityOf, type Weight } from '../../../src/core/complaints/priority.js'
import { priorities } from '../../../src/core/model/complaint.js'
import { importances } from '../../../src/core/model/person.js'
import { kinds, risks } from '../../../src/core/model/reading.js'

const trifle: Weight = { kind: 'complaint', severity: 0, urgency: 0, importance: 'normal', risks: [] }
const rank = (weight: Weight): number => -priorities.indexOf(priorityOf(weight).priority)

const level = fc.constantFrom(0, 1, 2, 3)
const weight: fc.Arbitrary<Weight> = fc.record({
  kind: fc.constantFrom(...kinds),
  severity: level,
  urgency: level,
  importance: fc.constantFrom(...importances),
  risks: fc.subarray([...risks]),
})

describe('priorityOf', () => {
  it.each<[string, Partial<Weight>, string]>([
    ['a trifle', {}, 'low'],
    ['a trifle of a key customer', { importance: 'key' }, 'normal'],
    ['an ordinary complaint', { severity: 1, urgency: 1 }, 'normal'],
    ['an ordinary complaint of a key customer', { severity: 1, urgency: 1, importance: 'key' }, 'high'],
    ['a heavy one without hurry', { severity: 2 }, 'normal'],
    ['a heavy one today', { severity: 2, urgency: 2 }, 'high'],
    ['a grave one without hurry', { severity: 3 }, 'high'],
    ['a grave one at once', { severity: 3, urgency: 1 }, 'critical'],
    ['a trifle that burns', { urgency: 3 }, 'normal'],
    ['health, however calm', { risks: ['health'] }, 'critical'],
    ['a threat of court, however calm', { risks: ['court'] }, 'high'],
    ['anger alone', { risks: ['anger'] }, 'low'],
    ['a question', { kind: 'question' }, 'low'],
    ['an urgent question', { kind: 'question', severity: 1, urgency: 1 }, 'normal'],
    ['a question that would be pressing as a complaint', { kind: 'question', severity: 2, urgency: 1 }, 'normal'],
    ['praise', { kind: 'praise' }, 'low'],
  ])('gives %s its place', (_name, facts, expected) => {
    expect(priorityOf({ ...trifle, ...facts }).priority).toBe(expected)
  })

  it('names the facts that made it, risks first and each once', () => {
    const { why } = priorityOf({ kind: 'question', severity: 2, urgency: 1, importance: 'key', risks: ['court', 'anger', 'court'] })
    expect(why).toEqual(['risk:court', 'severity:2', 'urgency:1', 'importance:key', 'kind:question'])
    expect(priorityOf(trifle).why).toEqual([])
  })

  it('never falls when severity, urgency, importance or risks grow, or when a complaint is seen', () => {
    fc.assert(
      fc.property(weight, weight, (a, b) => {
        const more: Weight = {
          kind: a.kind === 'complaint' || b.kind === 'complaint' ? 'complaint' : a.kind,
          severity: Math.max(a.severity, b.severity) as Weight['severity'],
          urgency: Math.max(a.urgency, b.urgency) as Weight['urgency'],
          importance: importances[Math.max(importances.indexOf(a.importance), importances.indexOf(b.importance))] ?? 'key',
          risks: [...a.risks, ...b.risks],
        }
        expect(rank(more)).toBeGreaterThanOrEqual(rank(a))
      }),
      { numRuns: 2000 },
    )
  })

  it('can give each of the four', () => {
    const given = new Set(fc.sample(weight, 2000).map((one) => priorityOf(one).priority))
    expect([...given].sort()).toEqual([...priorities].sort())
  })
})
