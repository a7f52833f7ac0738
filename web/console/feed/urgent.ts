import type { ConversationRowDto } from '../../../src/http/contract'

/** The first row that this person may take: nobody's, the bot's, or their own already. Rows come sorted by deadline. */
export const mostUrgent = (rows: readonly ConversationRowDto[], ownId: number): ConversationRowDto | undefined =>
  rows.find(({ holder }) => holder.kind !== 'operator' || holder.id === ownId)
