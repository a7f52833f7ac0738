import { useQuery } from '@tanstack/react-query'
import type { CategoryDto } from '../../../src/http/contract'
import { queries } from '../api/queries'
import { useWords } from '../i18n/use-words'

/** A category's name in the language in use, with its parents: `Доставка › Порча`. */
export function useCategoryName(): (key: string) => string {
  const { t, language } = useWords()
  const { data } = useQuery({ ...queries.categories, staleTime: 300_000 })
  return (key) => categoryPath(data?.items ?? [], key, language) ?? t('complaint.noCategory')
}

export function categoryPath(categories: readonly CategoryDto[], key: string, language: 'ru' | 'en' | 'zh'): string | null {
  const names: string[] = []
  let next: string | null = key
  while (next !== null && names.length < 8) {
    const category = categories.find((one) => one.key === next)
    if (!category) break
    names.unshift(category.names[language])
    next = category.parent
  }
  return names.length === 0 ? null : names.join(' › ')
}
