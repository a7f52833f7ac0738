import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { isSignedOut } from '../api/fault'
import { queries } from '../api/queries'
import { Broken, Missing } from './broken'
import { type JournalSearch, readJournalSearch } from './journal-search'

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: Missing,
  errorComponent: Broken,
})

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
/** A place in this console, never an address elsewhere. */
const placeOf = (value: unknown): string => (/^\/(?![/\\])/.test(textOf(value)) ? textOf(value) : '/')

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    placeOf(search.next) === '/' ? {} : { next: placeOf(search.next) },
  component: lazyRouteComponent(() => import('../sign-in/sign-in-page'), 'SignInPage'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  validateSearch: (search: Record<string, unknown>): { token?: string } => (textOf(search.token) ? { token: textOf(search.token) } : {}),
  component: lazyRouteComponent(() => import('../set-up/set-up-page'), 'SetUpPage'),
})

/** Everything that needs somebody signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: lazyRouteComponent(() => import('./shell'), 'Shell'),
  async beforeLoad({ context, location }) {
    try {
      await context.client.ensureQueryData(queries.me)
    } catch (fault) {
      if (!isSignedOut(fault)) throw fault
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
    }
  },
})

const feed = createRoute({
  getParentRoute: () => signedIn,
  id: 'feed',
  component: lazyRouteComponent(() => import('../feed/feed-page'), 'FeedPage'),
  validateSearch: (search: Record<string, unknown>): { mine?: true } => (search.mine === true ? { mine: true } : {}),
})
const feedStart = createRoute({ getParentRoute: () => feed, path: '/' })
const conversation = createRoute({
  getParentRoute: () => feed,
  path: '/conversations/$conversationId',
  params: {
    parse: ({ conversationId }) => ({ conversationId: Number(conversationId) }),
    stringify: ({ conversationId }) => ({ conversationId: String(conversationId) }),
  },
})

const journal = createRoute({
  getParentRoute: () => signedIn,
  path: '/journal',
  validateSearch: (search: Record<string, unknown>): JournalSearch => readJournalSearch(search),
  component: lazyRouteComponent(() => import('../journal/journal-page'), 'JournalPage'),
})
const complaint = createRoute({
  getParentRoute: () => signedIn,
  path: '/complaints/$number',
  component: lazyRouteComponent(() => import('../journal/complaint-page'), 'ComplaintPage'),
})
const staff = createRoute({
  getParentRoute: () => signedIn,
  path: '/staff',
  component: lazyRouteComponent(() => import('../staff/staff-page'), 'StaffPage'),
})
const channels = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/channels',
  component: lazyRouteComponent(() => import('../channels/channels-page'), 'ChannelsPage'),
})

const tree = root.addChildren([
  signIn,
  setUp,
  signedIn.addChildren([feed.addChildren([feedStart, conversation]), journal, complaint, staff, channels]),
])

export const makeRouter = (client: QueryClient) =>
  createRouter({ routeTree: tree, context: { client }, defaultPreload: 'intent', defaultPreloadStaleTime: 0, scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
