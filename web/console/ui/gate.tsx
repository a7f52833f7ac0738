import type { ReactNode } from 'react'
import { Mark } from '../app/mark'
import { changeLanguage, htmlLanguage, languages, ownNames } from '../i18n/i18n'
import { useWords } from '../i18n/use-words'
import { cn } from './class-names'

type GateProps = { title: string; lead: string; isWide?: boolean; children: ReactNode }

/** The page of somebody who is not signed in yet: one card, and the language to choose. */
export function Gate({ title, lead, isWide = false, children }: GateProps) {
  const { t, language } = useWords()
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-8 two:justify-center">
      <main className={cn('w-full rounded-dialog border border-border bg-surface p-6 shadow-low', isWide ? 'max-w-2xl' : 'max-w-md')}>
        <div className="mb-6 flex items-center gap-3">
          <Mark className="size-10 shrink-0" />
          <div>
            <h1 className="text-h2 font-semibold">{title}</h1>
            <p className="text-body text-text-2">{lead}</p>
          </div>
        </div>
        {children}
      </main>
      <nav aria-label={t('profile.language')} className="mt-4 flex gap-1">
        {languages.map((one) => (
          <button
            key={one}
            type="button"
            lang={htmlLanguage[one]}
            aria-pressed={one === language}
            onClick={() => void changeLanguage(one)}
            className={cn(
              'min-h-8 rounded-control px-3 text-dense coarse:min-h-11',
              one === language ? 'bg-selected font-medium text-text' : 'text-text-2 hover:bg-hover',
            )}
          >
            {ownNames[one]}
          </button>
        ))}
      </nav>
    </div>
  )
}
