import { changesOf } from './changes.js'
import { acknowledgementKey, say } from './effects.js'
import { deskAuthor } from './hear.js'
import { record } from './journal.js'
import type { ComplaintId, ConversationId, Instant } from './model/ids.js'
import type { Outbound } from './outbound.js'
import type { Live, Log, Store } from './ports.js'
import { reasonOf } from './reason.js'
import { consequencesOf, openWork, type Tools } from './work.js'

/** A complaint whose acknowledgement nobody got, and another conversation of the same person in which it was not tried yet. */
export type Unreached = { readonly complaintId: ComplaintId; readonly conversationId: ConversationId }

export interface RerouteBook {
  /** Only complaints for which there is another way; the newest way of each. */
  unreached(now: Instant, limit: number): Promise<readonly Unreached[]>
  /** Makes the complaint one of that conversation too. Does nothing when it is. */
  link(unreached: Unreached): Promise<void>
}

export type ReroutingParts = {
  readonly book: RerouteBook
  readonly store: Store
  readonly tools: Tools
  readonly live: Live
  readonly log: Log
  readonly outbound: Outbound
}

/** What could not be told in one channel is told in the person's next one. Answers how many it tried. */
export function openRerouting({ book, store, tools, live, log, outbound }: ReroutingParts): () => Promise<number> {
  async function tell(unreached: Unreached): Promise<void> {
    await book.link(unreached)
    const work = await store.change({ conversationIds: [unreached.conversationId] }, (scene) => {
      const work = openWork(scene, tools)
      for (const one of scene.conversations) {
        const complaint = one.complaints.find(({ id }) => id === unreached.complaintId)
        if (!complaint || complaint.unreachedAt === null) continue
        complaint.unreachedAt = null
        record(work, complaint, { kind: 'system', id: null }, 'acknowledgement-rerouted', { conversation: unreached.conversationId })
        say(work, one, { author: deskAuthor }, { key: acknowledgementKey(complaint), complaint, acknowledges: true })
      }
      return { consequences: consequencesOf(work), answer: work }
    })
    live.changed(changesOf(work))
    outbound.dispatch(work.leaving)
  }

  return async () => {
    const found = await book.unreached(tools.clock.now(), 20)
    for (const one of found) {
      await tell(one).catch((reason) =>
        log.error({ complaint: one.complaintId, reason: reasonOf(reason) }, 'an acknowledgement found no other way'),
      )
    }
    return found.length
  }
}
