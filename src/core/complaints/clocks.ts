import { record } from '../journal.js'
import type { ClockName } from '../model/clock.js'
import type { Instant } from '../model/ids.js'
import type { ClockDraft, ComplaintDraft } from '../scene.js'
import { type Actor, plusMs, type Work } from '../work.js'
import { addWorkingMinutes } from './calendar.js'
import { promiseDue } from './promise.js'

const system: Actor = { kind: 'system', id: null }

/** The first news must leave within a minute whatever the hour; the goal is a second. */
const acknowledgeWithinMs = 60_000

export const runningClock = (complaint: ComplaintDraft, name: ClockName): ClockDraft | undefined =>
  complaint.clocks.find((clock) => clock.name === name && clock.metAt === null)

/** Starts a clock, or starts it anew once it was met; one that runs already goes on. */
export function startClock(work: Work, complaint: ComplaintDraft, name: ClockName, promise = false): void {
  if (runningClock(complaint, name)) return
  const due = dueOf(work, complaint, name)
  if (!due) return
  const clock: ClockDraft = {
    complaintId: complaint.id,
    name,
    startedAt: work.now,
    dueAt: due.internalDueAt,
    promisedAt: promise ? due.promisedDueAt : null,
    metAt: null,
    breachedAt: null,
    pausedAt: null,
    pauseReason: null,
    isChanged: true,
  }
  complaint.clocks = [...complaint.clocks.filter((other) => other.name !== name), clock]
  complaint.isChanged = true
}

export function meetClock(work: Work, complaint: ComplaintDraft, name: ClockName): void {
  const clock = runningClock(complaint, name)
  if (!clock) return
  clock.metAt = work.now
  clock.isChanged = true
  complaint.isChanged = true
}

/** Ends what still runs when the complaint itself has ended. */
export function stopClocks(work: Work, complaint: ComplaintDraft): void {
  for (const clock of complaint.clocks) meetClock(work, complaint, clock.name)
}

/** Marks what has run out; each breach is written once, in the journal too. Answers whether any was. */
export function breachClocks(work: Work, complaint: ComplaintDraft): boolean {
  const late = complaint.clocks.filter(
    (clock) => clock.metAt === null && clock.breachedAt === null && clock.pausedAt === null && clock.dueAt <= work.now,
  )
  for (const clock of late) {
    clock.breachedAt = work.now
    clock.isChanged = true
    record(work, complaint, system, 'clock-breached', { clock: clock.name, dueAt: clock.dueAt })
  }
  return late.length > 0
}

function dueOf(work: Work, complaint: ComplaintDraft, name: ClockName): { internalDueAt: Instant; promisedDueAt: Instant } | null {
  if (name === 'acknowledge') {
    const dueAt = plusMs(work.now, acknowledgeWithinMs)
    return { internalDueAt: dueAt, promisedDueAt: dueAt }
  }
  const { reference } = work.tools
  const minutes = reference.norm(complaint.kind, complaint.category, name)
  if (minutes === null) return null
  const { calendar } = reference.brand(complaint.brandId)
  const experience = reference.experience(complaint.kind, complaint.category, name)
  if (name === 'next-answer') {
    const dueAt = addWorkingMinutes(calendar, work.now, minutes)
    return { internalDueAt: dueAt, promisedDueAt: dueAt }
  }
  return promiseDue({ calendar, startedAt: work.now, policyMinutes: minutes, now: work.now, ...(experience ? { experience } : {}) })
}
