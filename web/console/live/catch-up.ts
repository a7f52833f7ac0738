import type { QueryClient } from '@tanstack/react-query'
import type { ComplaintDto, ConversationDto, ConversationRowDto, LiveFrame } from '../../../src/http/contract'
import { desk } from '../api/desk'
import { queries } from '../api/queries'
import { applyMessages, applyRow, type FeedData, type MessagesData, threadOf } from './apply-rows'

type Change = Extract<LiveFrame, { type: 'changed' }>['changes'][number]

/** Above this many changed conversations at once, reading the lists again is cheaper than reading each. */
const oneByOneLimit = 20

/** Reads again exactly what changed and puts it where it is shown. */
export async function catchUp(client: QueryClient, changes: readonly Change[], ownId: number): Promise<void> {
  const conversationIds = new Set(changes.flatMap((change) => change.conversationId ?? []))
  const complaintIds = new Set(changes.flatMap((change) => change.complaintId ?? []))
  if (conversationIds.size > oneByOneLimit) {
    await Promise.all([client.invalidateQueries({ queryKey: ['feed'] }), client.invalidateQueries({ queryKey: ['conversation'] })])
  } else {
    await Promise.all([...conversationIds].map((id) => refreshRow(client, id, ownId)))
  }
  await Promise.all([
    ...[...conversationIds].map((id) => refreshThread(client, id)),
    ...refreshComplaints(client, complaintIds, conversationIds),
    client.invalidateQueries({ queryKey: ['counts'] }),
    client.invalidateQueries({ queryKey: ['complaints'] }),
  ])
}

/** Everything may have changed: read again what is on screen, and the rest when it is next looked at. */
export const readAgain = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })

async function refreshRow(client: QueryClient, id: number, ownId: number): Promise<void> {
  const conversation = await desk.conversation(id).catch(() => null)
  if (conversation) putConversation(client, conversation, ownId)
}

/** A conversation as the server has it now, into its own entry and into every list of the feed. */
export function putConversation(client: QueryClient, conversation: ConversationDto, ownId: number): void {
  client.setQueryData(queries.conversation(conversation.id).queryKey, (known) => known && conversation)
  putRow(client, conversation, ownId)
}

export function putRow(client: QueryClient, row: ConversationRowDto, ownId: number): void {
  for (const query of client.getQueryCache().findAll({ queryKey: ['feed'] })) {
    const [, view, mine] = query.queryKey
    const isMine = row.holder.kind === 'operator' && row.holder.id === ownId
    const belongs = row.view === view && (mine !== true || isMine)
    client.setQueryData<FeedData>(query.queryKey, (feed) => feed && applyRow(feed, row, belongs))
  }
}

/** New messages by the last seq; then the newest page once more, because a delivery may have changed. */
export async function refreshThread(client: QueryClient, id: number): Promise<void> {
  const { queryKey } = queries.messages(id)
  if (!client.getQueryData<MessagesData>(queryKey)) return
  const newest = await desk.messages(id, { limit: 50 }).catch(() => null)
  if (!newest) return
  const known = threadOf(client.getQueryData<MessagesData>(queryKey)).at(-1)?.seq ?? 0
  const reaches = newest.nextCursor === null || newest.items.some((message) => message.seq <= known + 1)
  if (reaches) client.setQueryData<MessagesData>(queryKey, (data) => data && applyMessages(data, newest.items))
  else await client.resetQueries({ queryKey })
}

function refreshComplaints(client: QueryClient, ids: ReadonlySet<number>, conversationIds: ReadonlySet<number>): Promise<void>[] {
  const cards = client.getQueryCache().findAll({ queryKey: ['complaint'] })
  const numbers = new Set(
    cards.flatMap(({ queryKey }) => {
      const card = client.getQueryData<ComplaintDto>(queryKey)
      return card && (ids.has(card.id) || card.conversationIds.some((id) => conversationIds.has(id))) ? [card.number] : []
    }),
  )
  return [...numbers].flatMap((number) => [
    client.invalidateQueries({ queryKey: ['complaint', number] }),
    client.invalidateQueries({ queryKey: ['journal', number] }),
  ])
}
