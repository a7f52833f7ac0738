import { ChevronDown, ChevronRight } from 'lucide-react'
import { useWords } from '../i18n/use-words'
import { foldStrip, type Strip } from './strips'

export function StripHead({ strip }: { strip: Strip }) {
  const { t } = useWords()
  const { view, isOpen, count } = strip
  const Arrow = isOpen ? ChevronDown : ChevronRight
  return (
    <h2 className="border-b border-border bg-sunken">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => foldStrip(view, !isOpen)}
        className="flex min-h-9 w-full items-center gap-1.5 px-3 text-left text-dense font-semibold text-text-2 hover:text-text coarse:min-h-11"
      >
        <Arrow aria-hidden className="size-4" />
        {t(`feed.${view}`)}
        {count !== null && <span className="font-medium text-text-3 tabular-nums">{count}</span>}
      </button>
    </h2>
  )
}
