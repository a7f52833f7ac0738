import { useNavigate } from '@tanstack/react-router'
import { Search, X } from 'lucide-react'
import { type FormEvent, type RefObject, useEffect, useId, useRef } from 'react'
import { type JournalSearch, kinds, statuses } from '../app/journal-search'
import { useWords } from '../i18n/use-words'
import { useShortcut } from '../shortcuts/use-shortcut'
import { Button } from '../ui/button'
import { type Option, SelectInput, TextInput } from '../ui/field'
import { Kbd } from '../ui/kbd'

/** Words or a number, a status, a kind: each goes into the address at once. */
export function JournalFilters({ search }: { search: JournalSearch }) {
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
  options: readonly Option[]
  onChange: (value: string) => void
}

function Choice({ label, any, value, options, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <div className="flex items-center gap-2 max-two:grow max-two:basis-2/5 max-two:flex-col max-two:items-start max-two:gap-0">
      <label htmlFor={id} className="text-dense text-text-2">
        {label}
      </label>
      <SelectInput
        id={id}
        value={value}
        options={[{ value: '', label: any }, ...options]}
        onChange={(event) => onChange(event.target.value)}
        className="w-auto max-two:w-full two:text-body"
      />
    </div>
  )
}

/** Came here by `/` or the palette: the search field is what was wanted. */
function useArrival(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    if (location.hash === '#search') field.current?.focus()
  }, [field])
}
