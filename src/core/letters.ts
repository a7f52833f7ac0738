import { handOver } from './effects.js'
import { record } from './journal.js'
import { isOpen } from './model/complaint.js'
import type { InboundEvent } from './model/event.js'
import type { InboxId, Instant } from './model/ids.js'
import { addMessage } from './outgoing.js'
import type { ConversationDraft, ConversationScene } from './scene.js'
import type { Actor, Work } from './work.js'

type Said = Extract<InboundEvent, { type: 'message' }>

/** To an address whose letters nobody proves, one acknowledgement an hour and three a day: forged senders make no flood, two desks no loop. */
const most = [
  { withinMs: 3_600_000, count: 1 },
  { withinMs: 86_400_000, count: 3 },
] as const

/** Whether a letter may be answered by the desk itself now. Any other message may. */
export function mayAnswer(conversation: ConversationDraft, event: Said, now: Instant): boolean {
  if (!event.letter || event.letter.isVerified) return true
  const since = (ms: number): number => conversation.acknowledgedTimes.filter((at) => Date.parse(at) > Date.parse(now) - ms).length
  return most.every(({ withinMs, count }) => since(withinMs) < count)
}

/** Remembers an acknowledgement for as long as it counts. */
export function countAcknowledgement(conversation: ConversationDraft, now: Instant): void {
  const day = Date.parse(now) - 86_400_000
  conversation.acknowledgedTimes = [...conversation.acknowledgedTimes.filter((at) => Date.parse(at) > day), now]
  conversation.isAddressChanged = true
  conversation.isChanged = true
}

/**
 * Letters that are no customer's word to the desk: what a program wrote is kept and answered by nobody; a stranger's letter in somebody's
 * thread is kept as theirs, and a person looks at it. Answers whether this was one.
 */
export function hearUnusualLetter(work: Work, scene: ConversationScene, event: Said, inboxId: InboxId): boolean {
  const { letter } = event
  const { conversation } = scene
  if (!letter) return false
  if (letter.automatic === 'own') return true
  const isForeign = conversation.lastSeq > 0 && event.sender.externalId !== conversation.to
  if (letter.automatic === null && !isForeign) return false
  const name = isForeign ? event.sender.externalId : (scene.person.name ?? event.sender.name)
  const { language } = conversation
  const message = addMessage(work, scene, {
    direction: 'in',
    visibility: 'public',
    author: { kind: 'person', name },
    text: event.text,
    externalId: event.externalId,
    inboxId,
    whole: event.whole ?? null,
  })
  const [key, reason] = isForeign ? (['note.foreign-letter', 'foreign-letter'] as const) : (['note.automatic', 'automatic'] as const)
  addMessage(work, scene, {
    direction: 'in',
    visibility: 'note',
    author: { kind: 'system', name: 'desk' },
    text: work.tools.words.say(key, language, { sender: event.sender.externalId }),
  })
  const actor: Actor = { kind: 'system', id: null }
  for (const complaint of scene.complaints)
    if (isOpen(complaint.status)) record(work, complaint, actor, `${reason}-came`, { message: message.id })
  if (isForeign) handOver(work, scene, { actor }, reason)
  return true
}
