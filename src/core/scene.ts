import type { ClockName, RunningClock } from './model/clock.js'
import type { Complaint, Result, View } from './model/complaint.js'
import type { Conversation } from './model/conversation.js'
import type { ComplaintId, ConversationId, InboxId, Instant, MessageId, OutboxId } from './model/ids.js'
import type { Delivery, MessageFile } from './model/message.js'
import type { Person } from './model/person.js'
import type { Reading } from './model/reading.js'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Drafts are the locked rows of one decision: changed in memory, written back in the same transaction. */
export type ConversationDraft = Mutable<Conversation> & {
  readonly context: Readonly<Record<string, string>>
  /** The person can not be written to here any more; the address's own, so it holds for all its conversations. */
  blockedAt: Instant | null
  isAddressChanged: boolean
  /** When this address was acknowledged within the last day. */
  acknowledgedTimes: readonly Instant[]
  /** false while this decision must not answer by itself. */
  mayAnswer: boolean
  /** The platform's new id of the conversation. */
  movedTo: string | null
  /** The connection test that was written here, and our answer to it. */
  testCode: string | null
  testMessageId: MessageId | null
  silenceAt: Instant | null
  lastMessageAt: Instant | null
  lastPreview: string
  view: View
  nextClock: ClockName | null
  nextDueAt: Instant | null
  /** Place of the top complaint's priority among `priorities`: what is due at the same moment is sorted by it. */
  nextRank: number
  topComplaintId: ComplaintId | null
  isChanged: boolean
}

export type PersonDraft = Mutable<Person> & { readonly salt: string; isChanged: boolean }

export type ClockDraft = Mutable<RunningClock> & { isChanged: boolean }

export type ComplaintDraft = Mutable<Complaint> & {
  readonly personSalt: string
  channel: string
  conversationId: ConversationId | null
  messageId: MessageId | null
  stageEnteredAt: Instant
  severity: number
  urgency: number
  isSure: boolean
  summary: string
  result: Result | null
  cause: string | null
  rating: number | null
  snoozedUntil: Instant | null
  snoozeReason: string | null
  wakesOnReply: boolean
  /** The acknowledgement could not be delivered and looks for another way. */
  unreachedAt: Instant | null
  /** Registered, and not told because its address was told often enough: the next acknowledgement there names it. */
  withheldAt: Instant | null
  deliveredAt: Instant | null
  firstAnsweredAt: Instant | null
  resolvedAt: Instant | null
  closedAt: Instant | null
  clocks: ClockDraft[]
  /** Facts told in this decision, written as the complaint's fact sheet. */
  facts: { readonly name: string; readonly value: string }[]
  isNew: boolean
  isChanged: boolean
}

export type SuspicionDraft = {
  readonly messageId: MessageId
  readonly conversationId: ConversationId
  readonly text: string
  readonly reading: Reading
  readonly decideAt: Instant
  outcome: 'registered' | 'dismissed' | null
  isNew: boolean
  isChanged: boolean
}

export type ConversationScene = {
  readonly conversation: ConversationDraft
  readonly person: PersonDraft
  /** Complaints of this conversation, oldest first; one that hangs on two conversations is one object. */
  readonly complaints: ComplaintDraft[]
  readonly suspicions: SuspicionDraft[]
  /** Complaints of this person that were registered and not told. */
  readonly withheld: readonly { readonly id: ComplaintId; readonly number: string }[]
  /** Messages that have not left yet: a new one must wait its turn behind them. */
  unsent: number
}

/** All that a decision may see, read under the locks. */
export type Scene = {
  readonly conversations: readonly ConversationScene[]
  /** Which of the asked inbox rows nobody has handled yet. */
  readonly unhandled: ReadonlySet<InboxId>
  readonly outbox: readonly OutboxScene[]
  /** Messages that the asked platform ids name, by `<conversation id>:<platform id>`. */
  readonly known: ReadonlyMap<string, KnownMessage>
  /** The first message of each asked album, by `<conversation id>:<group id>`; those of this decision are added. */
  readonly groups: Map<string, MessageId>
  /** Public messages and notes after `sinceMessageId`, oldest first. */
  readonly newer: readonly {
    readonly id: MessageId
    readonly direction: 'in' | 'out'
    readonly author: string
    readonly authorId: number | null
    readonly visibility: string
    readonly text: string
  }[]
  /** What became of the message that somebody wants to send once more; null when it is none of these conversations'. */
  readonly resend: {
    readonly id: MessageId
    readonly delivery: Delivery | null
    readonly waiting: readonly { readonly id: OutboxId; readonly acknowledges: ComplaintId | null }[]
  } | null
  /** The asked files that no message has yet. */
  readonly files: readonly MessageFile[]
  /** Serials for complaint numbers, rising. */
  readonly serials: number[]
  /** A fresh id for any row. */
  nextId(): number
}

export type KnownMessage = {
  readonly id: MessageId
  readonly seq: number
  readonly direction: 'in' | 'out'
  readonly text: string
  /** The calls it left by. */
  readonly keys: readonly number[]
  readonly acknowledges: ComplaintId | null
}

export type OutboxScene = {
  readonly id: OutboxId
  readonly conversationId: ConversationId
  readonly messageId: MessageId
  readonly acknowledges: ComplaintId | null
  readonly leaseBy: string | null
  readonly attempts: number
  readonly state: 'queued' | 'sending' | 'sent' | 'uncertain' | 'failed'
  readonly author: 'person' | 'flow' | 'operator' | 'system'
}
