import type { Live } from './ports.js'
import type { Work } from './work.js'

/** What a decision changed, for whoever looks on. */
export const changesOf = (work: Work): Parameters<Live['changed']>[0] =>
  work.scene.conversations
    .filter(({ conversation }) => conversation.isChanged)
    .map(({ conversation }) => ({
      accountId: conversation.accountId,
      conversation: conversation.externalId,
      conversationId: conversation.id,
      fresh: work.fresh.filter((one) => one.conversation === conversation).map(({ message }) => message),
    }))
