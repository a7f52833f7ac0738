import type { PublicMessage } from './channel.js'
import { meetClock, runningClock } from './complaints/clocks.js'
import { type Call, fitMessage } from './fit.js'
import { record } from './journal.js'
import type { Holder } from './model/conversation.js'
import type { ComplaintId, InboxId, MessageId, OutboxId } from './model/ids.js'
import type { AskKind, Author, Choice, MessageFile } from './model/message.js'
import type { ComplaintDraft, ConversationScene } from './scene.js'
import { type NewMessage, plusMs, type Work } from './work.js'

export type Utterance = {
  readonly author: Author
  readonly text: string
  readonly choices?: readonly Choice[]
  readonly ask?: AskKind | null
  readonly files?: readonly MessageFile[]
  readonly complaint?: ComplaintDraft | null
  /** This message is the complaint's acknowledgement. */
  readonly acknowledges?: boolean
}

/**
 * The one place that decides whether a bot may speak: never while an operator holds the conversation, except to acknowledge what the
 * customer brought. Asked when a message is written and again when one that had to wait is about to leave.
 */
export const mayLeave = (message: { readonly author: Author['kind']; readonly acknowledges: boolean }, holder: Holder['kind']): boolean =>
  message.author !== 'flow' || message.acknowledges || holder !== 'operator'

/** Writes a message to the customer and its row in the outbox. Answers null when it may not leave. */
export function send(work: Work, scene: ConversationScene, utterance: Utterance): MessageId | null {
  const { conversation } = scene
  const told = utterance.acknowledges === true && utterance.complaint ? utterance.complaint.id : null
  if (!mayLeave({ author: utterance.author.kind, acknowledges: told !== null }, conversation.holder.kind)) return null
  if (!conversation.mayAnswer && utterance.author.kind !== 'operator') return withhold(work, utterance, told !== null)
  const can = work.tools.canOf(conversation.accountId)
  const gathered = can.gathers && utterance.author.kind !== 'operator' ? gather(work, scene, utterance) : null
  const message = gathered?.message ?? addMessage(work, scene, { ...utterance, direction: 'out', visibility: 'public' })
  const acknowledges = gathered?.acknowledges ?? told
  const whole = toPublic(work, message, utterance.complaint ?? null)
  const calls = fitMessage(whole, can, work.tools.links.file)
  const isNext = scene.unsent === 0 && !can.dictated
  for (const [index, call] of calls.entries()) {
    // What is told only in the last part is not told before it has left.
    const isLast = index === calls.length - 1
    const row = {
      id: work.scene.nextId() as OutboxId,
      conversationId: conversation.id,
      messageId: message.id,
      seq: message.seq,
      acknowledges: isLast ? acknowledges : null,
      tells: isLast && acknowledges !== null ? scene.withheld.map(({ id }) => id) : [],
      call: calls.length === 1 && call.text === whole.text && call.choices.length === whole.choices.length ? null : call,
      retryAt: can.dictated ? never : null,
      leaseBy: isNext ? work.tools.owner : null,
      leaseUntil: isNext ? plusMs(work.now, work.tools.leaseMs) : null,
    }
    work.outbox.push(row)
    if (isNext) {
      work.leaving.push({
        id: row.id,
        conversationId: conversation.id,
        messageId: message.id,
        accountId: conversation.accountId,
        conversation: conversation.externalId,
        to: conversation.to,
        language: conversation.language,
        thread: conversation.thread,
        message: callOf(whole, row.call),
        attempts: 1,
        acknowledges: row.acknowledges !== null,
        isInterrupted: false,
        holder: conversation.holder.kind,
      })
    }
  }
  return message.id
}

/**
 * Takes what the desk has just said here and was about to send, and gives it back with the new words under it: one letter with everything.
 * null when nothing of this decision waits here, or what waits acknowledges another complaint than this one does.
 */
function gather(
  work: Work,
  { conversation }: ConversationScene,
  { text, choices = [], ask = null, acknowledges, files = [] }: Utterance,
): { readonly message: NewMessage; readonly acknowledges: ComplaintId | null } | null {
  const place = work.messages.findLastIndex((one) => one.conversationId === conversation.id && one.direction === 'out')
  const earlier = work.messages[place]
  const row = work.outbox.findLast((one) => one.messageId === earlier?.id)
  if (!earlier || !row || earlier.author.kind === 'operator' || acknowledges || files.length > 0) return null
  const message: NewMessage = { ...earlier, text: `${earlier.text}\n\n${text}`, choices, ask }
  work.messages[place] = message
  for (const rows of [work.outbox, work.leaving])
    rows.splice(0, rows.length, ...(rows.filter((one) => one.messageId !== message.id) as never[]))
  const shown = work.fresh.findIndex((one) => one.message.id === message.id)
  if (shown >= 0)
    work.fresh[shown] = {
      conversation,
      message: { ...(work.fresh[shown] as Work['fresh'][number]).message, text: message.text, choices, ask },
    }
  return { message, acknowledges: row.acknowledges }
}

/** Somebody of the house sees it at once; the customer reads of it in the next letter that may go there. */
function withhold(work: Work, { complaint }: Utterance, acknowledges: boolean): null {
  if (!acknowledges || !complaint) return null
  complaint.withheldAt = work.now
  record(work, complaint, { kind: 'system', id: null }, 'acknowledgement-withheld', {})
  return null
}

/** The part of a message that one call carries. */
export const callOf = (message: PublicMessage, call: Call | null): PublicMessage =>
  call === null
    ? message
    : { ...message, text: call.text, choices: call.choices, files: message.files.filter(({ id }) => call.fileIds.includes(id)) }

/** For what only a person can do. */
const never = '9999-12-31T00:00:00.000Z'

export type Entry = Omit<Utterance, 'acknowledges'> & {
  readonly direction: 'in' | 'out'
  readonly visibility: 'public' | 'note'
  readonly externalId?: string
  readonly inboxId?: InboxId
  readonly replyTo?: string | null
  readonly whole?: string | null
  readonly forwardedFrom?: string | null
  readonly groupId?: string | null
}

/** Adds one message to the conversation, in or out, and moves its watermark. */
export function addMessage(work: Work, scene: ConversationScene, entry: Entry): NewMessage {
  const { conversation } = scene
  conversation.lastSeq += 1
  const message: NewMessage = {
    id: work.scene.nextId() as MessageId,
    conversationId: conversation.id,
    seq: conversation.lastSeq,
    direction: entry.direction,
    author: entry.author,
    visibility: entry.visibility,
    text: entry.text,
    choices: entry.choices ?? [],
    ask: entry.ask ?? null,
    files: entry.files ?? [],
    delivery: entry.direction === 'out' && entry.visibility === 'public' ? 'queued' : null,
    externalId: entry.externalId ?? null,
    at: work.now,
    complaintId: entry.complaint?.id ?? null,
    inboxId: entry.inboxId ?? null,
    replyTo: entry.replyTo ?? null,
    whole: entry.whole ?? null,
    forwardedFrom: entry.forwardedFrom ?? null,
    groupId: entry.groupId ?? null,
  }
  work.messages.push(message)
  conversation.isChanged = true
  if (entry.visibility === 'public') {
    conversation.lastMessageAt = work.now
    // What people said; the desk's own set phrases tell an operator nothing.
    if (entry.author.kind === 'person' || entry.author.kind === 'operator') conversation.lastPreview = previewOf(entry)
    work.fresh.push({ conversation, message: toPublic(work, message, entry.complaint ?? null) })
  }
  return message
}

/** A person of the house answered the customer: the answer clocks are met, whatever medium it takes. */
export function markAnswered(work: Work, complaint: ComplaintDraft): void {
  complaint.firstAnsweredAt ??= work.now
  complaint.isChanged = true
  for (const name of ['first-answer', 'next-answer'] as const) if (runningClock(complaint, name)) meetClock(work, complaint, name)
}

function toPublic(work: Work, message: NewMessage, complaint: ComplaintDraft | null): PublicMessage {
  return {
    id: message.id,
    seq: message.seq,
    direction: message.direction,
    author: message.author,
    text: message.text,
    choices: message.choices,
    ask: message.ask,
    files: message.files,
    externalId: message.externalId,
    complaint: complaint ? { number: complaint.number, statusUrl: work.tools.links.status(complaint.id satisfies ComplaintId) } : null,
    at: message.at,
  }
}

const previewOf = (entry: Entry): string =>
  [...(entry.text || entry.files?.map((file) => file.name).join(', ') || '')].slice(0, 140).join('')
