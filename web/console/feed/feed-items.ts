import type { ConversationRowDto } from '../../../src/http/contract'
import type { Strip, StripView } from './strips'

/** One line of the feed as it is drawn; the whole feed is one list of these, so that it can be virtual. */
export type FeedItem =
  | { type: 'strip'; key: string; strip: Strip }
  | { type: 'row'; key: string; view: StripView; row: ConversationRowDto; place: number; size: number }
  | { type: 'bones'; key: string }
  | { type: 'empty'; key: string; view: StripView }
  | { type: 'fault'; key: string; strip: Strip }
  | { type: 'more'; key: string; strip: Strip }

/** `rows` of «now» may be held in their old order, so they come separately. */
export function feedItems(strips: readonly Strip[], nowRows: readonly ConversationRowDto[]): FeedItem[] {
  return strips.flatMap((strip): FeedItem[] => {
    const head: FeedItem = { type: 'strip', key: `strip-${strip.view}`, strip }
    return strip.isOpen ? [head, ...bodyOf(strip, strip.view === 'now' ? nowRows : strip.rows)] : [head]
  })
}

function bodyOf(strip: Strip, rows: readonly ConversationRowDto[]): FeedItem[] {
  const { view } = strip
  if (strip.fault && rows.length === 0) return [{ type: 'fault', key: `fault-${view}`, strip }]
  if (strip.isLoading) return [{ type: 'bones', key: `bones-${view}` }]
  if (rows.length === 0) return [{ type: 'empty', key: `empty-${view}`, view }]
  const size = Math.max(strip.count ?? 0, rows.length)
  const items: FeedItem[] = rows.map((row, index) => ({ type: 'row', key: `${view}-${row.id}`, view, row, place: index + 1, size }))
  return strip.hasMore ? [...items, { type: 'more', key: `more-${view}`, strip }] : items
}
