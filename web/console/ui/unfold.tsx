import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { cn } from './class-names'

type UnfoldProps = {
  label: ReactNode
  title?: string /** Opened from outside: something inside wants to be seen. */
  isOpen?: boolean
  className?: string
  children: ReactNode
}

/** A word that opens more under it, by click, key and for who hears the page. */
export function Unfold({ label, title, isOpen: isForced = false, className, children }: UnfoldProps) {
  const [isUnfolded, setIsUnfolded] = useState(false)
  const isOpen = isUnfolded || isForced
  const id = useId()
  return (
    <>
      <button
        type="button"
        title={title}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsUnfolded(!isOpen)}
        className={cn(
          'inline-flex min-h-6 items-center gap-0.5 rounded-chip px-1 text-meta underline decoration-dotted underline-offset-2 hover:bg-hover coarse:min-h-11',
          className,
        )}
      >
        {label}
        <ChevronDown aria-hidden className={cn('size-3.5 shrink-0', isOpen && 'rotate-180')} />
      </button>
      {isOpen && (
        <div id={id} className="w-full">
          {children}
        </div>
      )}
    </>
  )
}
