import { DeskError } from './desk-error.js'
import { openComplaints } from './hear.js'
import { record } from './journal.js'
import type { Command } from './model/effect.js'
import type { MessageId } from './model/ids.js'
import type { MessageFile } from './model/message.js'
import { type Act, findNamed, refuseForeign, take } from './operator-act.js'
import { markAcknowledged } from './outbound.js'
import { addMessage, markAnswered, send } from './outgoing.js'
import type { Work } from './work.js'

export function reply(act: Act, command: Extract<Command, { type: 'reply' }>): MessageId | null {
  const { work, scene } = act
  if (command.text.trim() === '' && command.fileIds.length === 0)
    throw new DeskError('reply_empty', 422, 'The reply is empty', 'Write a text or attach a file')
  if (scene.conversation.endedAt)
    throw new DeskError('conversation_ended', 409, 'The customer has ended this conversation', 'Reach them by another address')
  refuseForeign(act)
  const unseen = work.scene.newer.filter(
    (one) => one.visibility === 'public' && !(one.author === 'operator' && one.authorId === act.operator.staffId),
  )
  if (unseen.length > 0) {
    throw new DeskError(
      'conversation_moved',
      409,
      'Something was said while you were writing',
      'Read what is new, then send again with the last message you have seen',
      {
        newer: unseen.map(({ id, direction, author, text }) => ({ id, direction, author, text })),
      },
    )
  }
  const about = findNamed(scene, command.complaint ?? null)
  take(act)
  const answered = about ? [about] : openComplaints(scene)
  const messageId = send(work, scene, {
    author: { kind: 'operator', name: act.operator.name, staffId: act.operator.staffId },
    text: command.text,
    files: filesOf(act, command.fileIds),
    complaint: answered.at(-1) ?? null,
  })
  if (messageId !== null) attach(work, command.fileIds, messageId)
  for (const complaint of answered) {
    markAnswered(work, complaint)
    record(work, complaint, act.actor, 'replied', { message: messageId })
  }
  return messageId
}

/** A person has said it with their own mouth, which is as good as sent. */
export function dictated({ work, scene, actor }: Act): MessageId {
  const { resend: message } = work.scene
  if (!message) throw new DeskError('message_unknown', 404, 'There is no such message of ours', 'Read the conversation again')
  if (!work.tools.canOf(scene.conversation.accountId).dictated || message.waiting.length === 0)
    throw new DeskError('message_not_dictated', 409, 'This message does not wait for anybody to say it', 'Read the conversation again')
  for (const { id, acknowledges } of message.waiting) {
    work.settled.push({ id, messageId: message.id, state: 'sent', delivery: 'sent', retryAt: null, reason: null, externalId: null })
    const complaint = scene.complaints.find((one) => one.id === acknowledges)
    if (complaint) markAcknowledged(work, complaint, actor, message.id)
  }
  scene.conversation.isChanged = true
  return message.id
}

/** Somebody of the house takes it on themselves that the customer may get it twice. */
export function resend({ work, scene, actor }: Act): MessageId {
  const { resend: message } = work.scene
  if (!message) throw new DeskError('message_unknown', 404, 'There is no such message of ours', 'Read the conversation again')
  if (message.delivery !== 'uncertain' && message.delivery !== 'failed')
    throw new DeskError('message_not_resendable', 409, 'This message is not waiting to be sent again', 'Read the conversation again')
  work.resent.push(message.id)
  scene.conversation.isChanged = true
  for (const complaint of openComplaints(scene)) record(work, complaint, actor, 'resent', { message: message.id })
  return message.id
}

export type Noted = { readonly fileIds: readonly number[]; readonly complaint: string | null }

export function note(act: Act, text: string, { fileIds, complaint }: Noted = { fileIds: [], complaint: null }): MessageId {
  const { work, scene } = act
  if (text.trim() === '' && fileIds.length === 0)
    throw new DeskError('note_empty', 422, 'The note is empty', 'Write a text or attach a file')
  const about = findNamed(scene, complaint)
  const message = addMessage(work, scene, {
    direction: 'out',
    visibility: 'note',
    author: { kind: 'operator', name: act.operator.name, staffId: act.operator.staffId },
    text,
    files: filesOf(act, fileIds),
    complaint: about,
  })
  attach(work, fileIds, message.id)
  for (const one of about ? [about] : openComplaints(scene)) record(work, one, act.actor, 'noted', { message: message.id })
  return message.id
}

export const attach = (work: Work, fileIds: readonly number[], messageId: MessageId): void => {
  work.attached.push(...fileIds.map((fileId) => ({ fileId, messageId })))
}

export function filesOf({ work }: Act, fileIds: readonly number[]): MessageFile[] {
  return fileIds.map((id) => {
    const file = work.scene.files.find((one) => one.id === id)
    if (!file)
      throw new DeskError('file_unknown', 422, `There is no unsent file ${id}`, 'Upload the file again and use the id of the answer')
    return file
  })
}
