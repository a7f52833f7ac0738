import { Fragment } from 'react'
import { useWords } from '../i18n/use-words'
import { isMac } from '../shortcuts/dispatch'
import { keyCaps, type ShortcutId } from '../shortcuts/registry'
import { cn } from './class-names'

/** A shortcut as keycaps. */
export function Kbd({ id, isOnColor = false }: { id: ShortcutId; isOnColor?: boolean }) {
  const { t } = useWords()
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-meta">
      {keyCaps(id, isMac).map((chord, index) => (
        <Fragment key={chord.join()}>
          {index > 0 && <span className="text-text-3">{t('keys.then')}</span>}
          {chord.map((cap) => (
            <kbd
              key={cap}
              className={cn(
                'min-w-5 rounded-chip border px-1 text-center font-sans',
                isOnColor ? 'border-current text-current' : 'border-border bg-sunken text-text-2',
              )}
            >
              {cap === 'Space' ? t('keys.space') : cap}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  )
}
