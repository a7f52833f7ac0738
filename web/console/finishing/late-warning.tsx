import { TriangleAlert } from 'lucide-react'
import type { ConversationDto } from '../../../src/http/contract'
import { useNow } from '../app/use-now'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'

/** A promise keeps running while it is snoozed: says which one will be missed. */
export function LateWarning({ conversation, until }: { conversation: ConversationDto; until: Date }) {
  const { t, language } = useWords()
  const now = useNow()
  const clock = conversation.nextClock
  if (!clock || Date.parse(clock.dueAt) >= until.getTime()) return null
  return (
    <span className="flex items-center gap-1 pl-6 text-meta text-department">
      <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
      {t('snooze.late', { clock: t(`clockName.${clock.name}`), at: formatMoment(clock.dueAt, language, now) })}
    </span>
  )
}
