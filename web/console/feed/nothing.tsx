import { Link } from '@tanstack/react-router'
import { CircleCheckBig } from 'lucide-react'
import { useNow } from '../app/use-now'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { buttonClass } from '../ui/button'
import { Empty } from '../ui/state'
import type { Strip, StripView } from './strips'

/** Everything is answered: the reward of the empty feed, and when it will not be empty any more. */
export function NothingNow({ strips, mine }: { strips: readonly Strip[]; mine: boolean }) {
  const { t } = useWords()
  if (mine) {
    return (
      <Empty
        title={t('feed.noneMine')}
        action={
          <Link to="." search={{}} className={buttonClass()}>
            {t('feed.showAll')}
          </Link>
        }
      >
        {t('feed.noneMineFix')}
      </Empty>
    )
  }
  return (
    <Empty icon={<CircleCheckBig aria-hidden className="size-10 text-good" strokeWidth={1.5} />} title={t('feed.victory')}>
      <NextReturn strip={strips.find((strip) => strip.view === 'snoozed')} />
      <p>{t('feed.victoryQuiet')}</p>
    </Empty>
  )
}

function NextReturn({ strip }: { strip: Strip | undefined }) {
  const { t, language } = useWords()
  const now = useNow()
  const count = strip?.count ?? 0
  if (!strip || count === 0) return null
  const returns = strip.rows.flatMap((row) => row.complaint?.snoozedUntil ?? []).sort()
  const [nearest] = returns
  return <p>{nearest ? t('feed.victoryNext', { count, at: formatMoment(nearest, language, now) }) : t('feed.victoryReply', { count })}</p>
}

export function NothingThere({ view }: { view: Exclude<StripView, 'now'> }) {
  const { t } = useWords()
  const words = { waiting: 'feed.emptyWaiting', snoozed: 'feed.emptySnoozed', bot: 'feed.emptyBot' } as const
  return <p className="px-3 py-4 text-body text-text-3">{t(words[view])}</p>
}
