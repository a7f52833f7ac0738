export const languages = ['ru', 'en', 'zh'] as const
export type Language = (typeof languages)[number]

/** The first of the wishes (BCP 47 tags, wish by wish) that we speak; English when there is none. */
export function pickLanguage(...wishes: (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const found = findLanguage(wish)
    if (found) return found
  }
  return 'en'
}

export function findLanguage(tag: string | null | undefined): Language | undefined {
  const start = tag?.toLowerCase().split(/[-_]/)[0]
  return languages.find((language) => language === start)
}

/** `words` by plural category, in the order one, few, many for Russian; one, other for English; one form for Chinese. */
export function plural(language: Language, count: number, words: readonly string[]): string {
  const category = new Intl.PluralRules(language).select(count)
  const index = language === 'ru' ? ['one', 'few', 'many'].indexOf(category) : category === 'one' ? 0 : 1
  return (words[index] ?? words.at(-1) ?? '').replace('{n}', String(count))
}
