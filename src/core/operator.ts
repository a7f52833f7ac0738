import { closeComplaint, resolveComplaint } from './complaints/closing.js'
import { register } from './complaints/register.js'
import { setStage, setStatus } from './complaints/stages.js'
import { DeskError } from './desk-error.js'
import { acknowledgementKey, say } from './effects.js'
import { deskAuthor, flowAuthor, type Minds, openComplaints, pauseForCustomer, stepFlow } from './hear.js'
import { changesOf } from './inbound.js'
import { record } from './journal.js'
import { isOpen } from './model/complaint.js'
import type { Command } from './model/effect.js'
import type { ConversationId, MessageId, StaffId } from './model/ids.js'
import type { MessageFile } from './model/message.js'
import { markAcknowledged, type Outbound } from './outbound.js'
import { addMessage, markAnswered, send } from './outgoing.js'
import type { Live, Store } from './ports.js'
import type { ComplaintDraft, ConversationScene, SuspicionDraft } from './scene.js'
import { settleSuspicion } from './suspicions.js'
import { type Actor, consequencesOf, openWork, type Tools, type Work } from './work.js'

/** Who acts: a member of staff, or a program by its token, which counts as an operator under the token's name. */
export type Operator =
  | { readonly staffId: StaffId; readonly name: string }
  | { readonly staffId: null; readonly name: string; readonly tokenId?: number }

export interface Operators {
  /** Does one command in one transaction, through the same door as the flow. Throws DeskError with what happened meanwhile. */
  act(operator: Operator, conversationId: ConversationId, command: Command): Promise<{ readonly messageId: MessageId | null }>
}

export type OperatorParts = {
  readonly store: Store
  readonly tools: Tools
  readonly minds: Minds
  readonly live: Live
  readonly outbound: Outbound
}

export function openOperators({ store, tools, minds, live, outbound }: OperatorParts): Operators {
  return {
    async act(operator, conversationId, command) {
      const since = command.type === 'reply' && command.lastSeenMessageId !== null ? { sinceMessageId: command.lastSeenMessageId } : {}
      const files = command.type === 'reply' || command.type === 'note' ? { fileIds: command.fileIds } : {}
      const numbers = command.type === 'register' ? 1 : 0
      const resent = command.type === 'resend' || command.type === 'dictated' ? { resendId: command.messageId } : {}
      const { work, messageId } = await store.change(
        { conversationIds: [conversationId], numbers, ...since, ...files, ...resent },
        (scene) => {
          const [found] = scene.conversations
          if (!found)
            throw new DeskError('conversation_unknown', 404, 'There is no such conversation', 'Open the feed and choose one from it')
          const work = openWork(scene, tools)
          const act: Act = { work, minds, scene: found, operator, actor: actorOf(operator) }
          const messageId = obey(act, command)
          return { consequences: consequencesOf(work), answer: { work, messageId } }
        },
      )
      live.changed(changesOf(work))
      outbound.dispatch(work.leaving)
      if (work.resent.length > 0) outbound.nudge(conversationId)
      return { messageId }
    },
  }
}

type Act = {
  readonly work: Work
  readonly minds: Minds
  readonly scene: ConversationScene
  readonly operator: Operator
  readonly actor: OperatorActor
}

type OperatorActor = Extract<Actor, { kind: 'operator' }>

const actorOf = (operator: Operator): OperatorActor => {
  const actor = { kind: 'operator', id: operator.staffId, name: operator.name } as const
  return operator.staffId === null && operator.tokenId !== undefined ? { ...actor, tokenId: operator.tokenId } : actor
}

function obey(act: Act, command: Command): MessageId | null {
  switch (command.type) {
    case 'take':
      take(act)
      return null
    case 'reply':
      return reply(act, command)
    case 'note':
      return note(act, command.text, { fileIds: command.fileIds, complaint: command.complaint ?? null })
    case 'release':
      release(act, command.to)
      return null
    case 'hand-over':
      handOverTo(act, command)
      return null
    case 'snooze':
      snooze(act, command)
      return null
    case 'finish':
      finish(act, command)
      return null
    case 'close-all':
      closeAll(act, command.cause)
      return null
    case 'dictated':
      return dictated(act)
    case 'resend':
      return resend(act)
    case 'register':
    case 'dismiss':
      decideSuspicion(act, command)
      return null
  }
}

const isHeldBy = ({ scene, operator }: Act): boolean => {
  const { holder } = scene.conversation
  if (holder.kind !== 'operator' || holder.staffId !== operator.staffId) return false
  // A person may take another name; a program has nothing but its name.
  return operator.staffId !== null || holder.name === operator.name
}

function refuseForeign(act: Act): void {
  const { holder } = act.scene.conversation
  if (holder.kind !== 'operator' || isHeldBy(act)) return
  throw new DeskError('held_by_other', 409, `${holder.name} has this conversation`, 'Ask them to hand it over, or write a note', {
    holder: { id: holder.staffId, name: holder.name },
  })
}

/** From here the bot is silent: what it still has in the outbox is refused at the door. */
function take(act: Act): void {
  refuseForeign(act)
  if (isHeldBy(act)) return
  const { conversation } = act.scene
  const from = conversation.holder.kind
  conversation.holder = { kind: 'operator', staffId: act.operator.staffId, name: act.operator.name }
  conversation.silenceAt = null
  conversation.isChanged = true
  for (const complaint of openComplaints(act.scene)) {
    record(act.work, complaint, act.actor, 'taken', { from })
    if (complaint.status === 'with-bot' || complaint.status === 'new' || complaint.status === 'returned')
      setStatus(act.work, complaint, act.actor, 'in-work')
    setStage(act.work, complaint, act.actor, 'checking')
  }
}

function reply(act: Act, command: Extract<Command, { type: 'reply' }>): MessageId | null {
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
function dictated({ work, scene, actor }: Act): MessageId {
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
function resend({ work, scene, actor }: Act): MessageId {
  const { resend: message } = work.scene
  if (!message) throw new DeskError('message_unknown', 404, 'There is no such message of ours', 'Read the conversation again')
  if (message.delivery !== 'uncertain' && message.delivery !== 'failed')
    throw new DeskError('message_not_resendable', 409, 'This message is not waiting to be sent again', 'Read the conversation again')
  work.resent.push(message.id)
  scene.conversation.isChanged = true
  for (const complaint of openComplaints(scene)) record(work, complaint, actor, 'resent', { message: message.id })
  return message.id
}

type Noted = { readonly fileIds: readonly number[]; readonly complaint: string | null }

function note(act: Act, text: string, { fileIds, complaint }: Noted = { fileIds: [], complaint: null }): MessageId {
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

const attach = (work: Work, fileIds: readonly number[], messageId: MessageId): void => {
  work.attached.push(...fileIds.map((fileId) => ({ fileId, messageId })))
}

function filesOf({ work }: Act, fileIds: readonly number[]): MessageFile[] {
  return fileIds.map((id) => {
    const file = work.scene.files.find((one) => one.id === id)
    if (!file)
      throw new DeskError('file_unknown', 422, `There is no unsent file ${id}`, 'Upload the file again and use the id of the answer')
    return file
  })
}

/** Gives the conversation back: to the bot, which goes on, or to the queue, where the next person takes it. */
function release(act: Act, to: 'flow' | 'queue'): void {
  const { work, scene } = act
  refuseForeign(act)
  scene.conversation.holder = to === 'flow' ? { kind: 'flow' } : { kind: 'queue', reason: 'released' }
  scene.conversation.isChanged = true
  for (const complaint of openComplaints(scene)) {
    record(work, complaint, act.actor, 'released', { to })
    if (complaint.status === 'in-work' || complaint.status === 'new')
      setStatus(work, complaint, act.actor, to === 'flow' ? 'with-bot' : 'new')
  }
  if (to === 'flow') stepFlow(work, act.minds, scene, causeOf(act, flowAuthor), { type: 'returned' })
}

function handOverTo(act: Act, command: Extract<Command, { type: 'hand-over' }>): void {
  const { work, scene } = act
  refuseForeign(act)
  const colleague = work.tools.reference.staff().find((one) => one.id === command.to && one.isActive)
  if (!colleague) throw new DeskError('staff_unknown', 422, 'There is no such colleague', 'Choose one from the list of staff')
  take(act)
  scene.conversation.holder = { kind: 'operator', staffId: colleague.id, name: colleague.name }
  for (const complaint of openComplaints(scene)) record(work, complaint, act.actor, 'handed-over', { to: colleague.id })
  if (command.note?.trim()) note(act, command.note)
}

/** Until the customer answers, or until a time; the clocks that may not pause go on. */
function snooze(act: Act, command: Extract<Command, { type: 'snooze' }>): void {
  const { work, scene } = act
  refuseForeign(act)
  if (command.until !== null && command.until <= work.now) {
    throw new DeskError('snooze_in_past', 422, 'That time has passed', 'Choose a later time')
  }
  const open = openComplaints(scene)
  if (open.length === 0)
    throw new DeskError('nothing_open', 409, 'Nothing is open in this conversation', 'Finish it or give it back to the bot')
  for (const complaint of open) {
    const data = { until: command.until, untilReply: command.untilReply }
    record(work, complaint, act.actor, 'snoozed', data)
    setStatus(work, complaint, act.actor, command.until === null ? 'waiting-customer' : 'snoozed')
    complaint.snoozedUntil = command.until
    complaint.snoozeReason = command.reason
    complaint.wakesOnReply = true
    complaint.isChanged = true
    if (command.until === null) pauseForCustomer(work, complaint, command.reason ?? 'waiting-customer')
  }
}

/** Ends a complaint with a result and a cause; the customer is asked whether this is all right. */
function finish(act: Act, command: Extract<Command, { type: 'finish' }>): void {
  const { work, scene } = act
  refuseForeign(act)
  const complaint = chosenComplaint(scene, command.complaint)
  if (command.note?.trim()) note(act, command.note)
  if (!complaint) {
    scene.conversation.holder = { kind: 'flow' }
    scene.conversation.isChanged = true
    return
  }
  resolveComplaint(work, complaint, act.actor, command)
  const isLast = openComplaints(scene).length === 0
  if (isLast) scene.conversation.holder = { kind: 'flow' }
  scene.conversation.isChanged = true
  if (command.result === 'spam') closeComplaint(work, complaint, act.actor, 'spam')
  else if (!scene.conversation.endedAt) {
    const event = { type: 'finished', complaint: complaint.number, result: command.result } as const
    stepFlow(work, act.minds, scene, causeOf(act, isLast ? flowAuthor : deskAuthor), event)
  }
}

function closeAll(act: Act, cause: string): void {
  const { work, scene } = act
  for (const complaint of scene.complaints) {
    if (isOpen(complaint.status)) resolveComplaint(work, complaint, act.actor, { result: 'spam', cause })
    closeComplaint(work, complaint, act.actor, 'spam')
  }
  scene.conversation.holder = { kind: 'flow' }
  scene.conversation.silenceAt = null
  scene.conversation.isChanged = true
}

/** The complaint of this number, open or not; null when none was named. */
function findNamed(scene: ConversationScene, number: string | null): ComplaintDraft | null {
  const found = scene.complaints.find((complaint) => complaint.number === number)
  if (number !== null && !found)
    throw new DeskError('complaint_unknown', 422, `No. ${number} does not belong to this conversation`, 'Choose one of its complaints')
  return found ?? null
}

function chosenComplaint(scene: ConversationScene, number: string | null): ComplaintDraft | null {
  const open = openComplaints(scene)
  const named = findNamed(scene, number)
  if (named && !isOpen(named.status))
    throw new DeskError('complaint_finished', 409, `No. ${named.number} is finished already`, 'Reload to see who finished it')
  if (named) return named
  if (open.length > 1) {
    throw new DeskError('several_open', 409, 'Several complaints are open here', 'Say which one is finished', {
      open: open.map((complaint) => ({ number: complaint.number, category: complaint.category, summary: complaint.summary })),
    })
  }
  return open[0] ?? null
}

function decideSuspicion(act: Act, command: Extract<Command, { type: 'register' | 'dismiss' }>): void {
  const suspicion = act.scene.suspicions.find((one) => one.messageId === command.messageId)
  if (!suspicion) throw new DeskError('suspicion_decided', 409, 'This was decided already', 'Reload to see what became of it')
  if (command.type === 'register') registerSuspicion(act.work, act.scene, suspicion, act.actor)
  else {
    settleSuspicion(suspicion, 'dismissed')
    const newest = openComplaints(act.scene).at(-1)
    if (newest) record(act.work, newest, act.actor, 'suspicion-dismissed', { message: suspicion.messageId })
  }
}

/** The suspected message gets its own number and acknowledgement, by the desk itself: the operator keeps the conversation. */
export function registerSuspicion(
  work: Work,
  scene: ConversationScene,
  suspicion: SuspicionDraft,
  actor: OperatorActor | { kind: 'system'; id: null },
): void {
  const { reading, text, messageId } = suspicion
  const complaint = register(work, scene, actor, {
    kind: 'complaint',
    category: reading.category,
    isSure: true,
    reading,
    text,
    messageId,
  })
  if (!complaint) return
  settleSuspicion(suspicion, 'registered')
  say(work, scene, { author: deskAuthor }, { key: acknowledgementKey(complaint), complaint, acknowledges: true })
  if (scene.conversation.holder.kind === 'operator') setStatus(work, complaint, actor, 'in-work')
}

const causeOf = (act: Act, author: typeof flowAuthor | typeof deskAuthor) => ({
  actor: act.actor,
  author,
  reading: act.minds.assist.read('', { language: act.scene.conversation.language }),
  text: '',
  messageId: null,
})
