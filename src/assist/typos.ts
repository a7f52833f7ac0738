/** Finds the stem that a word begins with but for one letter wrong, missing, extra or swapped; the first letter must be right. */
export class Mender {
  readonly #byVariant = new Map<string, string>()
  readonly #longest: number

  constructor(stems: readonly string[]) {
    for (const stem of stems) for (const variant of [stem, ...withoutOne(stem)]) this.#byVariant.set(variant, stem)
    this.#longest = Math.max(0, ...stems.map((stem) => stem.length))
  }

  /** The word with its stem put right, or undefined. */
  mend(word: string): string | undefined {
    for (let length = Math.min(word.length, this.#longest + 1); length >= shortest - 1; length--) {
      const start = word.slice(0, length)
      for (const variant of [start, ...withoutOne(start)]) {
        const stem = this.#byVariant.get(variant)
        if (stem && stem[0] === word[0] && isOneEdit(start, stem)) return stem + word.slice(length)
      }
    }
    return undefined
  }
}

const shortest = 5

function withoutOne(word: string): string[] {
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))
}

function isOneEdit(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false
  let from = 0
  while (from < left.length && left[from] === right[from]) from++
  let back = 0
  while (back < Math.min(left.length, right.length) - from && left.at(-1 - back) === right.at(-1 - back)) back++
  const [l, r] = [left.slice(from, left.length - back), right.slice(from, right.length - back)]
  return (l.length <= 1 && r.length <= 1) || (l.length === 2 && r.length === 2 && l[0] === r[1] && l[1] === r[0])
}
