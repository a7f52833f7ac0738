import { cardinals, ordinals } from './lexicon/numbers.js'
import type { Token } from './tokens.js'

/**
 * Finds phrases in tokens. A phrase is terms with spaces between: `word` exactly, `stem*` any word that begins so, `a|b*|c_d` one of
 * them (`c_d` is two words in a row), `#` a number in digits or words, `@` an ordinal, `..` a gap of a few tokens within the sentence. Han text is cut into
 * single characters, so 「没 收到」 and 「没收到」 are the same phrase.
 *
 * Work is bounded by tokens × phrases that begin with that token × a gap of fixed size: no backtracking anywhere.
 */
export type Phrase<Value> = { readonly phrase: string; readonly value: Value }
export type Hit<Value> = Phrase<Value> & { readonly at: readonly number[]; readonly isMended: boolean }

type Step = { readonly term: string; readonly gap: number }
type Compiled<Value> = Phrase<Value> & { readonly steps: readonly Step[] }

const wordGap = 4
const hanGap = 7
const numberRun = 4

export class PhraseBook<Value> {
  /** Key: a term as written, so `стем*` and `стем` are two. */
  readonly #byFirst = new Map<string, Compiled<Value>[]>()
  readonly #terms = new Set<string>()
  readonly #mends = new Map<string, string>()
  #longestStem = 0

  constructor(phrases: Iterable<Phrase<Value>>) {
    for (const { phrase, value } of phrases) for (const steps of expand(phrase)) this.#add({ phrase: written(steps), value, steps })
  }

  find(tokens: readonly Token[]): Hit<Value>[] {
    const read = tokens.map((token) => this.#termsOf(token))
    const hits: Hit<Value>[] = []
    for (const [index, { terms }] of read.entries()) {
      for (const term of terms) {
        for (const compiled of this.#byFirst.get(term) ?? []) {
          const at = match(compiled.steps, index, tokens, read)
          if (at) hits.push({ phrase: compiled.phrase, value: compiled.value, at, isMended: at.some((each) => read[each]?.isMended) })
        }
      }
    }
    return hits
  }

  #add(compiled: Compiled<Value>): void {
    const first = compiled.steps[0]?.term
    if (!first) return
    const known = this.#byFirst.get(first)
    if (known) known.push(compiled)
    else this.#byFirst.set(first, [compiled])
    for (const { term } of compiled.steps) this.#learn(term)
  }

  #learn(term: string): void {
    if (this.#terms.has(term)) return
    this.#terms.add(term)
    if (!term.endsWith('*')) return
    const stem = term.slice(0, -1)
    this.#longestStem = Math.max(this.#longestStem, stem.length)
    if (stem.length < shortestMended) return
    for (const variant of [stem, ...withoutOne(stem)]) if (!this.#mends.has(variant)) this.#mends.set(variant, term)
  }

  #termsOf(token: Token): { terms: string[]; isMended: boolean } {
    const terms = this.#lookUp(token.text)
    if (isNumber(token)) terms.push('#')
    if (ordinals.has(token.text)) terms.push('@')
    if (terms.length > 0 || token.text.length < shortestMended) return { terms, isMended: false }
    const single = this.#lookUp(token.text.replace(/(.)\1/gu, '$1'))
    if (single.length > 0) return { terms: single, isMended: true }
    const mended = this.#mend(token.text)
    return { terms: mended ? [mended] : [], isMended: mended !== undefined }
  }

  #lookUp(word: string): string[] {
    const terms = this.#terms.has(word) ? [word] : []
    for (let length = Math.min(word.length, this.#longestStem); length > 1; length--) {
      const stem = `${word.slice(0, length)}*`
      if (this.#terms.has(stem)) terms.push(stem)
    }
    return terms
  }

  /** The stem that the word begins with, but for one wrong, missing, extra or swapped letter (never the first). */
  #mend(word: string): string | undefined {
    for (let length = Math.min(word.length, this.#longestStem + 1); length >= shortestMended - 1; length--) {
      const start = word.slice(0, length)
      for (const variant of [start, ...withoutOne(start)]) {
        const term = this.#mends.get(variant)
        if (term && term[0] === word[0] && isOneEdit(start, term.slice(0, -1))) return term
      }
    }
    return undefined
  }
}

const shortestMended = 6

function match(steps: readonly Step[], first: number, tokens: readonly Token[], read: readonly { terms: readonly string[] }[]) {
  const sentence = tokens[first]?.sentence
  const at = [first]
  let next = first
  for (const [order, { term, gap }] of steps.entries()) {
    if (order > 0) {
      let found = -1
      for (let index = next; index <= next + gap && tokens[index]?.sentence === sentence; index++) {
        if (!read[index]?.terms.includes(term)) continue
        found = index
        break
      }
      if (found < 0) return undefined
      at.push(found)
      next = found
    }
    next += 1
    for (let run = 1; term === '#' && run < numberRun && read[next]?.terms.includes('#') && tokens[next]?.sentence === sentence; run++)
      at.push(next++)
  }
  return at
}

/** `没|未 收到` → the steps of 没收到 and of 未收到. */
function expand(phrase: string): Step[][] {
  const gapSize = /\p{sc=Han}/u.test(phrase) ? hanGap : wordGap
  let all: Step[][] = [[]]
  let gap = 0
  for (const part of phrase.split(' ')) {
    if (part === '..') {
      gap = gapSize
      continue
    }
    const choices = part.split('|').map((choice) => toSteps(choice, gap))
    all = all.flatMap((steps) => choices.map((choice) => [...steps, ...choice]))
    gap = 0
  }
  return all
}

/** One concrete phrase, for the reader of `why`. */
function written(steps: readonly Step[]): string {
  return steps
    .map(({ term, gap }, order) => (order === 0 ? term : gap > 0 ? ` .. ${term}` : /\p{sc=Han}/u.test(term) ? term : ` ${term}`))
    .join('')
}

function toSteps(term: string, gap: number): Step[] {
  const parts = term.match(/\p{sc=Han}|[^\p{sc=Han}_]+/gu) ?? []
  return parts.map((part, order) => ({ term: part, gap: order === 0 ? gap : 0 }))
}

function isNumber(token: Token): boolean {
  return token.script === 'number' || ordinals.has(token.text) || cardinals.has(token.text)
}

function withoutOne(word: string): string[] {
  return Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1))
}

/** One letter wrong, missing, extra, or two neighbours swapped. */
function isOneEdit(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false
  let from = 0
  while (from < left.length && left[from] === right[from]) from++
  let back = 0
  while (back < Math.min(left.length, right.length) - from && left.at(-1 - back) === right.at(-1 - back)) back++
  const [l, r] = [left.slice(from, left.length - back), right.slice(from, right.length - back)]
  return (l.length <= 1 && r.length <= 1) || (l.length === 2 && r.length === 2 && l[0] === r[1] && l[1] === r[0])
}
