import { CircleAlert } from 'lucide-react'
import type { ConversationDto } from '../../../src/http/contract'
import { useNow } from '../app/use-now'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { blockedKey } from '../words/failure-words'
import { Ways } from './ways'

/** Nothing written here arrives any more: since when, and where else to write. Writing stays possible, for the customer may come back. */
export function BlockedBanner({ conversation }: { conversation: ConversationDto }) {
  const { t, language } = useWords()
  const now = useNow()
  const { blockedAt, channel, ways } = conversation
  if (blockedAt === null) return null
  return (
    <section
      aria-label={t('blocked.title')}
      className="flex flex-col gap-2 border-t border-border bg-department-bg px-4 py-2 text-department max-two:px-3"
    >
      <p className="flex items-start gap-2 text-body">
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          <span className="font-semibold">
            {t('blocked.since', { what: t(`blocked.${blockedKey(channel)}`), at: formatMoment(blockedAt, language, now) })}
          </span>{' '}
          {t('blocked.hint')}
        </span>
      </p>
      <Ways ways={ways} />
    </section>
  )
}
