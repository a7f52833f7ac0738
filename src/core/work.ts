import type { Capabilities, PublicMessage } from './channel.js'
import { updateStanding } from './complaints/standing.js'
import type { Call } from './fit.js'
import type { AccountId, ComplaintId, ConversationId, InboxId, Instant, MessageId, OutboxId } from './model/ids.js'
import type { Delivery, Message } from './model/message.js'
import type { Clock, Links, Outgoing, Reference, Words } from './ports.js'
import type { ComplaintDraft, ConversationDraft, ConversationScene, PersonDraft, Scene, SuspicionDraft } from './scene.js'

/** Who did it, as the journal keeps it: a kind and an id, never a name. */
export type Actor =
  | { readonly kind: 'person'; readonly id: number }
  | { readonly kind: 'flow' | 'system'; readonly id: null }
  /** A program has no id among the staff; its token's is written beside the data of its lines. */
  | { readonly kind: 'operator'; readonly id: number | null; readonly name: string; readonly tokenId?: number }

export type NewMessage = Message & {
  readonly complaintId: ComplaintId | null
  readonly inboxId: InboxId | null
  readonly replyTo: string | null
  readonly whole: string | null
  readonly forwardedFrom: string | null
  readonly groupId: string | null
}

export type Edit = { readonly messageId: MessageId; readonly text: string; readonly before: string }
export type Reaction = { readonly messageId: MessageId; readonly by: string; readonly emoji: string | null }
export type DeliveryReceipt = {
  readonly conversationId: ConversationId
  readonly messageId: MessageId
  readonly seq: number
  readonly state: 'delivered' | 'read' | 'failed'
  /** And all before it. */
  readonly isUpTo: boolean
  readonly reason: string | null
}

export type NewFile = {
  readonly id: number
  readonly stored: string | null
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
  readonly messageId: MessageId
  /** Where the platform keeps the bytes; then there are none of ours yet. */
  readonly remote: string | null
  readonly accountId: AccountId
}

export type NewOutbox = {
  readonly id: OutboxId
  readonly conversationId: ConversationId
  readonly messageId: MessageId
  readonly seq: number
  readonly acknowledges: ComplaintId | null
  /** Not before this time; null: at once. */
  readonly retryAt: Instant | null
  /** Complaints that this call tells besides. */
  readonly tells: readonly ComplaintId[]
  /** null: the message as it is, in one call. */
  readonly call: Call | null
  readonly leaseBy: string | null
  readonly leaseUntil: Instant | null
}

export type JournalLine = {
  readonly complaintId: ComplaintId
  readonly seq: number
  readonly at: Instant
  readonly actor: Actor['kind']
  readonly actorId: number | null
  readonly action: string
  readonly data: Readonly<Record<string, unknown>>
  readonly prevHash: string | null
  readonly hash: string
}

export type SettledOutbox = {
  readonly id: OutboxId
  readonly messageId: MessageId
  readonly state: 'queued' | 'sent' | 'uncertain' | 'failed'
  readonly delivery: Delivery
  readonly retryAt: Instant | null
  readonly reason: string | null
  readonly externalId: string | null
}

/** Rows to be written in one transaction; made by a decision, written by the store, by nobody else. */
export type Consequences = {
  readonly at: Instant
  readonly messages: readonly NewMessage[]
  readonly files: readonly NewFile[]
  /** Files uploaded earlier that this decision attaches to a message. */
  readonly attached: readonly { readonly fileId: number; readonly messageId: MessageId }[]
  readonly edits: readonly Edit[]
  readonly deletions: readonly MessageId[]
  readonly reactions: readonly Reaction[]
  readonly receipts: readonly DeliveryReceipt[]
  readonly outbox: readonly NewOutbox[]
  readonly settled: readonly SettledOutbox[]
  /** Messages that go once more because somebody of the house said so. */
  readonly resent: readonly MessageId[]
  readonly journal: readonly JournalLine[]
  readonly conversations: readonly ConversationDraft[]
  readonly people: readonly PersonDraft[]
  readonly complaints: readonly ComplaintDraft[]
  readonly suspicions: readonly SuspicionDraft[]
  readonly handled: readonly InboxId[]
  /** More fresh numbers than the scene had: the store draws them and decides again. */
  readonly lacksNumbers: number
}

/** What a decision works with besides the scene. */
export type Tools = {
  readonly clock: Clock
  readonly reference: Reference
  readonly words: Words
  readonly links: Links
  /** What the channel of this account can do. */
  canOf(accountId: AccountId): Capabilities
  /** Names this process as the holder of the leases it takes. */
  readonly owner: string
  readonly leaseMs: number
}

/** The rows of one decision while they are being made. */
export type Work = {
  readonly scene: Scene
  readonly tools: Tools
  readonly now: Instant
  readonly messages: NewMessage[]
  readonly files: NewFile[]
  readonly attached: { fileId: number; messageId: MessageId }[]
  readonly edits: Edit[]
  readonly deletions: MessageId[]
  readonly reactions: Reaction[]
  readonly receipts: DeliveryReceipt[]
  readonly outbox: NewOutbox[]
  readonly settled: SettledOutbox[]
  readonly resent: MessageId[]
  readonly journal: JournalLine[]
  readonly suspicions: SuspicionDraft[]
  readonly handled: InboxId[]
  /** What leaves right after the commit, in order. */
  readonly leaving: Outgoing[]
  readonly fresh: { readonly conversation: ConversationDraft; readonly message: PublicMessage }[]
  lacksNumbers: number
}

export function openWork(scene: Scene, tools: Tools): Work {
  return {
    scene,
    tools,
    now: tools.clock.now(),
    messages: [],
    files: [],
    attached: [],
    edits: [],
    deletions: [],
    reactions: [],
    receipts: [],
    outbox: [],
    settled: [],
    resent: [],
    journal: [],
    suspicions: [],
    handled: [],
    leaving: [],
    fresh: [],
    lacksNumbers: 0,
  }
}

export function consequencesOf(work: Work): Consequences {
  const scenes = work.scene.conversations
  for (const scene of scenes)
    if (scene.conversation.isChanged || scene.complaints.some(({ isNew, isChanged }) => isNew || isChanged)) updateStanding(scene)
  const complaints = new Set(scenes.flatMap((scene) => scene.complaints.filter((complaint) => complaint.isNew || complaint.isChanged)))
  return {
    at: work.now,
    messages: work.messages,
    files: work.files,
    attached: work.attached,
    edits: work.edits,
    deletions: work.deletions,
    reactions: work.reactions,
    receipts: work.receipts,
    outbox: work.outbox,
    settled: work.settled,
    resent: work.resent,
    journal: work.journal,
    conversations: scenes.map((scene) => scene.conversation).filter((conversation) => conversation.isChanged),
    people: [...new Set(scenes.map((scene) => scene.person))].filter((person) => person.isChanged),
    complaints: [...complaints],
    suspicions: [
      ...work.suspicions,
      ...scenes.flatMap((scene) => scene.suspicions.filter((suspicion) => suspicion.isChanged && !suspicion.isNew)),
    ],
    handled: work.handled,
    lacksNumbers: work.lacksNumbers,
  }
}

export function sceneOf(work: Work, conversationId: ConversationId): ConversationScene {
  const found = work.scene.conversations.find((scene) => scene.conversation.id === conversationId)
  if (!found) throw new Error(`conversation ${conversationId} was not loaded`)
  return found
}

export const plusMs = (at: Instant, ms: number): Instant => new Date(Date.parse(at) + ms).toISOString()
