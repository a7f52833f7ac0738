import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowUp, Play } from 'lucide-react'
import { useRef, useState } from 'react'
import { useMe } from '../app/me'
import { useAct } from '../conversation/use-act'
import { useWords } from '../i18n/use-words'
import { useShortcut } from '../shortcuts/use-shortcut'
import { Button } from '../ui/button'
import { cn } from '../ui/class-names'
import { Kbd } from '../ui/kbd'
import { toastDone } from '../ui/toasts'
import { useIsNarrow } from '../ui/use-media'
import { feedItems } from './feed-items'
import { FeedRows, type FeedRowsHandle } from './feed-rows'
import { useHeldOrder } from './hold-order'
import { useStrips } from './strips'
import { mostUrgent } from './urgent'

/** The feed: what wants somebody now, by the nearest deadline; then what we wait for, and what was put off. */
export function FeedList({ openId }: { openId: number | null }) {
  const { t } = useWords()
  const mine = useSearch({ strict: false }).mine === true
  const strips = useStrips(mine)
  const Landmark = useIsNarrow() ? 'main' : 'aside'
  const [isHeld, setIsHeld] = useState(false)
  const now = strips.find((strip) => strip.view === 'now')
  const held = useHeldOrder(now?.rows ?? [], isHeld)
  const rows = useRef<FeedRowsHandle>(null)
  const takeUrgent = useTakeUrgent(now?.rows ?? [])
  useShortcut('next', () => rows.current?.move(1))
  useShortcut('previous', () => rows.current?.move(-1))
  useShortcut('takeUrgent', takeUrgent)

  return (
    <Landmark
      aria-label={t('feed.title')}
      className="flex min-h-0 w-full shrink-0 flex-col border-r border-border bg-surface two:w-[clamp(320px,26vw,420px)]"
    >
      <div className="flex flex-col gap-2 border-b border-border px-3 py-2">
        <div className="flex items-center justify-between gap-2">
          <h1 className="text-h3 font-semibold">{t('feed.title')}</h1>
          <WhoseTabs mine={mine} />
        </div>
        <Button look="primary" isWide onClick={takeUrgent}>
          <Play aria-hidden className="size-4" />
          {t('feed.take')}
          <span className="ml-1 max-two:hidden">
            <Kbd id="takeUrgent" isOnColor />
          </span>
        </Button>
      </div>
      <div className="relative min-h-0 flex-1">
        {held.fresh > 0 && (
          <Button
            look="primary"
            className="absolute top-2 left-1/2 z-10 min-h-7 -translate-x-1/2 rounded-full px-3 py-0 text-dense shadow-high"
            onClick={() => {
              setIsHeld(false)
              rows.current?.toTop()
            }}
          >
            <ArrowUp aria-hidden className="size-3.5" />
            {t('feed.newRows', { count: held.fresh })}
          </Button>
        )}
        <FeedRows ref={rows} items={feedItems(strips, held.rows)} strips={strips} mine={mine} openId={openId} onHold={setIsHeld} />
      </div>
    </Landmark>
  )
}

function WhoseTabs({ mine }: { mine: boolean }) {
  const { t } = useWords()
  const options = [
    { label: t('feed.all'), search: {}, isOn: !mine },
    { label: t('feed.mine'), search: { mine: true as const }, isOn: mine },
  ]
  return (
    <nav aria-label={t('feed.whose')} className="flex rounded-control bg-sunken p-0.5">
      {options.map(({ label, search, isOn }) => (
        <Link
          key={label}
          to="."
          search={search}
          aria-current={isOn ? 'true' : undefined}
          className={cn(
            'inline-flex min-h-7 items-center rounded-chip px-3 text-dense font-medium coarse:min-h-10',
            isOn ? 'bg-surface text-text shadow-low' : 'text-text-2 hover:text-text',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}

function useTakeUrgent(rows: Parameters<typeof mostUrgent>[0]): () => void {
  const { t } = useWords()
  const me = useMe()
  const navigate = useNavigate()
  const act = useAct()
  return () => {
    const row = mostUrgent(rows, me.staff.id)
    if (!row) {
      toastDone(t('feed.nothingToTake'))
      return
    }
    if (row.holder.kind !== 'operator') act.mutate({ type: 'take', id: row.id })
    void navigate({ to: '/conversations/$conversationId', params: { conversationId: row.id }, search: (now) => now, hash: 'reply' })
  }
}
