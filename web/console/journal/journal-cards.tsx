import { Link } from '@tanstack/react-router'
import type { ComplaintRowDto } from '../../../src/http/contract'
import { useNow } from '../app/use-now'
import { formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { useCategoryName } from '../words/category-name'
import { ChannelMark } from '../words/channel-mark'
import { PriorityChip, StatusChip } from '../words/status-chip'
import { DueChip } from './journal-table'

/** The register on a phone: cards, because a table that scrolls sideways cannot be read. */
export function JournalCards({ rows }: { rows: readonly ComplaintRowDto[] }) {
  const { t, language } = useWords()
  const now = useNow()
  const categoryName = useCategoryName()
  return (
    <ul className="m-0 flex list-none flex-col p-0">
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            to="/complaints/$number"
            params={{ number: row.number }}
            className="flex flex-col gap-1.5 border-b border-border bg-surface px-3 py-3 -outline-offset-2! hover:bg-hover"
          >
            <span className="flex items-baseline justify-between gap-2">
              <span className="font-semibold tabular-nums">{t('conversation.number', { number: row.number })}</span>
              <span className="text-meta text-text-3 tabular-nums">{formatMoment(row.createdAt, language, now)}</span>
            </span>
            <span dir="auto" className="line-clamp-2 text-body text-text-2">
              {row.summary}
            </span>
            <span className="flex flex-wrap gap-1.5">
              {row.nextClock && <DueChip row={row} clock={row.nextClock} />}
              <StatusChip status={row.status} />
              <PriorityChip priority={row.priority} />
            </span>
            <span className="flex flex-wrap items-center gap-x-1.5 text-meta text-text-3 [&>*+*]:before:mr-1.5 [&>*+*]:before:text-text-3 [&>*+*]:before:content-['·']">
              <span>{row.person.name ?? t('conversation.unnamed')}</span>
              <ChannelMark channel={row.channel} />
              <span>{categoryName(row.category.key)}</span>
              <span>{row.manager.name}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
