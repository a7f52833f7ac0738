import type { InfiniteData } from '@tanstack/react-query'
import type { ConversationRowDto, ConversationsPage, MessageDto } from '../../../src/http/contract'
import type { Page } from '../api/desk'

export type FeedData = InfiniteData<ConversationsPage, string | null>
export type MessagesData = InfiniteData<Page<MessageDto>, string | null>

const ranks: Readonly<Record<string, number>> = { critical: 0, high: 1, normal: 2, low: 3 }
const rank = (row: ConversationRowDto): number => ranks[row.complaint?.priority ?? 'normal'] ?? 2

/** The order of the feed: the nearest unmet deadline, then priority, then age. Rows without a deadline come last. */
export function compareRows(a: ConversationRowDto, b: ConversationRowDto): number {
  return compareDue(a.nextClock?.dueAt, b.nextClock?.dueAt) || rank(a) - rank(b) || a.id - b.id
}

function compareDue(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return a < b ? -1 : 1
}

/**
 * One changed conversation in one list of the feed: put in, replaced or taken out, the order kept. A row that belongs behind the last loaded
 * page is left for that page to bring. Returns the same object when nothing changed.
 */
export function applyRow(feed: FeedData, row: ConversationRowDto, belongs: boolean): FeedData {
  const known = feed.pages.some((page) => page.items.some((item) => item.id === row.id))
  if (!known && !belongs) return feed
  const rest = feed.pages.map((page) => page.items.filter((item) => item.id !== row.id))
  if (belongs) insert(rest, row, feed.pages.at(-1)?.nextCursor !== null)
  return { ...feed, pages: feed.pages.map((page, index) => ({ ...page, items: rest[index] ?? [] })) }
}

function insert(pages: ConversationRowDto[][], row: ConversationRowDto, hasMore: boolean): void {
  for (const items of pages) {
    const place = items.findIndex((item) => compareRows(row, item) < 0)
    if (place >= 0) {
      items.splice(place, 0, row)
      return
    }
  }
  if (!hasMore) pages.at(-1)?.push(row)
}

export const feedRows = (feed: Pick<FeedData, 'pages'> | undefined): ConversationRowDto[] => feed?.pages.flatMap((page) => page.items) ?? []

/** Oldest first, each once. */
export function threadOf(data: Pick<MessagesData, 'pages'> | undefined): MessageDto[] {
  const byId = new Map(data?.pages.flatMap((page) => page.items).map((message) => [message.id, message]))
  return [...byId.values()].sort((a, b) => a.seq - b.seq)
}

/** New and changed messages in a loaded thread: a known one is replaced where it stands, a new one goes to the first page. */
export function applyMessages(data: MessagesData, fresh: readonly MessageDto[]): MessagesData {
  if (fresh.length === 0) return data
  const byId = new Map(fresh.map((message) => [message.id, message]))
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => {
      const changed = byId.get(item.id)
      byId.delete(item.id)
      return changed ?? item
    }),
  }))
  const added = [...byId.values()].sort((a, b) => b.seq - a.seq)
  return { ...data, pages: pages.map((page, index) => (index === 0 ? { ...page, items: [...added, ...page.items] } : page)) }
}
