import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { BookText, CircleHelp, Inbox, type LucideIcon, Menu as MenuIcon, Plug, Search, Users } from 'lucide-react'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { useResending } from '../conversation/outgoing'
import { useWords } from '../i18n/use-words'
import { startLive } from '../live/live'
import { useShortcut } from '../shortcuts/use-shortcut'
import { IconButton } from '../ui/button'
import { cn } from '../ui/class-names'
import { fetchLayers, lazyPart, Opening } from '../ui/lazy-part'
import { useIsNarrow } from '../ui/use-media'
import { Banners } from './banners'
import { Mark } from './mark'
import { may, useMe } from './me'
import { ProfileMenu } from './profile-menu'
import { useNowCount } from './use-now-count'

const Palette = lazyPart(() => import('../palette/palette').then((part) => part.Palette))
const KeysSheet = lazyPart(() => import('../shortcuts/keys-sheet').then((part) => part.KeysSheet))

/** What surrounds every page of a signed-in person: places, banners, palette, keys, and the live feed behind all of it. */
export function Shell() {
  const client = useQueryClient()
  const me = useMe()
  const { t } = useWords()
  const isNarrow = useIsNarrow()
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  usePlaceShortcuts()
  useShortcut('palette', () => setOpen('palette'))
  useShortcut('sheet', () => setOpen('keys'))
  useEffect(() => startLive(client, me.staff.id), [client, me.staff.id])
  useResending()
  useEffect(fetchLayers, [])

  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('app.skip')}
      </a>
      <Banners />
      <div className="flex min-h-0 flex-1 max-two:flex-col">
        {!isNarrow && <Rail onHelp={() => setOpen('keys')} onSearch={() => setOpen('palette')} />}
        <div id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
          <Outlet />
        </div>
        {isNarrow && <Tabs />}
      </div>
      <Suspense fallback={<Opening />}>
        {open === 'palette' && <Palette onClose={() => setOpen(null)} />}
        {open === 'keys' && <KeysSheet onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  )
}

function usePlaceShortcuts(): void {
  const navigate = useNavigate()
  const me = useMe()
  useShortcut('goFeed', () => void navigate({ to: '/' }))
  useShortcut('goJournal', () => void navigate({ to: '/journal' }))
  useShortcut('goStaff', () => void navigate({ to: '/staff' }))
  useShortcut('goChannels', () => void navigate({ to: '/settings/channels' }), may(me, 'conversations.read'))
  useShortcut('search', () => void navigate({ to: '/journal', hash: 'search' }))
}

type Place = { to: keyof typeof belongsTo; short: string; icon: LucideIcon; count: number }

function usePlaces(): readonly Place[] {
  const { t } = useWords()
  const count = useNowCount()
  const me = useMe()
  const places: readonly Place[] = [
    { to: '/', short: t('nav.feed'), icon: Inbox, count },
    { to: '/journal', short: t('nav.journalShort'), icon: BookText, count: 0 },
    { to: '/staff', short: t('nav.staffShort'), icon: Users, count: 0 },
    ...(may(me, 'desk.write') ? [{ to: '/settings/channels', short: t('nav.channels'), icon: Plug, count: 0 } as const] : []),
  ]
  return places
}

function Rail({ onHelp, onSearch }: { onHelp: () => void; onSearch: () => void }) {
  const { t } = useWords()
  const places = usePlaces()
  return (
    <nav aria-label={t('app.sections')} className="flex w-16 shrink-0 flex-col items-center gap-1 border-r border-border bg-surface py-3">
      <Mark className="mb-2 size-8" />
      {places.map(({ to, short, icon: Icon, count }) => (
        <PlaceLink key={to} to={to} className="w-15 rounded-control py-1.5" label={short} count={count}>
          <Icon aria-hidden className="size-5" strokeWidth={1.75} />
        </PlaceLink>
      ))}
      <div className="flex-1" />
      <IconButton label={t('nav.search')} shortcut="palette" side="right" onClick={onSearch}>
        <Search aria-hidden className="size-5" strokeWidth={1.75} />
      </IconButton>
      <IconButton label={t('app.help')} shortcut="sheet" side="right" onClick={onHelp}>
        <CircleHelp aria-hidden className="size-5" strokeWidth={1.75} />
      </IconButton>
      <ProfileMenu side="right" />
    </nav>
  )
}

function Tabs() {
  const { t } = useWords()
  const places = usePlaces()
  return (
    <nav
      aria-label={t('app.sections')}
      className="flex shrink-0 border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] in-[:has([data-full-pane])]:hidden"
    >
      {places.map(({ to, short, icon: Icon, count }) => (
        <PlaceLink key={to} to={to} className="min-h-14 flex-1 py-1.5" label={short} count={count}>
          <Icon aria-hidden className="size-5" strokeWidth={1.75} />
        </PlaceLink>
      ))}
      <ProfileMenu side="top">
        <button type="button" className="flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-meta text-text-2">
          <MenuIcon aria-hidden className="size-5" strokeWidth={1.75} />
          {t('app.more')}
        </button>
      </ProfileMenu>
    </nav>
  )
}

type PlaceLinkProps = { to: keyof typeof belongsTo; label: string; count: number; className: string; children: ReactNode }

const belongsTo = {
  '/': /^\/($|conversations)/,
  '/journal': /^\/(journal|complaints)/,
  '/staff': /^\/staff/,
  '/settings/channels': /^\/settings\/channels/,
} as const

function PlaceLink({ to, label, count, className, children }: PlaceLinkProps) {
  const isHere = useRouterState({ select: (state) => belongsTo[to].test(state.location.pathname) })
  return (
    <Link
      to={to}
      activeProps={{}}
      aria-current={isHere ? 'page' : undefined}
      className={cn(
        'flex flex-col items-center justify-center gap-0.5 text-meta',
        isHere ? 'bg-selected font-medium text-link' : 'text-text-2 hover:bg-hover hover:text-text',
        className,
      )}
    >
      <span className="relative">
        {children}
        {count > 0 && (
          <span className="absolute -top-1.5 left-3 min-w-4.5 rounded-full bg-accent px-1 text-center text-meta leading-4.5! font-semibold text-on-accent tabular-nums">
            {count > 99 ? '99+' : count}
          </span>
        )}
      </span>
      <span className="max-w-full truncate px-0.5">{label}</span>
    </Link>
  )
}
