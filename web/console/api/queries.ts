import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { type ComplaintFilters, desk, type View } from './desk'

/** Lists of the desk answer a cursor to the next page, null at the end. */
const paging: { initialPageParam: string | null; getNextPageParam: (last: { nextCursor: string | null }) => string | null } = {
  initialPageParam: null,
  getNextPageParam: (last) => last.nextCursor,
}

/** Keys and loaders of everything the console keeps of the server's state. The live feed changes these entries; nothing else reloads them. */
export const queries = {
  me: queryOptions({ queryKey: ['me'], queryFn: ({ signal }) => desk.me({ signal }) }),
  staff: queryOptions({ queryKey: ['staff'], queryFn: ({ signal }) => desk.staff({ signal }), staleTime: 60_000 }),
  categories: queryOptions({ queryKey: ['categories'], queryFn: ({ signal }) => desk.categories({ signal }) }),

  accounts: queryOptions({ queryKey: ['accounts'], queryFn: ({ signal }) => desk.accounts({ signal }) }),
  accountTest: (id: number) =>
    queryOptions({ queryKey: ['account-test', id], queryFn: ({ signal }) => desk.accountTest(id, { signal }), gcTime: 0 }),

  feed: (view: View, mine: boolean) =>
    infiniteQueryOptions({
      queryKey: ['feed', view, mine],
      queryFn: ({ pageParam, signal }) => desk.conversations({ view, mine, limit: 50, cursor: pageParam }, { signal }),
      ...paging,
    }),
  counts: (mine: boolean) =>
    queryOptions({
      queryKey: ['counts', mine],
      queryFn: async ({ signal }) => (await desk.conversations({ view: 'now', mine, limit: 1 }, { signal })).counts,
    }),
  conversation: (id: number) =>
    queryOptions({ queryKey: ['conversation', id], queryFn: ({ signal }) => desk.conversation(id, { signal }) }),
  messages: (id: number) =>
    infiniteQueryOptions({
      queryKey: ['messages', id],
      queryFn: ({ pageParam, signal }) => desk.messages(id, { cursor: pageParam, limit: 50 }, { signal }),
      ...paging,
    }),

  complaints: (filters: ComplaintFilters) =>
    infiniteQueryOptions({
      queryKey: ['complaints', filters],
      queryFn: ({ pageParam, signal }) => desk.complaints({ ...filters, limit: 50, cursor: pageParam }, { signal }),
      ...paging,
    }),
  complaint: (number: string) =>
    queryOptions({ queryKey: ['complaint', number], queryFn: ({ signal }) => desk.complaint(number, { signal }) }),
  journal: (number: string) =>
    infiniteQueryOptions({
      queryKey: ['journal', number],
      queryFn: ({ pageParam, signal }) => desk.journal(number, { cursor: pageParam, limit: 50 }, { signal }),
      ...paging,
    }),
}
