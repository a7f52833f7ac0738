import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addWorkingMinutes, workingMinutesBetween } from '../../../src/core/complaints/calendar.js'
import { experienceOf, promiseDue } from '../../../src/core/complaints/promise.js'
import { roundTheClock, russia } from './golden-due-times.js'

const at = (text: string): string => new Date(`${text}+03:00`).toISOString()
/** Monday, 12:04 in Moscow; the policy is four hours. */
const monday = at('2026-11-23T12:04')
const asked = { calendar: russia, startedAt: monday, policyMinutes: 240, now: monday }

describe('promiseDue', () => {
  it('promises the policy, rounded up to a quarter of an hour, and keeps the inner clock exact', () => {
    expect(promiseDue(asked)).toEqual({ internalDueAt: at('2026-11-23T16:04'), promisedDueAt: at('2026-11-23T16:15') })
  })

  it('promises what the category really took when that is longer, in working time', () => {
    const due = promiseDue({ ...asked, experience: { count: 30, p90WorkingMinutes: 540 } })
    expect(due).toEqual({ internalDueAt: at('2026-11-23T16:04'), promisedDueAt: at('2026-11-24T12:15') })
  })

  it('does not believe fewer than thirty cases, nor a percentile that is no number', () => {
    const promised = (count: number, p90WorkingMinutes: number) =>
      promiseDue({ ...asked, experience: { count, p90WorkingMinutes } }).promisedDueAt
    expect(promised(29, 540)).toBe(at('2026-11-23T16:15'))
    expect(promised(100, Number.NaN)).toBe(at('2026-11-23T16:15'))
    expect(promised(100, Number.POSITIVE_INFINITY)).toBe(at('2026-11-23T16:15'))
  })

  it('promises no sooner than the policy where the category was quicker', () => {
    expect(promiseDue({ ...asked, experience: { count: 99, p90WorkingMinutes: 10 } }).promisedDueAt).toBe(at('2026-11-23T16:15'))
  })

  it('never promises for later than the law allows, not even to round', () => {
    const statutoryDueAt = at('2026-11-24T12:07')
    expect(promiseDue({ ...asked, experience: { count: 30, p90WorkingMinutes: 540 }, statutoryDueAt }).promisedDueAt).toBe(statutoryDueAt)
    expect(promiseDue({ ...asked, policyMinutes: 5400, statutoryDueAt })).toEqual({
      internalDueAt: statutoryDueAt,
      promisedDueAt: statutoryDueAt,
    })
  })

  it('reckons a promise from now when it would lie in the past, and leaves the inner clock overdue', () => {
    const now = at('2026-11-25T10:00')
    expect(promiseDue({ ...asked, now })).toEqual({ internalDueAt: at('2026-11-23T16:04'), promisedDueAt: at('2026-11-25T14:00') })
  })

  it('is not bound by a statutory time that has passed', () => {
    const due = promiseDue({ ...asked, now: at('2026-11-25T10:00'), statutoryDueAt: at('2026-11-24T18:00') })
    expect(due.promisedDueAt).toBe(at('2026-11-25T14:00'))
  })

  it('is never earlier than the inner clock or now, is a quarter or the law, and is kept by nine cases in ten', () => {
    const startMs = Date.parse(monday)
    const minutes = fc.integer({ min: 1, max: 6000 })
    fc.assert(
      fc.property(
        fc.constantFrom(russia, roundTheClock('Europe/Berlin')),
        minutes,
        fc.option(fc.record({ count: fc.nat({ max: 100 }), p90WorkingMinutes: minutes }), { nil: undefined }),
        fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
        fc.nat({ max: 20_000 }),
        (calendar, policyMinutes, experience, lawMinutes, delayMinutes) => {
          const now = new Date(startMs + delayMinutes * 60_000).toISOString()
          const law = lawMinutes === undefined ? undefined : new Date(startMs + lawMinutes * 60_000).toISOString()
          const due = promiseDue({
            ...{ calendar, startedAt: monday, policyMinutes, now },
            ...(experience ? { experience } : {}),
            ...(law ? { statutoryDueAt: law } : {}),
          })
          expect(due.promisedDueAt >= due.internalDueAt).toBe(true)
          expect(due.promisedDueAt > now).toBe(true)
          expect(due.internalDueAt <= addWorkingMinutes(calendar, monday, policyMinutes)).toBe(true)
          const isBound = law !== undefined && law > now
          if (isBound) expect(due.promisedDueAt <= law).toBe(true)
          if (due.promisedDueAt === law) return
          expect(Date.parse(due.promisedDueAt) % (15 * 60_000)).toBe(0)
          if (experience && experience.count >= 30) {
            expect(workingMinutesBetween(calendar, monday, due.promisedDueAt)).toBeGreaterThanOrEqual(experience.p90WorkingMinutes)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('experienceOf', () => {
  it('gives the time within which nine cases in ten were done', () => {
    expect(experienceOf([100, 20, 30, 10, 50, 40, 60, 70, 90, 80])).toEqual({ count: 10, p90WorkingMinutes: 90 })
    expect(experienceOf([7])).toEqual({ count: 1, p90WorkingMinutes: 7 })
  })

  it('knows nothing without a case', () => {
    expect(experienceOf([])).toBe(null)
  })

  it('is a time that at least nine in ten keep, and the least such', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1000 }), { minLength: 1 }), (times) => {
        const { p90WorkingMinutes = 0 } = experienceOf(times) ?? {}
        expect(times.filter((time) => time <= p90WorkingMinutes).length).toBeGreaterThanOrEqual(times.length * 0.9)
        expect(times.filter((time) => time < p90WorkingMinutes).length).toBeLessThan(times.length * 0.9)
      }),
    )
  })
})
