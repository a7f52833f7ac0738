import { Check } from 'lucide-react'
import type { ComplaintDto } from '../../../src/http/contract'
import { useWords } from '../i18n/use-words'
import { cn } from '../ui/class-names'

const stageWords = ['received', 'assigned', 'checking', 'decision', 'closed'] as const
const shippedStages: readonly string[] = stageWords

/** Where the customer sees the complaint; what is behind, what is now and what is ahead is also said in words. */
export function StageSteps({ stage }: { stage: ComplaintDto['stage'] }) {
  const { t } = useWords()
  const current = shippedStages.indexOf(stage.key)
  if (current < 0) return <p className="text-meta text-text-2">{t('complaint.stageSeen', { stage: stage.customerName })}</p>
  return (
    <ol aria-label={t('stage.list')} className="m-0 flex list-none items-center gap-1.5 p-0 text-meta max-two:px-2">
      {stageWords.map((key, index) => {
        const standing = index < current ? 'done' : index === current ? 'current' : 'ahead'
        return (
          <li key={key} aria-current={standing === 'current' ? 'step' : undefined} className="flex min-w-0 items-center gap-1.5">
            {index > 0 && (
              <span aria-hidden className={cn('h-px w-3 shrink-0 @lg:w-5', standing === 'ahead' ? 'bg-border-strong' : 'bg-accent')} />
            )}
            <span
              aria-hidden
              className={cn(
                'inline-flex size-3.5 shrink-0 items-center justify-center rounded-full border-2',
                standing === 'done' && 'border-accent bg-accent text-on-accent',
                standing === 'current' && 'border-accent bg-surface ring-2 ring-selected',
                standing === 'ahead' && 'border-border-strong bg-surface',
              )}
            >
              {standing === 'done' && <Check className="size-2.5" strokeWidth={3.5} />}
            </span>
            <span
              className={cn(
                'truncate',
                standing === 'current' ? 'font-medium text-text' : 'text-text-3 max-[40rem]:sr-only @max-xl:sr-only',
              )}
            >
              {t(`stage.${key}`)}
              <span className="sr-only">, {t(`stage.${standing}`)}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
