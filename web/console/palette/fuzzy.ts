const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const cyrillic = 'ёйцукенгшщзхъфывапролджэячсмитьбю'
const swapped = new Map(
  [...latin].flatMap((key, index): [string, string][] => [
    [key, cyrillic[index] ?? key],
    [cyrillic[index] ?? key, key],
  ]),
)

/** What the same keys give in the other layout: `щкдщм` → `orlov`, `ghbdtn` → `привет`. */
export const swapLayout = (text: string): string => [...text.toLowerCase()].map((letter) => swapped.get(letter) ?? letter).join('')

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').normalize('NFKC').trim()

/**
 * How well `search` fits `value`, 0 to 1, as cmdk wants it: as typed or in the other layout; every word must begin a word or occur in it.
 * Chinese has no spaces between words, so an occurrence anywhere counts there.
 */
export function fuzzy(value: string, search: string): number {
  return Math.max(likeness(plain(value), plain(search)), likeness(plain(value), plain(swapLayout(search))) * 0.9)
}

function likeness(value: string, search: string): number {
  if (search === '') return 1
  const words = value.split(/[\s›·,.-]+/u)
  const scores = search.split(/\s+/u).map((part) => {
    if (words.some((word) => word.startsWith(part))) return 1
    return value.includes(part) ? 0.6 : 0
  })
  return scores.includes(0) ? 0 : scores.reduce((sum: number, score) => sum + score, 0) / scores.length
}
