import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { BookText, Search, X } from 'lucide-react'
import { type FormEvent, type RefObject, useEffect, useId, useRef } from 'react'
import { queries } from '../api/queries'
import { type JournalSearch, kinds, readNumber, statuses } from '../app/journal-search'
import { useTitle } from '../app/use-title'
import { useWords } from '../i18n/use-words'
import { useShortcut } from '../shortcuts/use-shortcut'
import { Button, buttonClass } from '../ui/button'
import { SelectInput, TextInput } from '../ui/field'
import { Kbd } from '../ui/kbd'
import { Bone, Empty, Trouble } from '../ui/state'
import { useIsNarrow } from '../ui/use-media'
import { JournalCards } from './journal-cards'
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
        <Filters search={search} />
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

function Filters({ search }: { search: JournalSearch }) {
  const { t } = useWords()
  const navigate = useNavigate({ from: '/journal' })
  const field = useRef<HTMLInputElement>(null)
  useShortcut('search', () => field.current?.focus())
  useArrival(field)
  const apply = (change: { [Name in keyof JournalSearch]: JournalSearch[Name] | undefined }): void => {
    const entries = Object.entries({ ...search, ...change }).filter(([, value]) => value)
    void navigate({ search: Object.fromEntries(entries), replace: true })
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    apply({ q: field.current?.value.trim() || undefined })
  }
  return (
    <search>
      <form onSubmit={onSubmit} className="flex flex-wrap items-end gap-2">
        <div className="relative min-w-56 flex-1 two:max-w-md">
          <Search aria-hidden className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-text-3" />
          <TextInput
            ref={field}
            key={search.q ?? ''}
            id="search"
            type="search"
            defaultValue={search.q ?? ''}
            maxLength={200}
            aria-label={t('journal.search')}
            placeholder={t('journal.search')}
            className="pl-9 two:text-body"
          />
        </div>
        <Button type="submit" className="min-h-10">
          {t('journal.find')}
          <span className="max-two:hidden">
            <Kbd id="search" />
          </span>
        </Button>
        <Choice
          label={t('journal.status')}
          any={t('journal.any')}
          value={search.status ?? ''}
          options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          onChange={(value) => apply({ status: statuses.find((one) => one === value) })}
        />
        <Choice
          label={t('journal.kind')}
          any={t('journal.anyKind')}
          value={search.kind ?? ''}
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          onChange={(value) => apply({ kind: kinds.find((one) => one === value) })}
        />
        {Object.keys(search).length > 0 && (
          <Button look="quiet" className="min-h-10" onClick={() => void navigate({ search: {}, replace: true })}>
            <X aria-hidden className="size-4" />
            {t('journal.reset')}
          </Button>
        )}
      </form>
    </search>
  )
}

type ChoiceProps = {
  label: string
  any: string
  value: string
  options: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

function Choice({ label, any, value, options, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-2 max-two:grow max-two:basis-2/5 max-two:flex-col max-two:items-start max-two:gap-0">
      <label htmlFor={id} className="text-dense text-text-2">
        {label}
      </label>
      <SelectInput id={id} value={value} onChange={(event) => onChange(event.target.value)} className="w-auto max-two:w-full two:text-body">
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </SelectInput>
    </div>
  )
}

/** Came here by `/` or the palette: the search field is what was wanted. */
function useArrival(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    if (location.hash === '#search') field.current?.focus()
  }, [field])
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
