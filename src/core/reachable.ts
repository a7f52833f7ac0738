import type { Instant } from './model/ids.js'
import type { ConversationDraft } from './scene.js'

/** Notes since when a person cannot be written to at this address; null: they can. */
export function setReachable(conversation: ConversationDraft, blockedAt: Instant | null): void {
  if (conversation.blockedAt === blockedAt) return
  conversation.blockedAt = blockedAt
  conversation.isAddressChanged = true
  conversation.isChanged = true
}
