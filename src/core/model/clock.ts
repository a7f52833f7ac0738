import type { ComplaintId, Instant } from './ids.js'

export const clockNames = [
  'acknowledge',
  'first-answer',
  'next-answer',
  'stage',
  'decision',
  'department',
  'approval',
  'silence',
  'statutory',
] as const
export type ClockName = (typeof clockNames)[number]

/** A promise with a due time. `dueAt` is the house's own norm; `promisedAt` what the customer was told, never earlier. */
export type RunningClock = {
  readonly complaintId: ComplaintId
  readonly name: ClockName
  readonly startedAt: Instant
  readonly dueAt: Instant
  readonly promisedAt: Instant | null
  readonly metAt: Instant | null
  readonly breachedAt: Instant | null
  readonly pausedAt: Instant | null
  readonly pauseReason: string | null
}
