import type { ComplaintId, ConversationId, Instant, StaffId } from './model/ids.js'

/** What the ledger keeps of addresses that turned out to be one person's. */
export interface JoinBook {
  /** The person at this conversation's address is the complaint's; done twice it is done once. */
  joinToComplaint(join: { readonly conversationId: ConversationId; readonly complaintId: ComplaintId; readonly at: Instant }): Promise<void>
  /** false when there is nothing to join. */
  joinConversations(join: {
    readonly conversationId: ConversationId
    readonly otherId: ConversationId
    readonly staffId: StaffId | null
    readonly at: Instant
  }): Promise<boolean>
  /** Everything is as it was before; false when there is no such join any more. */
  undo(join: { readonly joinId: number; readonly at: Instant }): Promise<boolean>
}
