import type { CategoryDto } from '../../../src/http/contract'

/** The names from the root of the tree to a category: `Доставка › Порча`; null when there is no such key. */
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
