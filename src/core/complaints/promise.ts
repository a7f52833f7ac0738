import type { Instant } from '../model/ids.js'
import { addWorkingMinutes, type Calendar, roundUpToQuarter } from './calendar.js'

/** How long a category really took: so many closed ones, nine in ten of them within so many working minutes. */
export type Experience = { readonly count: number; readonly p90WorkingMinutes: number }

export type PromiseQuestion = {
  readonly calendar: Calendar
  readonly startedAt: Instant
  /** The house's norm in working minutes. */
  readonly policyMinutes: number
  readonly experience?: Experience
  /** Where a law sets a term: nothing is promised for later. */
  readonly statutoryDueAt?: Instant
  readonly now: Instant
}

/**
 * `internalDueAt` is what staff are measured by: the policy, or the law where that is sooner. `promisedDueAt` is what the customer is
 * told and is never earlier than it: the later of the policy and what the category really took (from 30 cases on), rounded up to a
 * quarter of an hour, never after the statutory time. A promise that would lie in the past, as for a letter registered days later, is
 * reckoned from `now`; a statutory time that has passed cannot bind it any more.
 */
export function promiseDue(question: PromiseQuestion): { internalDueAt: Instant; promisedDueAt: Instant } {
  const { calendar, startedAt, policyMinutes, statutoryDueAt, now } = question
  const honestMinutes = Math.max(policyMinutes, provenMinutes(question.experience))
  const policyDueAt = addWorkingMinutes(calendar, startedAt, policyMinutes)
  const honestDueAt = addWorkingMinutes(calendar, startedAt, honestMinutes)
  const isAhead = Date.parse(honestDueAt) > Date.parse(now)
  const promisedDueAt = roundUpToQuarter(isAhead ? honestDueAt : addWorkingMinutes(calendar, now, honestMinutes))
  const isBound = statutoryDueAt !== undefined && Date.parse(statutoryDueAt) > Date.parse(now)
  return {
    internalDueAt: statutoryDueAt === undefined ? policyDueAt : earlier(policyDueAt, statutoryDueAt),
    promisedDueAt: isBound ? earlier(promisedDueAt, statutoryDueAt) : promisedDueAt,
  }
}

/** What finished cases teach, from the working minutes each took; the 90th percentile by nearest rank. Null without any. */
export function experienceOf(workingMinutes: readonly number[]): Experience | null {
  const sorted = [...workingMinutes].sort((a, b) => a - b)
  const p90WorkingMinutes = sorted[Math.ceil(sorted.length * 0.9) - 1]
  return p90WorkingMinutes === undefined ? null : { count: sorted.length, p90WorkingMinutes }
}

const enoughCases = 30

const provenMinutes = (experience: Experience | undefined): number =>
  experience && experience.count >= enoughCases && Number.isFinite(experience.p90WorkingMinutes) ? experience.p90WorkingMinutes : 0

const earlier = (a: Instant, b: Instant): Instant => (Date.parse(a) <= Date.parse(b) ? a : b)
