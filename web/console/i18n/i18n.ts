import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { keep, kept } from '../app/kept'
import type ru from '../strings/ru.json'

export const languages = ['ru', 'en', 'zh'] as const
export type Language = (typeof languages)[number]
/** How each language calls itself; the same in every language, so not among the strings. */
export const ownNames: Readonly<Record<Language, string>> = { ru: 'Русский', en: 'English', zh: '简体中文' }
export const htmlLanguage: Readonly<Record<Language, string>> = { ru: 'ru', en: 'en', zh: 'zh-CN' }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof ru }
  }
}

export const isLanguage = (value: string | null | undefined): value is Language => languages.some((one) => one === value)

const load: Readonly<Record<Language, () => Promise<{ default: object }>>> = {
  ru: () => import('../strings/ru.json'),
  en: () => import('../strings/en.json'),
  zh: () => import('../strings/zh.json'),
}

/** The language kept on this device, else the browser's, else Russian. */
export function preferredLanguage(): Language {
  const own = kept('language')
  if (isLanguage(own)) return own
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())
  return spoken.find(isLanguage) ?? 'ru'
}

export async function startI18n(language: Language = preferredLanguage()): Promise<void> {
  const strings = await load[language]()
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    // A refusal whose details are missing still reads as a sentence.
    missingInterpolationHandler: () => '…',
    resources: { [language]: { translation: strings.default } },
  })
  document.documentElement.lang = htmlLanguage[language]
}

export async function changeLanguage(language: Language): Promise<void> {
  const strings = await load[language]()
  i18next.addResourceBundle(language, 'translation', strings.default, true, true)
  await i18next.changeLanguage(language)
  keep('language', language)
  document.documentElement.lang = htmlLanguage[language]
}
