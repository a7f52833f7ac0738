import { record } from '../journal.js'
import type { ComplaintStatus, StageKey } from '../model/complaint.js'
import { stageKeys } from '../model/complaint.js'
import type { ComplaintDraft } from '../scene.js'
import type { Actor, Work } from '../work.js'

export function setStatus(
  work: Work,
  complaint: ComplaintDraft,
  actor: Actor,
  to: ComplaintStatus,
  data: Record<string, unknown> = {},
): void {
  if (complaint.status === to) return
  record(work, complaint, actor, 'status', { from: complaint.status, to, ...data })
  complaint.status = to
  if (to !== 'snoozed') {
    complaint.snoozedUntil = null
    complaint.snoozeReason = null
  }
}

/** Moves a complaint on to a stage the customer sees; a stage that lies behind is left alone. */
export function setStage(work: Work, complaint: ComplaintDraft, actor: Actor, to: StageKey): void {
  if (stageKeys.indexOf(to) <= stageKeys.indexOf(complaint.stage)) return
  enterStage(work, complaint, actor, to)
}

/** Puts a complaint into a stage, forwards or back. */
export function enterStage(work: Work, complaint: ComplaintDraft, actor: Actor, to: StageKey): void {
  if (complaint.stage === to) return
  record(work, complaint, actor, 'stage', { from: complaint.stage, to })
  complaint.stage = to
  complaint.stageEnteredAt = work.now
}
