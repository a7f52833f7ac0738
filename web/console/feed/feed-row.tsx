import { Link } from '@tanstack/react-router'
import { Bot, ChevronDown, ChevronsUp, Eye, OctagonAlert, PencilLine, User, Users } from 'lucide-react'
import type { ConversationRowDto } from '../../../src/http/contract'
import { useMe } from '../app/me'
import { useStore } from '../app/store'
import { useNow } from '../app/use-now'
import { useHasDraft } from '../conversation/drafts'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { presenceStore } from '../live/presence'
import { Chip } from '../ui/chip'
import { cn } from '../ui/class-names'
import { useCategoryName } from '../words/category-name'
import { ChannelMark } from '../words/channel-mark'
import { ClockChip } from '../words/clock-chip'
import type { StripView } from './strips'

type FeedRowProps = { id: string; row: ConversationRowDto; view: StripView; isOpen: boolean }

/** Who, what, where, which number and how long: everything that decides, without a hover. */
export function FeedRow({ id, row, view, isOpen }: FeedRowProps) {
  const { t } = useWords()
  const me = useMe()
  const categoryName = useCategoryName()
  const { complaint } = row
  return (
    <Link
      id={id}
      to="/conversations/$conversationId"
      params={{ conversationId: row.id }}
      search={(now) => now}
      aria-current={isOpen ? 'true' : undefined}
      className={cn(
        'flex flex-col gap-0.5 border-b border-l-3 border-b-border px-3 py-2 -outline-offset-2!',
        isOpen ? 'border-l-accent bg-selected' : 'border-l-transparent hover:bg-hover',
      )}
    >
      <span className="flex min-w-0 items-center gap-1.5">
        {row.nextClock && view !== 'snoozed' && <ClockChip clock={row.nextClock} />}
        <PriorityMark priority={complaint?.priority} />
        <span className="truncate font-semibold">{row.person.name ?? t('conversation.unnamed')}</span>
        {row.brand.isDemo && !me.brand.isDemo && <DemoMark />}
        <span className="ml-auto flex shrink-0">
          <ChannelMark channel={row.channel} />
        </span>
      </span>
      <span lang={row.language} className="truncate text-dense text-text-2">
        {row.lastPreview || t('feed.noMessages')}
      </span>
      <span className="flex min-w-0 items-center gap-2 text-meta text-text-3">
        <span className="min-w-0 truncate">
          {complaint ? (
            <>
              <span className="tabular-nums">{t('conversation.number', { number: complaint.number })}</span>
              {row.complaintNumbers.length > 1 && ` +${row.complaintNumbers.length - 1}`} · {categoryName(complaint.category.key)}
            </>
          ) : (
            t('feed.noComplaint')
          )}
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-1.5">
          <Marks row={row} view={view} />
        </span>
      </span>
    </Link>
  )
}

function Marks({ row, view }: { row: ConversationRowDto; view: StripView }) {
  const { t } = useWords()
  const hasDraft = useHasDraft(row.id)
  return (
    <>
      {view === 'snoozed' && <ReturnMark row={row} />}
      {hasDraft && (
        <Chip tone="note" icon={PencilLine}>
          {t('feed.draft')}
        </Chip>
      )}
      <PresenceMark id={row.id} />
      <HolderMark holder={row.holder} />
    </>
  )
}

function ReturnMark({ row }: { row: ConversationRowDto }) {
  const { t, language } = useWords()
  const now = useNow()
  const until = row.complaint?.snoozedUntil
  const reason = row.complaint?.snoozeReason
  return (
    <span className="max-w-44 truncate text-text-2">
      {until ? t('feed.returnsAt', { at: formatMoment(until, language, now) }) : t('feed.returnsOnReply')}
      {reason && ` · ${reason}`}
    </span>
  )
}

/** Critical and high call out; normal and low keep quiet, but can be heard. */
function PriorityMark({ priority }: { priority: 'critical' | 'high' | 'normal' | 'low' | undefined }) {
  const { t } = useWords()
  if (!priority) return null
  const looks = {
    critical: { icon: OctagonAlert, className: 'text-danger' },
    high: { icon: ChevronsUp, className: 'text-returned' },
    normal: null,
    low: { icon: ChevronDown, className: 'text-low' },
  } as const
  const look = looks[priority]
  const word = `${t('complaint.priority')}: ${t(`priority.${priority}`)}`
  if (!look) return <span className="sr-only">{word}</span>
  return (
    <span title={word} className={cn('shrink-0', look.className)}>
      <look.icon aria-hidden className="size-4" strokeWidth={2.25} />
      <span className="sr-only">{word}</span>
    </span>
  )
}

function PresenceMark({ id }: { id: number }) {
  const { t } = useWords()
  const people = useStore(presenceStore, (all) => all.get(id))
  if (!people) return null
  const writer = people.find((one) => one.isTyping)
  const Icon = writer ? PencilLine : Eye
  const words = t(writer ? 'feed.writing' : 'feed.watching', { names: people.map((one) => one.name).join(', ') })
  return (
    <span title={words}>
      <Icon aria-hidden className="size-3.5 text-accent" />
      <span className="sr-only">{words}</span>
    </span>
  )
}

function HolderMark({ holder }: { holder: ConversationRowDto['holder'] }) {
  const { t } = useWords()
  const me = useMe()
  if (holder.kind === 'operator') {
    const isMine = holder.id === me.staff.id
    return (
      <span className="inline-flex max-w-28 items-center gap-1">
        <User aria-hidden className="size-3.5 shrink-0" />
        <span className="sr-only">{isMine ? t('feed.heldByMe') : t('feed.held', { name: holder.name })}</span>
        <span aria-hidden className="truncate">
          {isMine ? t('conversation.you') : holder.name}
        </span>
      </span>
    )
  }
  const Icon = holder.kind === 'flow' ? Bot : Users
  const words = t(holder.kind === 'flow' ? 'feed.heldByBot' : 'feed.nobody')
  return (
    <span title={words} className="inline-flex items-center gap-1">
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{words}</span>
    </span>
  )
}

export function DemoMark() {
  const { t } = useWords()
  return <span className="shrink-0 rounded-chip border border-note-border bg-note px-1 text-meta text-note-text">{t('demo.mark')}</span>
}
