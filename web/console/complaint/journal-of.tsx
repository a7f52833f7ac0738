import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Bot, Cog, type LucideIcon, User, UserRound } from 'lucide-react'
import type { JournalLineDto } from '../../../src/http/contract'
import { queries } from '../api/queries'
import { useNow } from '../app/use-now'
import { formatFull, formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { Button } from '../ui/button'
import { Bone, Trouble } from '../ui/state'
import { useCategoryName } from '../words/category-name'
import { journalWords } from './journal-words'

const icons: Readonly<Record<JournalLineDto['actor']['kind'], LucideIcon>> = { person: UserRound, flow: Bot, operator: User, system: Cog }

/** Every step of a complaint, the newest first: who, what, when. */
export function JournalOf({ number }: { number: string }) {
  const { t, language } = useWords()
  const now = useNow()
  const category = useCategoryName()
  const staff = useQuery(queries.staff).data?.items ?? []
  const query = useInfiniteQuery(queries.journal(number))
  if (query.error && !query.data)
    return <Trouble title={t('complaint.journalBroken')} fault={query.error} onRetry={() => void query.refetch()} className="py-4" />
  if (!query.data) return <Bone className="h-24 w-full" />
  const lines = query.data.pages.flatMap((page) => page.items).sort((a, b) => b.seq - a.seq)
  const tools = { t, category, staff, moment: (at: string) => formatMoment(at, language, now) }
  return (
    <>
      <ol reversed className="m-0 flex list-none flex-col gap-2 p-0">
        {lines.map((line) => {
          const Icon = icons[line.actor.kind]
          return (
            <li key={line.seq} className="flex gap-2 text-dense">
              <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3" />
              <div className="min-w-0">
                <p className="break-words">{journalWords(line, tools)}</p>
                <p className="text-meta text-text-3">
                  {line.actor.kind === 'operator' && line.actor.name ? line.actor.name : t(`actor.${line.actor.kind}`)} ·{' '}
                  <time dateTime={line.at} title={formatFull(line.at, language)} className="tabular-nums">
                    {formatMoment(line.at, language, now)}
                  </time>
                </p>
              </div>
            </li>
          )
        })}
      </ol>
      {query.hasNextPage && (
        <Button look="quiet" isWide className="mt-2" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('app.showMore')}
        </Button>
      )}
    </>
  )
}
