import { useQuery } from '@tanstack/react-query'
import { queries } from '../api/queries'
import { useWords } from '../i18n/use-words'
import { categoryPath } from './category-path'

/** A category's name in the language in use, with its parents: `Доставка › Порча`. */
export function useCategoryName(): (key: string) => string {
  const { t, language } = useWords()
  const { data } = useQuery({ ...queries.categories, staleTime: 300_000 })
  return (key) => categoryPath(data?.items ?? [], key, language) ?? t('complaint.noCategory')
}
