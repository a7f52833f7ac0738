import { handOver } from './effects.js'
import { record } from './journal.js'
import { isOpen } from './model/complaint.js'
import type { InboundEvent } from './model/event.js'
import { addMessage } from './outgoing.js'
import { setReachable } from './reachable.js'
import type { ConversationScene, KnownMessage } from './scene.js'
import type { Actor, Work } from './work.js'

type Of<Type extends InboundEvent['type']> = Extract<InboundEvent, { type: Type }>
/** What customers and platforms do to messages and conversations that are there already. */
export type Change = Of<'edited' | 'deleted' | 'reaction' | 'receipt' | 'left' | 'returned' | 'moved' | 'call'>

export const keyOfMessage = (scene: ConversationScene, externalId: string): string => `${scene.conversation.id}:${externalId}`

/** Writes such a change down where it belongs. What speaks of a message that is not there is nobody's loss and does nothing. */
export function hearChange(work: Work, scene: ConversationScene, event: Change): void {
  const { conversation, person } = scene
  const actor: Actor = { kind: 'person', id: person.id }
  switch (event.type) {
    case 'edited': {
      const message = work.scene.known.get(keyOfMessage(scene, event.of))
      if (message?.direction !== 'in' || message.text === event.text) return
      work.edits.push({ messageId: message.id, text: event.text, before: message.text })
      noteOnOpen(work, scene, actor, 'message-edited', message)
      return
    }
    case 'deleted':
      for (const externalId of event.of) {
        const message = work.scene.known.get(keyOfMessage(scene, externalId))
        if (message?.direction !== 'in') continue
        work.deletions.push(message.id)
        noteOnOpen(work, scene, actor, 'message-deleted', message)
      }
      return
    case 'reaction': {
      const message = work.scene.known.get(keyOfMessage(scene, event.of))
      if (!message) return
      work.reactions.push({ messageId: message.id, by: 'person', emoji: event.emoji })
      conversation.isChanged = true
      return
    }
    case 'receipt':
      hearReceipt(work, scene, event)
      return
    case 'left':
      setReachable(conversation, work.now)
      deskNote(work, scene, 'note.left', {})
      return
    case 'returned':
      setReachable(conversation, null)
      return
    case 'moved':
      conversation.movedTo = event.to
      conversation.isChanged = true
      return
    case 'call':
      deskNote(work, scene, event.state === 'began' ? 'note.call-began' : 'note.call-ended', {
        caller: event.sender.name ?? event.sender.externalId,
        recording: event.recordingUrl,
      })
      if (event.state === 'began') handOver(work, scene, { actor: { kind: 'system', id: null } }, 'call')
  }
}

function noteOnOpen(work: Work, scene: ConversationScene, actor: Actor, action: string, message: KnownMessage): void {
  scene.conversation.isChanged = true
  for (const complaint of scene.complaints) if (isOpen(complaint.status)) record(work, complaint, actor, action, { message: message.id })
}

function hearReceipt(work: Work, scene: ConversationScene, { of, state, isUpTo, reason }: Of<'receipt'>): void {
  const message =
    'key' in of
      ? [...work.scene.known.values()].find(({ keys }) => keys.includes(of.key))
      : work.scene.known.get(keyOfMessage(scene, of.externalId))
  if (message?.direction !== 'out') return
  work.receipts.push({ conversationId: scene.conversation.id, messageId: message.id, seq: message.seq, state, isUpTo, reason })
  scene.conversation.isChanged = true
  const complaint = scene.complaints.find(({ id }) => id === message.acknowledges)
  if (!complaint) return
  const actor: Actor = { kind: 'system', id: null }
  if (state === 'failed') {
    complaint.unreachedAt = work.now
    record(work, complaint, actor, 'acknowledgement-failed', { message: message.id, reason: 'bounced' })
    handOver(work, scene, { actor }, 'unreachable')
  } else if (complaint.deliveredAt === null) {
    complaint.deliveredAt = work.now
    complaint.isChanged = true
    record(work, complaint, actor, 'acknowledgement-delivered', { message: message.id })
  }
}

function deskNote(work: Work, scene: ConversationScene, key: string, facts: Readonly<Record<string, string | null>>): void {
  addMessage(work, scene, {
    direction: 'in',
    visibility: 'note',
    author: { kind: 'system', name: 'desk' },
    text: work.tools.words.say(key, scene.conversation.language, facts),
  })
}
