import { formatSpan } from '../i18n/format'
import type { Translate } from '../i18n/use-words'
import type { ClockStanding } from './read-clock'

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
