import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { BookText } from 'lucide-react'
import { queries } from '../api/queries'
import { readNumber } from '../app/journal-search'
import { useTitle } from '../app/use-title'
import { useWords } from '../i18n/use-words'
import { Button, buttonClass } from '../ui/button'
import { Bone, Empty, Trouble } from '../ui/state'
import { useIsNarrow } from '../ui/use-media'
import { JournalCards } from './journal-cards'
import { JournalFilters } from './journal-filters'
import { JournalTable } from './journal-table'

/** The whole register. Its filters live in the address, so a search can be sent to a colleague. */
export function JournalPage() {
  const { t } = useWords()
  useTitle(t('journal.title'))
  const isNarrow = useIsNarrow()
  const search = useSearch({ from: '/signed-in/journal' })
  const number = search.q ? readNumber(search.q) : null
  const { q, ...rest } = search
  const query = useInfiniteQuery(queries.complaints(number ? { ...rest, number } : q ? { ...rest, q } : rest))
  const rows = query.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-col gap-3 border-b border-border bg-surface px-6 py-3 max-two:px-3">
        <h1 className="text-h2 font-semibold max-two:text-h3">{t('journal.title')}</h1>
        <JournalFilters search={search} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {query.isPending && <Bones />}
        {query.error && !query.data && <Trouble title={t('journal.broken')} fault={query.error} onRetry={() => void query.refetch()} />}
        {query.data && rows.length === 0 && <Nothing isFiltered={Object.keys(search).length > 0} />}
        {rows.length > 0 && (isNarrow ? <JournalCards rows={rows} /> : <JournalTable rows={rows} />)}
        {rows.length > 0 && (
          <div className="flex items-center justify-between gap-3 px-6 py-3 text-dense text-text-2 max-two:px-3">
            <p role="status">
              {t('journal.shown', { count: rows.length })}
              {query.hasNextPage && `, ${t('journal.shownPart')}`}
            </p>
            {query.hasNextPage && (
              <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('app.showMore')}
              </Button>
            )}
          </div>
        )}
      </div>
    </main>
  )
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useWords()
  const navigate = useNavigate({ from: '/journal' })
  if (isFiltered) {
    return (
      <Empty
        title={t('journal.emptyFiltered')}
        action={<Button onClick={() => void navigate({ search: {}, replace: true })}>{t('journal.reset')}</Button>}
      >
        {t('journal.emptyFilteredFix')}
      </Empty>
    )
  }
  return (
    <Empty
      icon={<BookText aria-hidden className="size-8" strokeWidth={1.5} />}
      title={t('journal.empty')}
      action={
        <a href="/chat" target="_blank" rel="noreferrer" className={buttonClass()}>
          {t('journal.try')}
        </a>
      }
    >
      {t('journal.emptyFix')}
    </Empty>
  )
}

function Bones() {
  const { t } = useWords()
  return (
    <div className="flex flex-col gap-px p-6 max-two:p-3">
      <span className="sr-only">{t('app.loading')}</span>
      {Array.from({ length: 12 }, (_, line) => (
        <Bone key={`bone-${String(line)}`} className="my-1.5 h-8 w-full" />
      ))}
    </div>
  )
}
