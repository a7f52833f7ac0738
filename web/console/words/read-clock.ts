import type { Clock } from '../../../src/http/contract'

/** How a promise stands: `calm` → `soon` (a quarter left) → `urgent` (a tenth left) → `late`; or paused, or over. `ms` is never negative. */
export type ClockStanding = { readonly state: 'calm' | 'soon' | 'urgent' | 'late' | 'paused' | 'met' | 'met-late'; readonly ms: number }
type Running = Pick<Clock, 'startedAt' | 'dueAt'> & Partial<Pick<Clock, 'metAt' | 'pausedAt'>>

export function readClock({ startedAt, dueAt, metAt = null, pausedAt = null }: Running, now: number): ClockStanding {
  const started = Date.parse(startedAt)
  const due = Date.parse(dueAt)
  if (metAt !== null) {
    const met = Date.parse(metAt)
    return met <= due ? { state: 'met', ms: Math.max(0, met - started) } : { state: 'met-late', ms: met - due }
  }
  if (pausedAt !== null) return { state: 'paused', ms: Math.max(0, due - Date.parse(pausedAt)) }
  const left = due - now
  if (left < 0) return { state: 'late', ms: -left }
  const share = left / Math.max(1, due - started)
  return { state: share <= 0.1 ? 'urgent' : share <= 0.25 ? 'soon' : 'calm', ms: left }
}
