import { Link } from '@tanstack/react-router'
import { faultWords } from '../api/fault-words'
import { useWords } from '../i18n/use-words'
import { Button, buttonClass } from '../ui/button'
import { useTitle } from './use-title'

/** A page that failed to open. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useWords()
  useTitle(t('page.broken'))
  const { code, message } = faultWords(error)
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 p-6">
      <h1 className="text-h2 font-semibold">{t('page.broken')}</h1>
      <p className="text-text-2">
        {message}. {t('page.brokenFix')}
      </p>
      <p className="text-meta text-text-3 select-all">{t('page.code', { code })}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {t('page.reload')}
      </Button>
    </main>
  )
}

export function Missing() {
  const { t } = useWords()
  useTitle(t('page.missing'))
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 p-6">
      <h1 className="text-h2 font-semibold">{t('page.missing')}</h1>
      <p className="text-text-2">{t('page.missingFix')}</p>
      <Link to="/journal" className={buttonClass('primary')}>
        {t('nav.journal')}
      </Link>
    </main>
  )
}
