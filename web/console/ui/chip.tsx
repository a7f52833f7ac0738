import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './class-names'

const tones = {
  new: 'bg-new-bg text-new',
  work: 'bg-work-bg text-work',
  wait: 'bg-wait-bg text-wait',
  department: 'bg-department-bg text-department',
  approval: 'bg-approval-bg text-approval',
  good: 'bg-good-bg text-good',
  quiet: 'bg-quiet-bg text-quiet',
  returned: 'bg-returned-bg text-returned',
  breach: 'bg-breach-bg text-breach',
  danger: 'bg-danger-bg text-danger',
  plain: 'bg-plain-bg text-plain',
  low: 'bg-low-bg text-low',
  calm: 'bg-calm-bg text-calm',
  note: 'bg-note text-note-text',
} as const
export type Tone = keyof typeof tones

type ChipProps = { tone: Tone; icon: LucideIcon; title?: string; className?: string; children: ReactNode }

/** An icon, a word and a colour: any one of the three is enough to read it. */
export function Chip({ tone, icon: Icon, title, className, children }: ChipProps) {
  return (
    <span
      title={title}
      className={cn(
        'inline-flex max-w-full items-center gap-1 rounded-chip px-1.5 py-0.5 text-meta font-medium whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
      <span className="truncate">{children}</span>
    </span>
  )
}
