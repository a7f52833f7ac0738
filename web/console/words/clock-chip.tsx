import { CircleCheck, CirclePause, ClockAlert, Clock as ClockIcon, type LucideIcon, Siren, Timer } from 'lucide-react'
import type { Clock } from '../../../src/http/contract'
import { useTicking } from '../app/use-now'
import { formatMoment, formatSpan } from '../i18n/format'
import { type Translate, useWords } from '../i18n/use-words'
import { Chip, type Tone } from '../ui/chip'
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

/** What a chip shows: the time left, or with a minus the time it is late by. */
export function clockFace({ state, ms }: ClockStanding, t: Translate): string {
  if (state === 'paused') return t('clock.paused')
  return state === 'late' || state === 'met-late' ? `−${formatSpan(ms, t)}` : formatSpan(ms, t)
}

/** The same in a sentence, for a screen reader and the card. */
export function clockWords({ state, ms }: ClockStanding, t: Translate): string {
  const time = formatSpan(ms, t)
  const words = { late: 'clock.late', met: 'clock.metIn', 'met-late': 'clock.metLate', paused: 'clock.paused' } as const
  return state === 'late' || state === 'met' || state === 'met-late' || state === 'paused'
    ? t(words[state], { time })
    : t('clock.left', { time })
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
      <Chip tone={tone} icon={Icon} className="mt-px shrink-0 tabular-nums">
        {clockFace(standing, t)}
      </Chip>
      <div className="min-w-0 text-dense">
        <p className="font-medium">{t(`clockName.${clock.name}`)}</p>
        <p className="text-text-3">
          {clockWords(standing, t)}
          {!isOver && ` · ${t('clock.dueAt', { at: formatMoment(clock.dueAt, language, now) })}`}
        </p>
        {clock.promisedAt !== null && clock.promisedAt !== clock.dueAt && !isOver && (
          <p className="text-text-3">{t('clock.promised', { at: formatMoment(clock.promisedAt, language, now) })}</p>
        )}
      </div>
    </li>
  )
}
