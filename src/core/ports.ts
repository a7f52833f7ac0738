import type { Arrival, ConversationStart, PublicMessage } from './channel.js'
import type { Calendar } from './complaints/calendar.js'
import type { ClockName } from './model/clock.js'
import type { Thread } from './model/conversation.js'
import type { Effect } from './model/effect.js'
import type { FlowEvent, FlowState, World } from './model/flow.js'
import type { AccountId, BrandId, ConversationId, InboxId, Instant, MessageId, OutboxId, StaffId } from './model/ids.js'
import type { Delivery } from './model/message.js'
import type { Kind, Language, Reading } from './model/reading.js'
import type { Scene } from './scene.js'
import type { Consequences } from './work.js'

/** Time comes in here and from nowhere else. */
export interface Clock {
  now(): Instant
}

export interface Log {
  info(ids: object, what: string): void
  warn(ids: object, what: string): void
  error(ids: object, what: string): void
}

/** Reads one message by rules. Pure and synchronous; must not throw. */
export interface Assist {
  read(text: string, hint?: { readonly language?: Language }): Reading
}

/** The flow interpreter. Pure, total and synchronous. */
export interface Flows {
  step(state: FlowState | null, event: FlowEvent, world: World): { readonly state: FlowState; readonly effects: readonly Effect[] }
}

/** Every word said to a person. Throws when a key does not exist or a fact is missing. */
export interface Words {
  say(key: string, language: Language, facts: Readonly<Record<string, string | number | boolean | null>>): string
}

/** Links that are signed with the desk's own key. */
export interface Links {
  status(complaintId: number): string
  /** A customer's way to one file; ends after some days. */
  file(fileId: number): string
  /** What a deep link into another channel carries, to go on there as the same person with the same complaint: at most 64 of A-Z a-z 0-9 _ and -. */
  join(complaintId: number): string
  /** The complaint that such a payload names; null for one that was never made by this desk, or is over. */
  readJoin(payload: string): number | null
}

export type StaffFacts = {
  readonly id: StaffId
  readonly name: string
  readonly contact: string | null
  readonly languages: readonly Language[]
  readonly teams: readonly string[]
  readonly isManager: boolean
  readonly isDemo: boolean
  readonly isActive: boolean
  readonly isAvailable: boolean
  readonly calendar: Calendar | null
  readonly maxLoad: number
  /** Open complaints that this person answers for, as this process knows it. */
  readonly openLoad: number
}

export type BrandFacts = {
  readonly id: BrandId
  readonly name: string
  readonly isDemo: boolean
  readonly language: Language
  readonly timeZone: string
  readonly calendar: Calendar
  readonly lastResortId: StaffId
}

export type AccountInfo = {
  readonly id: AccountId
  readonly channel: string
  readonly name: string
  readonly brandId: BrandId
  /** What somebody writes to it to test the connection; null when no test is on. */
  readonly testCode: string | null
}

/** What admins edit, as one snapshot in memory; refreshed when it changes. Reading it costs no round trip. */
export interface Reference {
  brand(id: BrandId): BrandFacts
  account(id: AccountId): AccountInfo
  staff(): readonly StaffFacts[]
  /** The category by its key, or `other` for a key that does not exist. */
  category(key: string): { readonly key: string; readonly team: string | null }
  /** Working minutes; the most exact row wins: (kind, category), its parents, then (kind, '*'). null when no such clock runs. */
  norm(kind: Kind, category: string, clock: ClockName): number | null
  experience(kind: Kind, category: string, clock: ClockName): { readonly count: number; readonly p90WorkingMinutes: number } | null
  /** Keeps the loads true between refreshes. */
  countLoad(staffId: StaffId, difference: 1 | -1): void
}

export type InboxRow = {
  readonly id: InboxId
  readonly accountId: AccountId
  readonly lane: string
  readonly form: 'platform' | 'desk'
  readonly raw: Uint8Array
  readonly receivedAt: Instant
  readonly attempts: number
}

/** What to load under the locks: conversations first, then their complaints, ids ascending. */
export type Scope = {
  readonly conversationIds: readonly ConversationId[]
  readonly inboxIds?: readonly InboxId[]
  readonly outboxIds?: readonly OutboxId[]
  /** Platform ids of arriving events and of what they speak of, to see which of them are known already. */
  readonly externalIds?: readonly string[]
  /** Keys of calls that arriving events speak of. */
  readonly callKeys?: readonly number[]
  /** Albums that arriving messages belong to. */
  readonly groupIds?: readonly string[]
  /** What was said after this message, for an operator who may not have seen it. */
  readonly sinceMessageId?: number
  /** Letters arrive: what was withheld from their senders is named in the next answer. */
  readonly hasLetters?: boolean
  /** A message of ours that somebody wants to send once more. */
  readonly resendId?: number
  /** Files that were uploaded and belong to no message yet. */
  readonly fileIds?: readonly number[]
  /** How many fresh complaint numbers the decision will probably need. */
  readonly numbers?: number
}

/** One row of the outbox with what its channel needs. */
export type Outgoing = {
  readonly id: OutboxId
  readonly conversationId: ConversationId
  readonly messageId: MessageId
  readonly accountId: AccountId
  readonly message: PublicMessage
  readonly conversation: string
  /** The platform's id of the person. */
  readonly to: string
  readonly language: Language
  readonly thread: Thread
  readonly attempts: number
  readonly acknowledges: boolean
  /** The call had begun when its process died: it may have been sent. */
  readonly isInterrupted: boolean
  readonly holder: 'flow' | 'queue' | 'operator'
}

export type Lane = { readonly accountId: AccountId; readonly lane: string }

/**
 * The ledger as the path sees it. Only `change` writes consequences; it begins, locks, loads, calls `decide`, writes and commits.
 * `decide` is synchronous and touches nothing: it may be called again when it asked for more numbers.
 */
export interface Store {
  /** Hop 1: one insert for all, one commit. The answer tells which were new. */
  accept(arrivals: readonly Arrival[], at: Instant): Promise<readonly boolean[]>
  /** Makes person, address and conversation where they are missing. Same order as asked. */
  ensure(starts: readonly ConversationStart[], at: Instant): Promise<readonly ConversationId[]>
  /** The oldest rows of these lanes that nobody has handled, by id. Takes no lock. */
  peek(lanes: readonly Lane[], limit: number): Promise<readonly InboxRow[]>
  change<T>(scope: Scope, decide: (scene: Scene) => { readonly consequences: Consequences; readonly answer: T }): Promise<T>
  /** Leases the unsent head of each conversation, if nobody holds it. Must not wait for a lock. */
  claim(
    conversationIds: readonly ConversationId[],
    lease: { readonly by: string; readonly until: Instant; readonly now: Instant },
  ): Promise<readonly Outgoing[]>
  /** Says that these calls begin now. Answers those that are still leased to `by`: the others must not be sent. */
  begin(outboxIds: readonly OutboxId[], by: string): Promise<ReadonlySet<OutboxId>>
  /** The conversations that these calls went to; what is not known is not there. */
  placesOf(callKeys: readonly number[]): Promise<ReadonlyMap<number, ConversationId>>
  /** Notes why a payload could not be handled and how often; must not lose it. */
  fail(inboxId: InboxId, reason: string): Promise<{ readonly attempts: number }>
  /** Sets a payload aside that nothing could be made of, so that the next ones of its lane go on. It stays in the inbox with its reason. */
  setAside(inboxId: InboxId): Promise<void>
  due: Due
}

/** What was accepted or became due and is not done. Each answers at most `limit`, oldest first, from a partial index. */
export interface Due {
  lanes(before: Instant, limit: number): Promise<readonly Lane[]>
  outbox(now: Instant, limit: number): Promise<readonly ConversationId[]>
  silences(now: Instant, limit: number): Promise<readonly ConversationId[]>
  suspicions(now: Instant, limit: number): Promise<readonly ConversationId[]>
  /** Conversations with a clock that has run out, a snooze that ends or a result that nobody objected to. */
  clocks(now: Instant, resolvedBefore: Instant, limit: number): Promise<readonly ConversationId[]>
}

/** Tells whoever looks on: sockets of this process at once, other processes by a nudge. Never awaited on the path. */
export interface Live {
  changed(changes: readonly LiveChange[]): void
}
export type LiveChange = {
  readonly accountId: AccountId
  readonly conversation: string
  readonly conversationId: ConversationId
  readonly fresh: readonly PublicMessage[]
}

export type SendOutcome =
  | { readonly type: 'sent'; readonly externalId: string; readonly conversation: string | null }
  | { readonly type: 'retry'; readonly at: Instant; readonly reason: string }
  /** `kind` says why: what a platform answered, or what the desk decided itself. */
  | {
      readonly type: 'ended'
      readonly delivery: Extract<Delivery, 'uncertain' | 'failed'>
      readonly kind: 'uncertain' | 'refused' | 'blocked' | 'given-up' | 'silenced'
      readonly reason: string
    }
