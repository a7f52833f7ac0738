import { cardinals, ordinals } from './lexicon/numbers.js'
import type { Token } from './tokens.js'
import { Mender } from './typos.js'

export type Phrase<Value> = { readonly phrase: string; readonly value: Value }
export type Hit<Value> = Phrase<Value> & { readonly at: readonly number[] }

type Step = { readonly term: string; readonly gap: number; readonly isClose: boolean }
type Compiled<Value> = Phrase<Value> & { readonly steps: readonly Step[] }

const wordGap = 4
const hanGap = 7
const numberRun = 4
const shortestStem = 2
const shortestMended = 6

/**
 * Finds phrases in tokens. A phrase is terms with spaces between: `word` exactly, `stem*` any word that begins so, `a|b*|c_d` one of
 * them (`c_d` is two words in a row), `#` a number in digits or words, `@` an ordinal, `..` a gap of a few tokens within the
 * sentence, `~` the same within the clause. Han text is cut into single characters, so 「没 收到」 and 「没收到」 are the same phrase.
 *
 * Work is bounded by tokens × phrases that begin with that token × a gap of fixed size: no backtracking anywhere.
 */
export class PhraseBook<Value> {
  readonly #byFirst = new Map<string, Compiled<Value>[]>()
  /** As written, so `стем*` and `стем` are two. */
  readonly #terms = new Set<string>()
  readonly #mender: Mender
  #longestStem = 0

  constructor(phrases: Iterable<Phrase<Value>>, forgivenStems: readonly string[]) {
    this.#mender = new Mender(forgivenStems)
    for (const { phrase, value } of phrases) for (const steps of expand(phrase)) this.#add({ phrase: written(steps), value, steps })
  }

  /** In the order of the text. */
  find(tokens: readonly Token[]): Hit<Value>[] {
    const terms = tokens.map((token) => this.#termsOf(token))
    const hits: Hit<Value>[] = []
    for (const [index, known] of terms.entries()) {
      for (const term of known) {
        for (const { phrase, value, steps } of this.#byFirst.get(term) ?? []) {
          const at = match(steps, index, tokens, terms)
          if (at) hits.push({ phrase, value, at })
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
    for (const { term } of compiled.steps) {
      this.#terms.add(term)
      if (term.endsWith('*')) this.#longestStem = Math.max(this.#longestStem, term.length - 1)
    }
  }

  /** The terms a token answers to; a word that answers to none is tried without doubled letters and with one letter mended. */
  #termsOf(token: Token): string[] {
    const terms = this.#lookUp(token.text)
    if (isNumber(token)) terms.push('#')
    if (ordinals.has(token.text)) terms.push('@')
    if (terms.length > 0 || token.script === 'han') return terms
    const single = this.#lookUp(token.text.replace(/(.)\1/gu, '$1'))
    if (single.length > 0 || token.text.length < shortestMended) return single
    const mended = this.#mender.mend(token.text)
    return mended === undefined ? [] : this.#lookUp(mended)
  }

  #lookUp(word: string): string[] {
    const terms = this.#terms.has(word) ? [word] : []
    for (let length = Math.min(word.length, this.#longestStem); length >= shortestStem; length--) {
      const stem = `${word.slice(0, length)}*`
      if (this.#terms.has(stem)) terms.push(stem)
    }
    return terms
  }
}

function match(steps: readonly Step[], first: number, tokens: readonly Token[], terms: readonly (readonly string[])[]): number[] | undefined {
  const has = (index: number, term: string) => tokens[index]?.sentence === tokens[first]?.sentence && (terms[index]?.includes(term) ?? false)
  const isApart = (left: number, right: number) => tokens[left]?.clause !== tokens[right]?.clause
  const at: number[] = []
  let next = first
  for (const { term, gap, isClose } of steps) {
    let index = next
    while (index < next + gap && !has(index, term)) index++
    if (!has(index, term) || (isClose && isApart(next - 1, index))) return undefined
    at.push(index)
    next = index + 1
    if (term === '#') while (next < index + numberRun && has(next, '#')) at.push(next++)
  }
  return at
}

/** `没|未 收到` → the steps of 没收到 and of 未收到. */
function expand(phrase: string): Step[][] {
  const gapSize = /\p{sc=Han}/u.test(phrase) ? hanGap : wordGap
  let all: Step[][] = [[]]
  let gap = 0
  let isClose = false
  for (const part of phrase.split(' ')) {
    if (part === '..' || part === '~') {
      gap = gapSize
      isClose = part === '~'
      continue
    }
    const choices = part.split('|').map((choice) => toSteps(choice, gap, isClose))
    all = all.flatMap((steps) => choices.map((choice) => [...steps, ...choice]))
    gap = 0
    isClose = false
  }
  return all
}

function toSteps(term: string, gap: number, isClose: boolean): Step[] {
  const parts = term.match(/\p{sc=Han}|[^\p{sc=Han}_]+/gu) ?? []
  return parts.map((part, order) => ({ term: part, gap: order === 0 ? gap : 0, isClose: order === 0 && isClose }))
}

/** One concrete phrase, for the reader of `why`. */
function written(steps: readonly Step[]): string {
  return steps.map(({ term, gap }, order) => (order === 0 ? term : gap > 0 ? ` .. ${term}` : /\p{sc=Han}/u.test(term) ? term : ` ${term}`)).join('')
}

function isNumber({ script, text }: Token): boolean {
  return script === 'number' || ordinals.has(text) || cardinals.has(text)
}
