import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { ConversationRowDto } from '../../../src/http/contract'
import type { View } from '../api/desk'
import { queries } from '../api/queries'
import { keep, kept } from '../app/kept'
import { createStore, useStore } from '../app/store'
import { feedRows } from '../live/apply-rows'

export const stripViews = ['now', 'waiting', 'snoozed', 'bot'] as const satisfies readonly View[]
export type StripView = (typeof stripViews)[number]

const unfolded = createStore<ReadonlySet<StripView>>(
  new Set(['now', ...stripViews.filter((view) => kept('strips')?.split(' ').includes(view))]),
)

export function foldStrip(view: StripView, isOpen: boolean): void {
  unfolded.set((now) => {
    const next = new Set(now)
    if (isOpen) next.add(view)
    else next.delete(view)
    return next
  })
  keep('strips', [...unfolded.get()].join(' '))
}

export type Strip = {
  view: StripView
  /** Honest: of the whole feed, as the server counts it. */
  count: number | null
  isOpen: boolean
  rows: readonly ConversationRowDto[]
  isLoading: boolean
  fault: unknown
  hasMore: boolean
  loadMore: () => void
  retry: () => void
}

/** The strips of the feed; a folded one is counted and not loaded, except the snoozed one when it must tell its next return. */
export function useStrips(mine: boolean): readonly Strip[] {
  const open = useStore(unfolded, (now) => now)
  const counts = useQuery(queries.counts(mine)).data
  const isQuiet = counts?.now === 0
  const loaded = {
    now: useInfiniteQuery({ ...queries.feed('now', mine), enabled: open.has('now') }),
    waiting: useInfiniteQuery({ ...queries.feed('waiting', mine), enabled: open.has('waiting') }),
    snoozed: useInfiniteQuery({ ...queries.feed('snoozed', mine), enabled: open.has('snoozed') || isQuiet }),
    bot: useInfiniteQuery({ ...queries.feed('bot', mine), enabled: open.has('bot') }),
  }
  return stripViews.map((view) => {
    const query = loaded[view]
    return {
      view,
      count: counts?.[view] ?? null,
      isOpen: open.has(view),
      rows: feedRows(query.data),
      isLoading: query.isPending,
      fault: query.error,
      hasMore: query.hasNextPage,
      loadMore: () => void (query.isFetchingNextPage || query.fetchNextPage()),
      retry: () => void query.refetch(),
    }
  })
}
