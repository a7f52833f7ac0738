import { useEffect } from 'react'
import { useWords } from '../i18n/use-words'

/** The window's title while this page is shown. */
export function useTitle(page: string): void {
  const { t } = useWords()
  const title = t('app.title', { page })
  useEffect(() => {
    document.title = title
  }, [title])
}
