import { openBatches, openTurns } from './batches.js'
import { type Channel, type OutboundMessage, type Receipt, SendError } from './channel.js'
import { meetClock } from './complaints/clocks.js'
import { fault } from './fault.js'
import { changesOf, reasonOf } from './inbound.js'
import { record } from './journal.js'
import type { AccountId, ConversationId } from './model/ids.js'
import { mayLeave } from './outgoing.js'
import type { Live, Log, Outgoing, SendOutcome, Store } from './ports.js'
import type { OutboxScene } from './scene.js'
import { consequencesOf, openWork, plusMs, type Tools, type Work } from './work.js'

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
}

type Settled = { readonly row: Outgoing; readonly outcome: SendOutcome }

const sendTimeoutMs = 30_000
/** Four-hundred-like and network failures are tried again for three days, ever more slowly. */
const retryAfterMs = (attempts: number): number => Math.min(300_000, 500 * 2 ** Math.min(attempts, 10))
const retryForAttempts = 900

/** Hops 6 to 8: claim, send, settle. */
export function openOutbound(parts: OutboundParts): Outbound {
  const { store, tools, log } = parts
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

  /** One row after another; when one does not leave, those behind it go back into the queue. */
  async function sendInOrder(rows: readonly Outgoing[]): Promise<void> {
    const settled: Promise<void>[] = []
    let isStopped = false
    for (const row of rows) {
      const outcome: SendOutcome = isStopped ? { type: 'retry', at: tools.clock.now(), reason: 'behind' } : await attempt(row)
      if (outcome.type === 'retry') isStopped = true
      settled.push(settlements.add({ row, outcome }))
    }
    await Promise.all(settled)
  }

  async function attempt(row: Outgoing): Promise<SendOutcome> {
    const author = row.message.author.kind
    if (!mayLeave({ author, acknowledges: row.acknowledges }, row.holder)) return { type: 'ended', delivery: 'failed', reason: 'silenced' }
    try {
      fault('send.before')
      const receipt = await parts.channelOf(row.accountId).send(toOutbound(row), AbortSignal.timeout(sendTimeoutMs))
      fault('send.accepted')
      return sentBy(receipt)
    } catch (reason) {
      return outcomeOf(reason, row.attempts, tools.clock.now())
    }
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
  else work.settled.push({ ...base, state: outcome.delivery, delivery: outcome.delivery, reason: outcome.reason })
  if (held.acknowledges === null || outcome.type === 'retry') return
  const scene = work.scene.conversations.find(({ conversation }) => conversation.id === row.conversationId)
  const complaint = scene?.complaints.find((one) => one.id === held.acknowledges)
  if (!complaint) return
  if (outcome.type === 'ended') {
    record(work, complaint, { kind: 'system', id: null }, 'acknowledgement-failed', { message: row.messageId, reason: outcome.reason })
    return
  }
  complaint.acknowledgedAt = work.now
  meetClock(work, complaint, 'acknowledge')
  record(work, complaint, { kind: 'system', id: null }, 'acknowledged', { message: row.messageId })
}

const sentBy = (receipt: Receipt): SendOutcome => ({ type: 'sent', externalId: receipt.externalId })

const toOutbound = (row: Outgoing): OutboundMessage => ({
  id: row.messageId,
  key: row.id,
  accountId: row.accountId,
  conversation: row.conversation,
  to: row.to,
  seq: row.message.seq,
  author: row.message.author,
  language: row.language,
  text: row.message.text,
  choices: row.message.choices,
  ask: row.message.ask,
  files: row.message.files,
  subject: row.thread.subject,
  earlier: row.thread.earlier,
  complaint: row.message.complaint,
  at: row.message.at,
})

/** Maps why a send failed to what follows; the only place that does. Anything but a SendError is a bug and may have been sent. */
function outcomeOf(reason: unknown, attempts: number, now: string): SendOutcome {
  if (!(reason instanceof SendError)) return { type: 'ended', delivery: 'uncertain', reason: reasonOf(reason) }
  switch (reason.kind) {
    case 'unreachable':
    case 'throttled':
    case 'misconfigured':
      if (attempts >= retryForAttempts) return { type: 'ended', delivery: 'failed', reason: reason.message }
      return { type: 'retry', at: plusMs(now, reason.retryAfterMs ?? retryAfterMs(attempts)), reason: reason.kind }
    case 'uncertain':
      return { type: 'ended', delivery: 'uncertain', reason: reason.message }
    case 'refused':
    case 'blocked':
      return { type: 'ended', delivery: 'failed', reason: `${reason.kind}: ${reason.message}` }
  }
}
