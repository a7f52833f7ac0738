import { Link } from '@tanstack/react-router'
import { ArrowLeft, Bot, Copy, Eye, PanelRight, PencilLine, User, Users } from 'lucide-react'
import type { ConversationDto } from '../../../src/http/contract'
import { announce } from '../app/announce'
import { useMe } from '../app/me'
import { useStore } from '../app/store'
import { StageSteps } from '../complaint/stage-steps'
import { DemoMark } from '../feed/feed-row'
import { type Translate, useWords } from '../i18n/use-words'
import { presenceStore } from '../live/presence'
import { IconButton } from '../ui/button'
import { toastDone } from '../ui/toasts'
import { useIsNarrow } from '../ui/use-media'
import { ChannelMark } from '../words/channel-mark'
import { ClockChip } from '../words/clock-chip'
import { StatusChip } from '../words/status-chip'
import { HeaderActions, TakeButton } from './header-actions'

type HeaderProps = { conversation: ConversationDto; onPanel: () => void; isPanelOpen: boolean }

/** Always in sight: whose it is, how long is left, what the customer sees, and what ends it. */
export function ConversationHeader({ conversation, onPanel, isPanelOpen }: HeaderProps) {
  const { t } = useWords()
  const isNarrow = useIsNarrow()
  const me = useMe()
  const { person, complaint } = conversation
  const Heading = isNarrow ? 'h1' : 'h2'
  return (
    <header className="@container flex flex-col gap-1.5 border-b border-border bg-surface px-4 py-2 max-two:gap-0.5 max-two:px-2">
      <div className="flex items-center gap-2">
        {isNarrow && <BackLink />}
        <Heading className="min-w-0 truncate text-h3 font-semibold">{person.name ?? t('conversation.unnamed')}</Heading>
        {conversation.brand.isDemo && !me.brand.isDemo && <DemoMark />}
        <ChannelMark channel={conversation.channel} isShort={isNarrow} />
        <div className="ml-auto flex shrink-0 items-center gap-1.5">
          {!isNarrow && <HeaderActions conversation={conversation} />}
          <IconButton label={t('conversation.openDetails')} shortcut="panel" aria-expanded={isPanelOpen} onClick={onPanel}>
            <PanelRight aria-hidden className="size-4" />
          </IconButton>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-text-2 max-two:px-2">
        {conversation.nextClock && conversation.view !== 'snoozed' && <ClockChip clock={conversation.nextClock} hasName />}
        {complaint && <NumberButton number={complaint.number} />}
        {complaint && <StatusChip status={complaint.status} />}
        <Holder conversation={conversation} />
        <TakeButton conversation={conversation} />
        <Viewers id={conversation.id} />
      </div>
      {complaint && <StageSteps stage={complaint.stage} />}
      {isNarrow && (
        <div className="flex items-center gap-1.5 pt-1">
          <HeaderActions conversation={conversation} />
        </div>
      )}
    </header>
  )
}

function BackLink() {
  const { t } = useWords()
  return (
    <Link
      to="/"
      search={(now) => now}
      aria-label={t('app.back')}
      className="inline-flex size-11 items-center justify-center rounded-control text-text-2 hover:bg-hover"
    >
      <ArrowLeft aria-hidden className="size-5" />
    </Link>
  )
}

/** Copies the number; `isBare` where the number itself stands beside it. */
export function NumberButton({ number, isBare = false }: { number: string; isBare?: boolean }) {
  const { t } = useWords()
  return (
    <button
      type="button"
      aria-label={t('conversation.copyNumber', { number: t('conversation.number', { number }) })}
      onClick={() => {
        void navigator.clipboard?.writeText(number).then(() => toastDone(t('app.copied', { what: number })))
        announce(t('app.copied', { what: number }))
      }}
      className="inline-flex min-h-6 min-w-6 items-center justify-center gap-1 rounded-chip px-1 font-medium text-text tabular-nums hover:bg-hover coarse:min-h-11"
    >
      {!isBare && t('conversation.number', { number })}
      <Copy aria-hidden className="size-3.5 text-text-3" />
    </button>
  )
}

const queueReasons = [
  'person',
  'ready',
  'unsure',
  'unclear',
  'silence',
  'greeting',
  'pressed',
  'addition',
  'not-satisfied',
  'returned',
  'released',
  'unreadable',
  'clock-breached',
  'flow-broken',
  'flow-loops',
  'unreachable',
  'acknowledgement-withheld',
  'call',
  'logged',
] as const

/** Whose it is; why, while it is nobody's. The bot's own status says so already. */
function Holder({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const me = useMe()
  const { holder, complaint } = conversation
  if (holder.kind === 'flow' && complaint?.status === 'with-bot') return null
  const Icon = holder.kind === 'flow' ? Bot : holder.kind === 'queue' ? Users : User
  return (
    <span className="inline-flex items-center gap-1">
      <Icon aria-hidden className="size-3.5 text-text-3" />
      {holderWords(holder, me.staff.id, t)}
    </span>
  )
}

function holderWords(holder: ConversationDto['holder'], ownId: number, t: Translate): string {
  if (holder.kind === 'flow') return t('feed.heldByBot')
  if (holder.kind === 'operator') return holder.id === ownId ? t('feed.heldByMe') : t('feed.held', { name: holder.name })
  return t('feed.nobodyWhy', { why: t(`queueReason.${queueReasons.find((one) => one === holder.reason) ?? 'other'}`) })
}

function Viewers({ id }: { id: number }) {
  const { t } = useWords()
  const people = useStore(presenceStore, (all) => all.get(id))
  if (!people) return null
  const writers = people.filter((one) => one.isTyping)
  const names = (writers.length > 0 ? writers : people).map((one) => one.name).join(', ')
  const Icon = writers.length > 0 ? PencilLine : Eye
  return (
    <span className="inline-flex items-center gap-1 font-medium text-link">
      <Icon aria-hidden className="size-3.5" />
      {t(writers.length > 0 ? 'conversation.writing' : 'conversation.watching', { names })}
    </span>
  )
}
