import { personal, record } from '../journal.js'
import { isOpen, type Result } from '../model/complaint.js'
import type { ComplaintDraft, ConversationScene } from '../scene.js'
import type { Actor, Work } from '../work.js'
import { startClock, stopClocks } from './clocks.js'
import { enterStage, setStage, setStatus } from './stages.js'

/** An operator's result: the customer has the last word, for two days, before it counts as closed. */
export function resolveComplaint(work: Work, complaint: ComplaintDraft, actor: Actor, end: { result: Result; cause: string }): void {
  complaint.result = end.result
  complaint.cause = end.cause
  complaint.resolvedAt = work.now
  setStage(work, complaint, actor, 'decision')
  record(work, complaint, actor, 'finished', { result: end.result, cause: personal(complaint, end.cause) })
  setStatus(work, complaint, actor, 'resolved')
  stopClocks(work, complaint)
  work.tools.reference.countLoad(complaint.managerId, -1)
}

export function closeComplaint(work: Work, complaint: ComplaintDraft, actor: Actor, why: 'confirmed' | 'silence' | 'spam'): void {
  if (complaint.status === 'closed') return
  if (isOpen(complaint.status)) work.tools.reference.countLoad(complaint.managerId, -1)
  complaint.closedAt = work.now
  setStage(work, complaint, actor, 'closed')
  setStatus(work, complaint, actor, 'closed', { why })
  stopClocks(work, complaint)
}

/** The customer says it is not all right: the complaint comes back above its priority, with a new answer clock. */
export function returnComplaint(work: Work, scene: ConversationScene, complaint: ComplaintDraft, actor: Actor): void {
  if (isOpen(complaint.status)) return
  complaint.resolvedAt = null
  complaint.closedAt = null
  complaint.result = null
  enterStage(work, complaint, actor, 'checking')
  setStatus(work, complaint, actor, 'returned')
  startClock(work, complaint, 'next-answer')
  startClock(work, complaint, 'decision', true)
  work.tools.reference.countLoad(complaint.managerId, 1)
  if (scene.conversation.holder.kind === 'flow') {
    scene.conversation.holder = { kind: 'queue', reason: 'returned' }
    scene.conversation.isChanged = true
  }
}
