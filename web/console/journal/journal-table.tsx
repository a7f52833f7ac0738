import { Link, useNavigate } from '@tanstack/react-router'
import type { ComplaintRowDto } from '../../../src/http/contract'
import { useNow } from '../app/use-now'
import { formatFull, formatMoment } from '../i18n/format'
import { useWords } from '../i18n/use-words'
import { cn } from '../ui/class-names'
import { useCategoryName } from '../words/category-name'
import { ChannelMark } from '../words/channel-mark'
import { ClockChip } from '../words/clock-chip'
import { PriorityChip, StatusChip } from '../words/status-chip'

/** Left out where there is no room for them: a table that scrolls sideways is not read. */
const onlyWide: readonly string[] = ['channel', 'manager']
const columns = ['number', 'created', 'person', 'summary', 'channel', 'category', 'state', 'priority', 'due', 'manager'] as const

export function JournalTable({ rows }: { rows: readonly ComplaintRowDto[] }) {
  const { t } = useWords()
  return (
    <table className="w-full border-collapse text-dense">
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column}
              scope="col"
              className={cn(
                'sticky top-0 z-10 border-b border-border bg-sunken px-2 py-2 text-left font-medium whitespace-nowrap text-text-2 first:pl-6 last:pr-6',
                onlyWide.includes(column) && 'max-three:hidden',
              )}
            >
              {t(`journal.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { row: ComplaintRowDto }) {
  const { t, language } = useWords()
  const now = useNow()
  const categoryName = useCategoryName()
  const navigate = useNavigate()
  const cell = 'border-b border-border px-2 py-2 align-top'
  return (
    // A click anywhere opens it, for the mouse; the number is the link for everybody else.
    <tr
      className="cursor-pointer hover:bg-hover"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a')) return
        void navigate({ to: '/complaints/$number', params: { number: row.number } })
      }}
    >
      <th scope="row" className={`${cell} pl-6 text-left font-medium tabular-nums`}>
        <Link to="/complaints/$number" params={{ number: row.number }} className="inline-flex min-h-6 items-center text-link underline">
          {row.number}
        </Link>
      </th>
      <td className={`${cell} whitespace-nowrap tabular-nums`}>
        <time dateTime={row.createdAt} title={formatFull(row.createdAt, language)}>
          {formatMoment(row.createdAt, language, now)}
        </time>
      </td>
      <td className={`${cell} max-w-40 break-words`}>{row.person.name ?? t('conversation.unnamed')}</td>
      <td className={`${cell} max-w-80 min-w-40`}>
        <span dir="auto" className="line-clamp-2 text-text-2">
          {row.summary}
        </span>
      </td>
      <td className={`${cell} max-three:hidden`}>
        <ChannelMark channel={row.channel} />
      </td>
      <td className={`${cell} max-w-44`}>{categoryName(row.category.key)}</td>
      <td className={cell}>
        <StatusChip status={row.status} />
      </td>
      <td className={cell}>
        <PriorityChip priority={row.priority} />
      </td>
      <td className={cell}>
        {row.nextClock ? <DueChip row={row} clock={row.nextClock} /> : <span className="text-text-3">{t('app.none')}</span>}
      </td>
      <td className={`${cell} max-w-36 pr-6 max-three:hidden`}>{row.manager.name}</td>
    </tr>
  )
}

/** The list tells when a promise is due, not when it began; its age stands in for the start. */
export function DueChip({ row, clock }: { row: ComplaintRowDto; clock: NonNullable<ComplaintRowDto['nextClock']> }) {
  return <ClockChip clock={{ ...clock, startedAt: row.createdAt }} />
}
