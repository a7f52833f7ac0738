import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { isLanguage, type Language } from './i18n'

export type Translate = TFunction

/** The words of the language in use, and which language it is. */
export function useWords(): { t: Translate; language: Language } {
  const { t, i18n } = useTranslation()
  return { t, language: isLanguage(i18n.language) ? i18n.language : 'ru' }
}
