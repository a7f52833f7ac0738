import { changesOf } from './changes.js'
import { closeComplaint, returnComplaint } from './complaints/closing.js'
import { DeskError } from './desk-error.js'
import { record } from './journal.js'
import { isOpen } from './model/complaint.js'
import type { ComplaintId, ConversationId } from './model/ids.js'
import { addMessage } from './outgoing.js'
import type { Live, Store } from './ports.js'
import type { ComplaintDraft, ConversationScene } from './scene.js'
import { type Actor, consequencesOf, openWork, plusMs, type Tools, type Work } from './work.js'

/** The customer's last word on what was done, from a page that knows which complaint it is about. */
export type Verdict =
  | {
      readonly type: 'verdict'
      readonly isSatisfied: boolean
      /** The words the customer chose, and those they added; they stand in the conversation as theirs. */
      readonly text: string
      /** Names this one word of theirs: the same twice is one. */
      readonly externalId: string
    }
  | { readonly type: 'rating'; readonly rating: 1 | 2 | 3 | 4 | 5 }

export interface Verdicts {
  /**
   * One word, one transaction. `open` when there is nothing to judge yet, because the complaint is being worked on: nothing was done.
   * @throws DeskError `complaint_unknown` (404), `verdict_late` (409) for a "no" after the time for it
   */
  give(target: { readonly conversationId: ConversationId; readonly complaintId: ComplaintId }, verdict: Verdict): Promise<'done' | 'open'>
}

/** So long after its end a complaint is taken up again at the customer's word; later it begins as a new one. */
export const reopenForMs = 14 * 86_400_000

export type VerdictParts = { readonly store: Store; readonly tools: Tools; readonly live: Live }

/**
 * A verdict given beside the conversation. It goes past the flow, because the flow's question in the chat may be about another complaint or
 * long forgotten; where the flow still waits for this very answer, it waits no longer.
 */
export function openVerdicts({ store, tools, live }: VerdictParts): Verdicts {
  return {
    async give({ conversationId, complaintId }, verdict) {
      const externalIds = verdict.type === 'verdict' ? [verdict.externalId] : []
      const { work, outcome } = await store.change({ conversationIds: [conversationId], externalIds }, (scene) => {
        const work = openWork(scene, tools)
        const [found] = scene.conversations
        const complaint = found?.complaints.find(({ id }) => id === complaintId)
        if (!found || !complaint) throw new DeskError('complaint_unknown', 404, 'There is no such complaint', 'Use the link you were sent')
        const isKnown = externalIds.some((id) => scene.known.has(`${conversationId}:${id}`))
        const outcome = isKnown ? 'done' : judge(work, found, complaint, verdict)
        return { consequences: consequencesOf(work), answer: { work, outcome } }
      })
      live.changed(changesOf(work))
      return outcome
    },
  }
}

function judge(work: Work, scene: ConversationScene, complaint: ComplaintDraft, verdict: Verdict): 'done' | 'open' {
  if (isOpen(complaint.status)) return 'open'
  const actor: Actor = { kind: 'person', id: scene.person.id }
  if (verdict.type === 'rating') {
    complaint.rating = verdict.rating
    record(work, complaint, actor, 'rated', { rating: verdict.rating })
    return 'done'
  }
  if (!verdict.isSatisfied) checkInTime(work, complaint)
  const message = addMessage(work, scene, {
    direction: 'in',
    visibility: 'public',
    author: { kind: 'person', name: scene.person.name },
    text: verdict.text,
    externalId: verdict.externalId,
    complaint,
  })
  record(work, complaint, actor, 'judged', { isSatisfied: verdict.isSatisfied, message: message.id })
  if (verdict.isSatisfied) closeComplaint(work, complaint, actor, 'confirmed')
  else returnComplaint(work, scene, complaint, actor)
  answerFlow(scene, complaint)
  return 'done'
}

function checkInTime(work: Work, complaint: ComplaintDraft): void {
  const isOver = complaint.closedAt !== null && plusMs(complaint.closedAt, reopenForMs) < work.now
  if (isOver || complaint.result === 'spam')
    throw new DeskError(
      'verdict_late',
      409,
      'This was closed too long ago to be taken up again',
      'Write what happened; it begins as a new one',
    )
}

/** The flow keeps the complaint it speaks of in the fact `complaint`; see the language's `finished` event. */
function answerFlow({ conversation }: ConversationScene, complaint: ComplaintDraft): void {
  const { flow } = conversation
  if (!flow?.node || flow.facts.complaint !== complaint.number) return
  conversation.flow = { ...flow, node: null, stack: [], attempts: 0, silenceAt: null }
  conversation.silenceAt = null
  conversation.isChanged = true
}
