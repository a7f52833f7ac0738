import { CircleCheck, CirclePause, ClockAlert, Clock as ClockIcon, type LucideIcon, Siren, Timer } from 'lucide-react'
import type { Clock } from '../../../src/http/contract'
import { useTicking } from '../app/use-now'
import { formatMoment } from '../i18n/format'
import { type Translate, useWords } from '../i18n/use-words'
import { Chip, type Tone } from '../ui/chip'
import { clockFace, clockWords } from './clock-words'
import { type ClockStanding, readClock } from './read-clock'

const looks: Readonly<Record<ClockStanding['state'], { icon: LucideIcon; tone: Tone }>> = {
  calm: { icon: ClockIcon, tone: 'calm' },
  soon: { icon: Timer, tone: 'department' },
  urgent: { icon: ClockAlert, tone: 'danger' },
  late: { icon: Siren, tone: 'breach' },
  paused: { icon: CirclePause, tone: 'quiet' },
  met: { icon: CircleCheck, tone: 'good' },
  'met-late': { icon: CircleCheck, tone: 'returned' },
}

type ChipClock = Pick<Clock, 'name' | 'startedAt' | 'dueAt'>

/** The nearest promise of a row: ticks by itself. */
export function ClockChip({ clock, hasName = false }: { clock: ChipClock; hasName?: boolean }) {
  const { t, language } = useWords()
  const now = useTicking(clock.dueAt)
  const standing = readClock(clock, now)
  const name = t(`clockName.${clock.name}`)
  const { icon, tone } = looks[standing.state]
  return (
    <Chip
      tone={tone}
      icon={icon}
      title={`${name} · ${t('clock.dueAt', { at: formatMoment(clock.dueAt, language, now) })}`}
      className="tabular-nums"
    >
      <span className="sr-only">{t('clock.chip', { name, state: clockWords(standing, t) })}</span>
      <span aria-hidden>
        {hasName && `${name} `}
        {clockFace(standing, t)}
      </span>
    </Chip>
  )
}

/** One promise of the card, with what was told to the customer. */
export function ClockLine({ clock }: { clock: Clock }) {
  const { t, language } = useWords()
  const now = useTicking(clock.metAt === null && clock.pausedAt === null ? clock.dueAt : null)
  const standing = readClock(clock, now)
  const { icon: Icon, tone } = looks[standing.state]
  const isOver = clock.metAt !== null
  return (
    <li className="flex items-start gap-2 py-1.5">
      <span className="flex w-30 shrink-0">
        <Chip tone={tone} icon={Icon} className="mt-px tabular-nums">
          {clockFace(standing, t)}
        </Chip>
      </span>
      <div className="min-w-0 text-dense">
        <p className="font-medium">{t(`clockName.${clock.name}`)}</p>
        <p className="text-text-3">
          {standing.state === 'paused' ? pauseWords(clock.pauseReason, t) : clockWords(standing, t)}
          {!isOver && ` · ${t('clock.dueAt', { at: formatMoment(clock.dueAt, language, now) })}`}
        </p>
        {clock.promisedAt !== null && clock.promisedAt !== clock.dueAt && !isOver && (
          <p className="text-text-3">{t('clock.promised', { at: formatMoment(clock.promisedAt, language, now) })}</p>
        )}
      </div>
    </li>
  )
}

const pauseReasons = ['waiting-customer', 'snoozed'] as const

/** Why a promise waits: the desk's own reason in words, or what the operator wrote. */
function pauseWords(reason: string | null, t: Translate): string {
  if (reason === null) return t('clock.paused')
  const known = pauseReasons.find((one) => one === reason)
  return t('clock.pausedWhy', { why: known ? t(`pauseReason.${known}`) : reason })
}
