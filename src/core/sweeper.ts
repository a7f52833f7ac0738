import { changesOf } from './changes.js'
import { breachClocks } from './complaints/clocks.js'
import { closeComplaint } from './complaints/closing.js'
import { setStatus } from './complaints/stages.js'
import { handOver } from './effects.js'
import type { Fetching } from './fetching.js'
import { registerSuspicion } from './finishing.js'
import { flowAuthor, type Minds, stepFlow } from './hear.js'
import type { Inbound } from './inbound.js'
import type { ConversationId } from './model/ids.js'
import type { Outbound } from './outbound.js'
import type { Live, Log, Store } from './ports.js'
import { reasonOf } from './reason.js'
import type { ConversationScene } from './scene.js'
import { consequencesOf, openWork, plusMs, type Tools, type Work } from './work.js'

export interface Sweeper {
  /** One round: finds in the ledger what was accepted or became due and is not done, and does it. Answers how much it found. One at a time. */
  sweep(): Promise<number>
  /** Resolves when no round is under way. */
  drain(): Promise<void>
}

export type SweeperParts = {
  readonly store: Store
  readonly tools: Tools
  readonly minds: Minds
  readonly live: Live
  readonly log: Log
  readonly inbound: Inbound
  readonly outbound: Outbound
  readonly fetching: Pick<Fetching, 'nudge'>
  /** Tells in another channel what could not be told in one; answers how many it tried. */
  readonly reroute: () => Promise<number>
}

/** A payload that nobody handled within this time was dropped by a process that died; the one that accepted it goes on at once. */
const orphanedAfterMs = 2_000
/** A result that nobody objected to for two days counts as closed. */
const closedAfterMs = 48 * 3_600_000
const limit = 100

const system = { kind: 'system', id: null } as const

/** The guarantee beneath every nudge: reads the ledger, not a queue, so that nothing rests on a job having been kept. */
export function openSweeper(parts: SweeperParts): Sweeper {
  const { store, tools, log } = parts

  async function change(conversationIds: readonly ConversationId[], decide: (work: Work, scene: ConversationScene) => void): Promise<void> {
    for (const id of conversationIds) {
      try {
        const work = await store.change({ conversationIds: [id] }, (scene) => {
          const work = openWork(scene, tools)
          for (const one of scene.conversations) decide(work, one)
          return { consequences: consequencesOf(work), answer: work }
        })
        parts.live.changed(changesOf(work))
        parts.outbound.dispatch(work.leaving)
      } catch (reason) {
        log.error({ conversation: id, reason: reasonOf(reason) }, 'a due conversation could not be moved on; the next sweep tries again')
      }
    }
  }

  async function round(): Promise<number> {
    const now = tools.clock.now()
    const lanes = await store.due.lanes(plusMs(now, -orphanedAfterMs), limit)
    for (const lane of lanes) parts.inbound.nudge(lane)
    const unsent = await store.due.outbox(now, limit)
    for (const id of unsent) parts.outbound.nudge(id)
    const silent = await store.due.silences(now, limit)
    await change(silent, (work, scene) => endSilence(work, parts.minds, scene))
    const suspected = await store.due.suspicions(now, limit)
    await change(suspected, decideSuspicions)
    const due = await store.due.clocks(now, plusMs(now, -closedAfterMs), limit)
    await change(due, ringClocks)
    parts.fetching.nudge()
    const rerouted = await parts.reroute()
    return rerouted + lanes.length + unsent.length + silent.length + suspected.length + due.length
  }

  let running: Promise<number> | null = null
  return {
    sweep() {
      running ??= round().finally(() => {
        running = null
      })
      return running
    },
    async drain() {
      await running?.catch(() => undefined)
    },
  }
}

function endSilence(work: Work, minds: Minds, scene: ConversationScene): void {
  const { conversation } = scene
  if (!conversation.silenceAt || conversation.silenceAt > work.now) return
  conversation.silenceAt = null
  conversation.isChanged = true
  if (conversation.holder.kind === 'operator') return
  const reading = minds.assist.read('', { language: conversation.language })
  stepFlow(
    work,
    minds,
    scene,
    { actor: { kind: 'flow', id: null }, author: flowAuthor, reading, text: '', messageId: null },
    { type: 'silence' },
  )
}

function decideSuspicions(work: Work, scene: ConversationScene): void {
  for (const suspicion of scene.suspicions) if (suspicion.decideAt <= work.now) registerSuspicion(work, scene, suspicion, system)
}

function ringClocks(work: Work, scene: ConversationScene): void {
  for (const complaint of scene.complaints) {
    if (breachClocks(work, complaint) && complaint.status === 'with-bot') handOver(work, scene, { actor: system }, 'clock-breached')
    if (complaint.status === 'snoozed' && complaint.snoozedUntil && complaint.snoozedUntil <= work.now) {
      setStatus(work, complaint, system, 'in-work', { reason: 'snooze-ended' })
    }
    if (complaint.status === 'resolved' && complaint.resolvedAt && complaint.resolvedAt <= plusMs(work.now, -closedAfterMs)) {
      closeComplaint(work, complaint, system, 'silence')
    }
  }
}
