import { addWorkingMinutes, isWorkingAt, workingMinutesBetween } from './complaints/calendar.js'
import { runningClock, startClock } from './complaints/clocks.js'
import { findNumbers } from './complaints/number.js'
import { setStatus } from './complaints/stages.js'
import { applyEffects, type Cause, handOver, say } from './effects.js'
import { hearChange, keyOfMessage } from './hear-changes.js'
import { record } from './journal.js'
import { countAcknowledgement, hearUnusualLetter, mayAnswer } from './letters.js'
import { isOpen } from './model/complaint.js'
import type { InboundEvent } from './model/event.js'
import type { FlowEvent, KnownComplaint, World } from './model/flow.js'
import type { FileId, InboxId, MessageId } from './model/ids.js'
import type { MessageFile } from './model/message.js'
import type { Reading } from './model/reading.js'
import { isAnotherComplaint } from './model/suspicion.js'
import { addMessage, send } from './outgoing.js'
import type { Assist, Flows } from './ports.js'
import { setReachable } from './reachable.js'
import type { ComplaintDraft, ConversationScene } from './scene.js'
import { suspect } from './suspicions.js'
import type { Actor, NewFile, Work } from './work.js'

export type Minds = { readonly assist: Assist; readonly flows: Flows }
type Said = Extract<InboundEvent, { type: 'message' }>

/** Writes down one event of a conversation and decides what follows from it. */
export function hear(work: Work, minds: Minds, scene: ConversationScene, event: InboundEvent, inboxId: InboxId): void {
  if (work.scene.known.get(keyOfMessage(scene, event.externalId))?.direction === 'in') return
  switch (event.type) {
    case 'message':
      if (!joinAlbum(work, scene, event) && !hearTest(work, scene, event.text, event)) hearMessage(work, minds, scene, event, inboxId)
      return
    case 'started':
      hearStart(work, minds, scene, event)
      return
    case 'edited':
      // What is edited before it came is the message itself.
      if (work.scene.known.has(keyOfMessage(scene, event.of))) hearChange(work, scene, event)
      else hearMessage(work, minds, scene, asMessage(event), inboxId)
      return
    case 'unreadable':
      hearUnreadable(work, minds, scene, event, inboxId)
      return
    case 'ended':
      scene.conversation.endedAt = work.now
      scene.conversation.isChanged = true
      return
    case 'typing':
      return
    default:
      hearChange(work, scene, event)
  }
}

const asMessage = (event: Extract<InboundEvent, { type: 'edited' }>): Said => ({
  ...event,
  type: 'message',
  externalId: event.of,
  files: [],
  button: null,
  language: null,
  context: {},
  groupId: null,
})

/** Who opens the conversation by a button or a link has said hello. */
function hearStart(work: Work, minds: Minds, scene: ConversationScene, event: Extract<InboundEvent, { type: 'started' }>): void {
  const { conversation } = scene
  setReachable(conversation, null)
  if (event.payload?.startsWith('test-') && hearTest(work, scene, event.payload.slice(5), null)) return
  if (event.payload !== null && welcomeJoined(work, scene, event.payload)) return
  if (event.language !== null && conversation.lastSeq === 0) conversation.language = event.language
  if (conversation.holder.kind === 'operator') return
  const text = work.tools.words.say('greeting.start', conversation.language, {})
  const reading = minds.assist.read(text, { language: conversation.language })
  const cause = { actor: flowActor, author: flowAuthor, reading, text, messageId: null }
  stepFlow(work, minds, scene, cause, { type: 'said', text, button: null, fileCount: 0, reading })
}

/** The same person goes on here: they hear of which complaint, and the house sees where they came from. */
function welcomeJoined(work: Work, scene: ConversationScene, payload: string): boolean {
  const complaintId = work.tools.links.readJoin(payload)
  const complaint = scene.complaints.find(({ id }) => id === complaintId)
  if (!complaint) return false
  scene.conversation.language = complaint.language
  record(work, complaint, { kind: 'person', id: scene.person.id }, 'channel-joined', { conversation: scene.conversation.id })
  say(work, scene, { author: deskAuthor }, { key: 'channel.joined', complaint, acknowledges: false })
  return true
}

/** Somebody of the house tests the account from outside by its code: they are answered, and nothing is registered. */
function hearTest(work: Work, scene: ConversationScene, text: string, event: Said | null): boolean {
  const { conversation } = scene
  const { testCode } = work.tools.reference.account(conversation.accountId)
  if (testCode === null || !text.toUpperCase().includes(testCode)) return false
  if (event) {
    const author = { kind: 'person', name: event.sender.name } as const
    addMessage(work, scene, { direction: 'in', visibility: 'public', author, text: event.text, externalId: event.externalId })
  }
  const brand = work.tools.reference.brand(conversation.brandId).name
  conversation.testCode = testCode
  conversation.testMessageId = send(work, scene, {
    author: { kind: 'system', name: brand },
    text: work.tools.words.say('test.answer', conversation.language, { code: testCode }),
  })
  return true
}

/** A further picture of an album belongs to the message that began it; one with words of its own is a message of its own. */
function joinAlbum(work: Work, scene: ConversationScene, event: Said): boolean {
  if (event.groupId === null) return false
  const key = `${scene.conversation.id}:${event.groupId}`
  const first = work.scene.groups.get(key)
  if (first === undefined || event.text !== '') return false
  work.files.push(...arrivedFiles(work, scene, event).map((file) => ({ ...file, messageId: first })))
  scene.conversation.isChanged = true
  return true
}

function hearMessage(work: Work, minds: Minds, scene: ConversationScene, event: Said, inboxId: InboxId): void {
  if (hearUnusualLetter(work, scene, event, inboxId)) return
  const { conversation, person } = scene
  conversation.mayAnswer = mayAnswer(conversation, event, work.now)
  if (event.letter && conversation.mayAnswer && !event.letter.isVerified) countAcknowledgement(conversation, work.now)
  const reading = minds.assist.read(event.text, { language: event.language ?? conversation.language })
  if (reading.kind !== 'none' || conversation.lastSeq === 0) conversation.language = reading.language
  person.language ??= conversation.language
  // Whoever writes on, from the status page, has not ended it.
  conversation.endedAt = null
  setReachable(conversation, null)
  conversation.thread = {
    subject: event.letter?.subject ?? conversation.thread.subject,
    earlier: [event.externalId, ...conversation.thread.earlier].slice(0, 10),
  }
  const kept = arrivedFiles(work, scene, event)
  const message = addMessage(work, scene, {
    direction: 'in',
    visibility: 'public',
    author: { kind: 'person', name: person.name ?? event.sender.name },
    text: event.text,
    files: kept.map(({ id, name, contentType, sizeBytes }) => ({ id, name, contentType, sizeBytes })),
    externalId: event.externalId,
    inboxId,
    replyTo: event.replyTo ?? null,
    whole: event.whole ?? null,
    forwardedFrom: event.forwardedFrom === undefined ? null : (event.forwardedFrom ?? ''),
    groupId: event.groupId,
  })
  if (event.groupId !== null) work.scene.groups.set(`${conversation.id}:${event.groupId}`, message.id)
  work.files.push(...kept.map((file) => ({ ...file, messageId: message.id })))
  const actor: Actor = { kind: 'person', id: person.id }
  wakeComplaints(work, scene, actor, isSubstantial(event, reading), message.id)
  const cause = { actor: flowActor, reading, text: event.text, messageId: message.id }
  if (conversation.holder.kind !== 'operator') {
    stepFlow(work, minds, scene, { ...cause, author: flowAuthor }, said(event, reading))
  } else if (event.button !== null && conversation.flow?.node) {
    // A pressed button answers the desk's own question about a finished complaint; operators have none to offer.
    stepFlow(work, minds, scene, { ...cause, author: deskAuthor }, said(event, reading))
  } else if (isAnotherComplaint(reading, openComplaints(scene))) {
    suspect(work, scene, message.id, event.text, reading)
  }
  if (!conversation.mayAnswer) handOver(work, scene, { actor: flowActor }, 'acknowledgement-withheld')
}

const flowActor: Actor = { kind: 'flow', id: null }
export const flowAuthor = { kind: 'flow', name: 'flow' } as const
export const deskAuthor = { kind: 'system', name: 'desk' } as const

const said = (event: Said, reading: Reading): FlowEvent => ({
  type: 'said',
  text: event.text,
  button: event.button,
  fileCount: event.files.length,
  reading,
})

/** Lets the flow decide and does what it wants. A flow that breaks hands over: the customer is never left to a silent bot. */
export function stepFlow(work: Work, minds: Minds, scene: ConversationScene, cause: Cause, event: FlowEvent): void {
  const { conversation } = scene
  const { state, effects } = minds.flows.step(conversation.flow, event, worldOf(work, scene, cause.text))
  conversation.flow = state
  conversation.silenceAt = state.silenceAt
  conversation.isChanged = true
  applyEffects(work, scene, cause, effects)
}

function hearUnreadable(
  work: Work,
  minds: Minds,
  scene: ConversationScene,
  event: Extract<InboundEvent, { type: 'unreadable' }>,
  inboxId: InboxId,
): void {
  const reading = { ...minds.assist.read('', { language: scene.conversation.language }), isSure: false }
  const message = addMessage(work, scene, {
    direction: 'in',
    visibility: 'public',
    author: { kind: 'person', name: scene.person.name },
    text: '',
    externalId: event.externalId,
    inboxId,
  })
  addMessage(work, scene, {
    direction: 'in',
    visibility: 'note',
    author: deskAuthor,
    text: work.tools.words.say('note.unreadable', scene.conversation.language, { reason: event.reason }),
  })
  const cause = { actor: flowActor, author: deskAuthor, reading, text: '', messageId: message.id }
  const register = { type: 'register', ref: 'unreadable', kind: 'complaint', category: 'other', isSure: false } as const
  applyEffects(work, scene, cause, openComplaints(scene).length === 0 ? [register] : [])
  handOver(work, scene, cause, 'unreadable')
}

/**
 * A customer's word brings back what waited for it and starts the clock of the next answer. "Thanks" and the like do neither, unless it is
 * what was waited for: «да» may be the whole answer.
 */
function wakeComplaints(work: Work, scene: ConversationScene, actor: Actor, isSubstantial: boolean, messageId: MessageId): void {
  for (const complaint of openComplaints(scene)) {
    record(work, complaint, actor, 'customer-wrote', { message: messageId })
    const isAwaited = complaint.status === 'waiting-customer'
    if (!isAwaited && !isSubstantial) continue
    resumeClocks(work, complaint)
    if (isAwaited || (complaint.status === 'snoozed' && complaint.wakesOnReply)) {
      setStatus(work, complaint, actor, 'in-work', { reason: 'customer-wrote' })
    }
    if (complaint.firstAnsweredAt) startClock(work, complaint, 'next-answer')
  }
}

/** More than small talk: something to register, a file, a figure, a question. */
const isSubstantial = (event: Said, reading: Reading): boolean =>
  reading.kind !== 'none' || event.files.length > 0 || /[\p{N}?？]/u.test(event.text)

/** A clock that was paused until the customer answers goes on with what was left of it, in working time. */
function resumeClocks(work: Work, complaint: ComplaintDraft): void {
  const { calendar } = work.tools.reference.brand(complaint.brandId)
  for (const clock of complaint.clocks) {
    if (!clock.pausedAt || clock.metAt) continue
    const left = Math.max(0, workingMinutesBetween(calendar, clock.pausedAt, clock.dueAt))
    clock.dueAt = addWorkingMinutes(calendar, work.now, left)
    clock.pausedAt = null
    clock.pauseReason = null
    clock.isChanged = true
  }
}

/** Pauses the clock of the next answer while it is the customer's turn; nothing else may pause. */
export function pauseForCustomer(work: Work, complaint: ComplaintDraft, reason: string): void {
  const clock = runningClock(complaint, 'next-answer')
  if (!clock || clock.pausedAt) return
  clock.pausedAt = work.now
  clock.pauseReason = reason
  clock.isChanged = true
}

const arrivedFiles = (work: Work, scene: ConversationScene, event: Said): (Omit<NewFile, 'messageId'> & MessageFile)[] =>
  event.files.map(({ ref, name, contentType, sizeBytes }) => ({
    id: work.scene.nextId() as FileId,
    stored: 'stored' in ref ? ref.stored : null,
    remote: 'remote' in ref ? ref.remote : null,
    accountId: scene.conversation.accountId,
    name,
    contentType,
    sizeBytes: sizeBytes ?? 0,
  }))

export const openComplaints = (scene: ConversationScene): ComplaintDraft[] =>
  scene.complaints.filter((complaint) => isOpen(complaint.status))

function worldOf(work: Work, scene: ConversationScene, text: string): World {
  const { conversation, person } = scene
  const { reference } = work.tools
  const mentioned = new Set(findNumbers(text))
  const complaints = scene.complaints.map(toKnown)
  return {
    now: work.now,
    language: conversation.language,
    channel: reference.account(conversation.accountId).channel,
    canButtons: work.tools.canOf(conversation.accountId).buttons,
    holder: conversation.holder.kind,
    person: { name: person.name, hasContact: person.phone !== null || person.email !== null, importance: person.importance },
    isWorkingTime: isWorkingAt(reference.brand(conversation.brandId).calendar, work.now),
    complaints,
    mentioned: complaints.filter(({ ref }) => mentioned.has(ref)),
  }
}

const toKnown = (complaint: ComplaintDraft): KnownComplaint => ({
  ref: complaint.number,
  kind: complaint.kind,
  category: complaint.category,
  status: complaint.status,
  isOpen: isOpen(complaint.status),
})
