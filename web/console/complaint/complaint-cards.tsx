import { FileQuestion } from 'lucide-react'
import { useState } from 'react'
import type { ConversationDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { cn } from '../ui/class-names'
import { Empty } from '../ui/state'
import { ComplaintCard } from './complaint-card'
import { SamePerson } from './same-person'

/** The complaints of a conversation, one card at a time; the most urgent one first. */
export function ComplaintCards({ conversation }: { conversation: ConversationDto }) {
  const { t } = useWords()
  const { complaints, complaint } = conversation
  const [chosen, setChosen] = useState<string | null>(null)
  const number = complaints.find((one) => one.number === chosen)?.number ?? complaint?.number ?? complaints[0]?.number
  if (!number) {
    return (
      <>
        <SamePerson conversation={conversation} />
        <Empty icon={<FileQuestion aria-hidden className="size-8" strokeWidth={1.5} />} title={t('complaint.none')}>
          {t('complaint.noneFix')}
        </Empty>
      </>
    )
  }
  return (
    <>
      {complaints.length > 1 && (
        <fieldset className="flex flex-wrap gap-1 border-b border-border p-2">
          <legend className="sr-only">{t('complaint.several')}</legend>
          {complaints.map((one) => (
            <button
              key={one.number}
              type="button"
              aria-pressed={one.number === number}
              onClick={() => setChosen(one.number)}
              className={cn(
                'min-h-7 rounded-control px-2 text-dense font-medium tabular-nums coarse:min-h-11',
                one.number === number ? 'bg-selected text-text' : 'text-text-2 hover:bg-hover',
              )}
            >
              {t('conversation.number', { number: one.number })}
            </button>
          ))}
        </fieldset>
      )}
      <SamePerson conversation={conversation} />
      <ComplaintCard key={number} number={number} />
    </>
  )
}
