import { openBatches, openTurns } from './batches.js'
import { changesOf } from './changes.js'
import type { Channel } from './channel.js'
import { meetClock } from './complaints/clocks.js'
import { handOver } from './effects.js'
import { fault } from './fault.js'
import { record } from './journal.js'
import type { AccountId, ConversationId, MessageId } from './model/ids.js'
import type { Live, Log, Outgoing, SendOutcome, Store } from './ports.js'
import { setReachable } from './reachable.js'
import { reasonOf } from './reason.js'
import type { ComplaintDraft, ConversationScene, OutboxScene } from './scene.js'
import { openSending } from './sending.js'
import { type Actor, consequencesOf, openWork, plusMs, type Tools, type Work } from './work.js'

export interface Outbound {
  /** Sends what this process already holds the lease of, in order. Nobody waits for it. */
  dispatch(leaving: readonly Outgoing[]): void
  /** Takes the unsent head of a conversation, if nobody holds it, and sends it. */
  nudge(conversationId: ConversationId): void
  drain(): Promise<void>
}

export type OutboundParts = {
  readonly store: Store
  readonly tools: Tools
  readonly live: Live
  readonly log: Log
  readonly channelOf: (accountId: AccountId) => Channel
  /** Something of ours left by this account. */
  readonly onSent?: (accountId: AccountId) => void
}

type Settled = { readonly row: Outgoing; readonly outcome: SendOutcome }

const system = { kind: 'system', id: null } as const

/** Hops 6 and 8: claim and settle; what lies between is in sending.ts. */
export function openOutbound(parts: OutboundParts): Outbound {
  const { store, tools, log } = parts
  const attempt = openSending(parts)
  const flying = new Set<Promise<void>>()
  const settlements = openBatches<Settled, void>(64, async (batch) => {
    await settle(batch)
    return batch.map(() => undefined)
  })
  const turns = openTurns<ConversationId>(
    64,
    (id) => String(id),
    async (ids) => {
      const now = tools.clock.now()
      const claimed = await store.claim(ids, { by: tools.owner, until: plusMs(now, tools.leaseMs), now })
      fault('outbox.claimed')
      dispatch(claimed)
    },
    (reason) => log.error({ reason: reasonOf(reason) }, 'claiming from the outbox failed; the sweeper tries again'),
  )

  function dispatch(leaving: readonly Outgoing[]): void {
    const lanes = new Map<ConversationId, Outgoing[]>()
    for (const row of leaving) lanes.set(row.conversationId, [...(lanes.get(row.conversationId) ?? []), row])
    for (const rows of lanes.values()) {
      const flight = sendInOrder(rows)
        .catch((reason) => log.error({ reason: reasonOf(reason) }, 'settling failed; the lease runs out and the sweeper repeats it'))
        .finally(() => flying.delete(flight))
      flying.add(flight)
    }
  }

  /** One row after another; when one does not leave, those behind it go back into the queue, and the rest of its own message with it. */
  async function sendInOrder(rows: readonly Outgoing[]): Promise<void> {
    const settled: Promise<void>[] = []
    const broken = new Set<MessageId>()
    let isStopped = false
    for (const row of rows) {
      const outcome: SendOutcome = broken.has(row.messageId)
        ? { type: 'ended', delivery: 'failed', kind: 'refused', reason: 'part' }
        : isStopped
          ? { type: 'retry', at: tools.clock.now(), reason: 'behind' }
          : await attempt(row)
      if (outcome.type === 'retry') isStopped = true
      if (outcome.type === 'ended') broken.add(row.messageId)
      settled.push(settlements.add({ row, outcome }))
    }
    await Promise.all(settled)
  }

  async function settle(batch: readonly Settled[]): Promise<void> {
    fault('settle.before')
    const work = await store.change(
      {
        conversationIds: [...new Set(batch.map(({ row }) => row.conversationId))],
        outboxIds: batch.map(({ row }) => row.id),
      },
      (scene) => {
        const work = openWork(scene, tools)
        const held = new Map(scene.outbox.map((row) => [row.id, row]))
        for (const one of batch) {
          const row = held.get(one.row.id)
          if (row && isOurs(row, tools.owner)) settleOne(work, one, row)
        }
        return { consequences: consequencesOf(work), answer: work }
      },
    )
    fault('settle.commit')
    for (const { row, outcome } of batch) if (outcome.type === 'sent') parts.onSent?.(row.accountId)
    parts.live.changed(changesOf(work))
    for (const { conversation, unsent } of work.scene.conversations) {
      const done = work.settled.filter((row) => row.state !== 'queued' && scopeOf(batch, row.id) === conversation.id).length
      const isWaiting = work.settled.some((row) => row.state === 'queued' && scopeOf(batch, row.id) === conversation.id)
      if (!isWaiting && unsent > done) turns.nudge(conversation.id)
    }
  }

  return {
    dispatch,
    nudge: (conversationId) => turns.nudge(conversationId),
    async drain() {
      while (flying.size > 0) await Promise.all(flying)
      await turns.drain()
      await settlements.drain()
      if (flying.size > 0) await this.drain()
    },
  }
}

const scopeOf = (batch: readonly Settled[], id: number): ConversationId | undefined =>
  batch.find(({ row }) => row.id === id)?.row.conversationId

/** Whoever lost the lease has lost the right to settle: another process may be sending. */
const isOurs = (row: OutboxScene, owner: string): boolean => row.leaseBy === owner && (row.state === 'queued' || row.state === 'sending')

function settleOne(work: Work, { row, outcome }: Settled, held: OutboxScene): void {
  const base = { id: row.id, messageId: row.messageId, retryAt: null, reason: null, externalId: null }
  if (outcome.type === 'sent') work.settled.push({ ...base, state: 'sent', delivery: 'sent', externalId: outcome.externalId })
  else if (outcome.type === 'retry')
    work.settled.push({ ...base, state: 'queued', delivery: 'queued', retryAt: outcome.at, reason: outcome.reason })
  else work.settled.push({ ...base, state: outcome.delivery, delivery: outcome.delivery, reason: `${outcome.kind}: ${outcome.reason}` })
  const scene = work.scene.conversations.find(({ conversation }) => conversation.id === row.conversationId)
  if (!scene) return
  // Whoever looks on sees what became of it.
  scene.conversation.isChanged = true
  noteReachability(scene, outcome, work)
  if (held.acknowledges !== null && outcome.type !== 'retry') settleAcknowledgement(work, scene, row, outcome, held.acknowledges)
}

/** What the platform said of the person and of the conversation. */
function noteReachability({ conversation }: ConversationScene, outcome: SendOutcome, work: Work): void {
  if (outcome.type === 'ended' && outcome.kind === 'blocked') setReachable(conversation, conversation.blockedAt ?? work.now)
  if (outcome.type === 'sent') setReachable(conversation, null)
  if (outcome.type === 'sent' && outcome.conversation !== null) {
    conversation.movedTo = outcome.conversation
    conversation.isChanged = true
  }
}

function settleAcknowledgement(
  work: Work,
  scene: ConversationScene,
  row: Outgoing,
  outcome: Exclude<SendOutcome, { type: 'retry' }>,
  complaintId: NonNullable<OutboxScene['acknowledges']>,
): void {
  const complaint = scene.complaints.find((one) => one.id === complaintId)
  if (!complaint) return
  if (outcome.type === 'ended') {
    // The sweeper looks for another way to this person; somebody of the house sees it at once.
    complaint.unreachedAt = work.now
    record(work, complaint, system, 'acknowledgement-failed', { message: row.messageId, reason: outcome.kind })
    handOver(work, scene, { actor: system }, 'unreachable')
    return
  }
  markAcknowledged(work, complaint, system, row.messageId)
}

/** The customer has been told, by whom or whatever. */
export function markAcknowledged(work: Work, complaint: ComplaintDraft, actor: Actor, messageId: MessageId): void {
  if (complaint.acknowledgedAt !== null) return
  complaint.acknowledgedAt = work.now
  complaint.unreachedAt = null
  meetClock(work, complaint, 'acknowledge')
  record(work, complaint, actor, 'acknowledged', { message: messageId })
}
