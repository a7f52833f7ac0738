import { isOpen, priorities, rankOf, type View, viewOf } from '../model/complaint.js'
import type { ClockDraft, ComplaintDraft, ConversationScene } from '../scene.js'

const order: readonly View[] = ['now', 'bot', 'waiting', 'snoozed', 'closed']

/** The nearest unmet clock of a complaint; a missed first answer is never hidden behind a later one. */
export function nearestClock(complaint: ComplaintDraft): ClockDraft | null {
  const running = complaint.clocks.filter((clock) => clock.metAt === null && clock.pausedAt === null)
  return running.reduce<ClockDraft | null>((nearest, clock) => (nearest === null || clock.dueAt < nearest.dueAt ? clock : nearest), null)
}

/**
 * Where a conversation stands in the feed: the strip, the clock that sorts it and the complaint it shows.
 * Kept in the conversation's row with every write, so that the feed is one walk along an index.
 */
export function updateStanding(scene: ConversationScene): void {
  const { conversation, complaints } = scene
  const ranked = complaints
    .filter((complaint) => complaint.status !== 'closed')
    .map((complaint) => ({ complaint, view: viewOf[complaint.status], clock: nearestClock(complaint) }))
    .sort(
      (a, b) =>
        order.indexOf(a.view) - order.indexOf(b.view) ||
        compareDue(a.clock, b.clock) ||
        rankOf(a.complaint.priority) - rankOf(b.complaint.priority) ||
        a.complaint.id - b.complaint.id,
    )
  const [top] = ranked
  const isSnoozed = top?.complaint.status === 'snoozed'
  conversation.view = needsPerson(scene) ? 'now' : (top?.view ?? 'closed')
  conversation.nextClock = top?.clock?.name ?? null
  conversation.nextDueAt = isSnoozed ? top.complaint.snoozedUntil : (top?.clock?.dueAt ?? null)
  conversation.nextRank = top ? rankOf(top.complaint.priority) : priorities.length
  conversation.topComplaintId = top?.complaint.id ?? complaints.at(-1)?.id ?? null
  conversation.isChanged = true
}

/** A conversation that was handed over while nothing is open must still be seen by somebody. */
const needsPerson = ({ conversation, complaints }: ConversationScene): boolean =>
  conversation.holder.kind !== 'flow' && !complaints.some((complaint) => isOpen(complaint.status))

const compareDue = (a: ClockDraft | null, b: ClockDraft | null): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  return a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0
}
