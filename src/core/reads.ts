import type { ComplaintStatus, Result, StageKey, View } from './model/complaint.js'
import type { AccountId, ComplaintId, ConversationId } from './model/ids.js'
import type { Author } from './model/message.js'
import type { Kind, Language } from './model/reading.js'

/** A page of a list, newest first unless said otherwise; `nextCursor` is null at the end and stays good while rows arrive. */
export type Page<Item> = { readonly items: Item[]; readonly nextCursor: string | null }
export type PageQuestion = { readonly limit: number; readonly cursor?: string | undefined }

/**
 * What the console and the API read. Shapes are those of the API's contract, so that nothing is copied on the way; they are given as type
 * parameters because the core knows no web server.
 */
export interface Reads<Shapes extends ReadShapes> {
  /** A strip of the feed: the nearest unmet clock first. `counts` are of all strips; what is closed is not counted. */
  feed(question: FeedQuestion): Promise<Page<Shapes['conversationRow']> & { readonly counts: Record<View, number> }>
  conversation(id: number): Promise<Shapes['conversation'] | null>
  /** Where a conversation is, as its channel names it. */
  place(conversationId: number): Promise<Place | null>
  /** Newest first; with `after` those above that seq, oldest first. */
  messages(conversationId: number, question: PageQuestion & { readonly after?: number | undefined }): Promise<Page<Shapes['message']>>
  message(id: number): Promise<Shapes['message'] | null>
  complaints(question: PageQuestion & ComplaintFilter): Promise<Page<Shapes['complaintRow']>>
  complaint(number: string): Promise<Shapes['complaint'] | null>
  /** Oldest first: it is read as a story. null for an unknown number. */
  journal(number: string, question: PageQuestion): Promise<Page<Shapes['journalLine']> | null>
  file(
    id: number,
  ): Promise<{ readonly name: string; readonly contentType: string; readonly sizeBytes: number; readonly stored: string } | null>
  /** A file an operator uploaded; it belongs to no message yet. */
  addFile(file: {
    readonly stored: string
    readonly name: string
    readonly contentType: string
    readonly sizeBytes: number
    readonly staffId: number | null
  }): Promise<Shapes['file']>
  /** What a customer's page shows of one complaint; no notes, no names of staff but the manager's. */
  statusPage(complaintId: number): Promise<StatusPage | null>
}

/** `heldBy` limits the feed to what one operator holds: a person of the staff by id, a program by its name. */
export type FeedQuestion = PageQuestion & {
  readonly view: View
  readonly heldBy?: { readonly staffId: number | null; readonly name: string } | undefined
}

export type Place = { readonly accountId: AccountId; readonly conversation: string }

export type ReadShapes = {
  conversationRow: unknown
  conversation: unknown
  message: unknown
  complaintRow: unknown
  complaint: unknown
  journalLine: unknown
  file: unknown
}

export type ComplaintFilter = {
  readonly number?: string | undefined
  readonly status?: string | undefined
  readonly kind?: string | undefined
  readonly q?: string | undefined
}

export type StatusPage = {
  readonly id: ComplaintId
  readonly number: string
  readonly kind: Kind
  readonly status: ComplaintStatus
  readonly stage: StageKey
  readonly stages: readonly { readonly key: StageKey; readonly at: string | null }[]
  readonly language: Language
  readonly timeZone: string
  readonly brand: { readonly name: string; readonly isDemo: boolean }
  readonly manager: { readonly name: string; readonly contact: string | null }
  readonly lastResort: { readonly name: string; readonly contact: string | null }
  readonly createdAt: string
  readonly closedAt: string | null
  readonly result: Result | null
  readonly firstAnswer: StatusPromise | null
  /** Runs from the customer's last word until a person answers it. */
  readonly nextAnswer: StatusPromise | null
  readonly decision: StatusPromise | null
  readonly conversation: Place & { readonly id: ConversationId; readonly senderId: string; readonly isEnded: boolean }
  /** What was said about this complaint in public since it was registered, without its acknowledgement; oldest first, the newest hundred. */
  readonly messages: readonly StatusMessage[]
  readonly rating: number | null
}

export type StatusPromise = { readonly promisedAt: string; readonly metAt: string | null; readonly isPaused: boolean }

export type StatusMessage = {
  readonly id: number
  readonly direction: 'in' | 'out'
  readonly author: Author['kind']
  /** Of a customer and of a person of the staff; null for the desk itself. */
  readonly authorName: string | null
  readonly text: string
  readonly at: string
  readonly files: readonly { readonly id: number; readonly name: string; readonly sizeBytes: number }[]
}
