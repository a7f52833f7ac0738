import { useQuery } from '@tanstack/react-query'
import { CircleHelp } from 'lucide-react'
import type { ComplaintDto } from '../../../src/http/contract'
import { queries } from '../api/queries'
import { useWords } from '../i18n/use-words'
import { Bone, Trouble } from '../ui/state'
import { ClockLine } from '../words/clock-chip'
import { KindChip, PriorityChip, StatusChip } from '../words/status-chip'
import { About, Person, Section, Told } from './card-sections'
import { JournalOf } from './journal-of'

/** All that is known of one complaint: what happened, until when, why so urgent, who answers for it, and every step so far. */
export function ComplaintCard({ number }: { number: string }) {
  const { t } = useWords()
  const { data: complaint, error, refetch } = useQuery(queries.complaint(number))
  if (error && !complaint) return <Trouble title={t('complaint.broken')} fault={error} onRetry={() => void refetch()} />
  if (!complaint) return <CardBones />
  return (
    <div className="grid grid-cols-1 @3xl:grid-cols-2">
      <div className="min-w-0 @3xl:border-r @3xl:border-border">
        <Section title={t('complaint.what')}>
          <p dir="auto" lang={complaint.language} className="text-body break-words whitespace-pre-wrap">
            {complaint.summary}
          </p>
          <div className="mt-2 flex flex-wrap gap-1.5">
            <StatusChip status={complaint.status} />
            <KindChip kind={complaint.kind} />
            <PriorityChip priority={complaint.priority} />
          </div>
          {!complaint.isSure && (
            <p className="mt-2 flex items-start gap-1.5 text-dense text-department">
              <CircleHelp aria-hidden className="mt-0.5 size-4 shrink-0" />
              {t('complaint.unsure')}
            </p>
          )}
        </Section>
        <Section title={t('complaint.clocks')}>
          {complaint.clocks.length === 0 ? (
            <p className="text-dense text-text-3">{t('complaint.noClocks')}</p>
          ) : (
            <ul className="m-0 list-none p-0">
              {sortedClocks(complaint).map((clock) => (
                <ClockLine key={clock.name} clock={clock} />
              ))}
            </ul>
          )}
        </Section>
        <About complaint={complaint} />
      </div>
      <div className="min-w-0 border-t border-border @3xl:border-t-0">
        <Told complaint={complaint} />
        <Person complaint={complaint} />
        <Section title={t('complaint.journal')}>
          <JournalOf number={number} />
        </Section>
      </div>
    </div>
  )
}

/** What still runs first, the nearest on top; then what is over. */
const sortedClocks = ({ clocks }: ComplaintDto): ComplaintDto['clocks'] =>
  [...clocks].sort((a, b) => Number(a.metAt !== null) - Number(b.metAt !== null) || a.dueAt.localeCompare(b.dueAt))

function CardBones() {
  const { t } = useWords()
  return (
    <div className="flex flex-col gap-3 p-4">
      <span className="sr-only">{t('app.loading')}</span>
      <Bone className="h-4 w-1/3" />
      <Bone className="h-12 w-full" />
      <Bone className="h-4 w-1/4" />
      <Bone className="h-16 w-full" />
      <Bone className="h-4 w-1/3" />
      <Bone className="h-24 w-full" />
    </div>
  )
}
