import { cardinals, ordinals } from './lexicon/numbers.js'
import type { Token } from './tokens.js'
import { Mender } from './typos.js'

export type Phrase<Value> = { readonly phrase: string; readonly value: Value }
export type Hit<Value> = Phrase<Value> & { readonly at: readonly number[] }

/** How the next term may follow: at once, within a few tokens of the sentence, or within a few of the clause. */
type Link = 'next' | 'far' | 'near'
type Step = { readonly term: string; readonly link: Link }
type Node<Value> = { readonly ends: Phrase<Value>[]; readonly branches: Map<Link, Map<string, Node<Value>>>; reach: number }
type Sink<Value> = (hit: Hit<Value>) => void

const wordReach = 5
const hanReach = 8
const numberRun = 4
const shortestStem = 2
const shortestMended = 6

/**
 * Finds phrases in tokens. A phrase is terms with spaces between: `word` exactly, `stem*` any word that begins so, `*end` any that
 * ends so, `a|b*|c_d` one of them (`c_d` is two words in a row), `#` a number in digits or words, `@` an ordinal, `..` a gap of a few
 * tokens within the sentence, `~` the same within the clause. Han text is cut into single characters, so 「没 收到」 and 「没收到」 are
 * the same phrase.
 *
 * All phrases make one tree of terms. At each step the nearest token that fits is taken, so the work for a token is bounded by the
 * length of the phrases and the reach of a gap, not by their number.
 */
export class PhraseBook<Value> {
  readonly #root: Node<Value> = emptyNode()
  readonly #words = new Set<string>()
  readonly #stems = new Set<string>()
  readonly #endings = new Set<string>()
  readonly #mender: Mender
  #longestStem = 0

  constructor(phrases: Iterable<Phrase<Value>>, forgivenStems: readonly string[]) {
    this.#mender = new Mender(forgivenStems)
    for (const { phrase, value } of phrases) for (const steps of expand(phrase)) this.#add(steps, value)
  }

  /** In the order of the text. */
  find(tokens: readonly Token[]): Hit<Value>[] {
    const text = { tokens, terms: tokens.map((token) => this.#termsOf(token)) }
    const hits: Hit<Value>[] = []
    for (const [index, terms] of text.terms.entries()) {
      for (const term of terms) {
        const node = this.#root.branches.get('next')?.get(term)
        if (node) walk(node, take(text, term, index), text, (hit) => hits.push(hit))
      }
    }
    return hits
  }

  #add(steps: readonly Step[], value: Value): void {
    let node = this.#root
    for (const { term, link } of steps) {
      this.#learn(term)
      node = branch(node, link, term)
    }
    node.ends.push({ phrase: written(steps), value })
  }

  #learn(term: string): void {
    if (term.startsWith('*')) this.#endings.add(term.slice(1))
    else if (term.endsWith('*')) this.#stems.add(term.slice(0, -1))
    else this.#words.add(term)
    this.#longestStem = Math.max(this.#longestStem, term.length - 1)
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
    const terms = this.#words.has(word) ? [word] : []
    for (let length = Math.min(word.length, this.#longestStem); length >= shortestStem; length--) {
      const stem = word.slice(0, length)
      if (this.#stems.has(stem)) terms.push(`${stem}*`)
    }
    for (const ending of this.#endings) if (word.endsWith(ending)) terms.push(`*${ending}`)
    return terms
  }
}

type Text = { readonly tokens: readonly Token[]; readonly terms: readonly (readonly string[])[] }

function walk<Value>(node: Node<Value>, at: readonly number[], text: Text, found: Sink<Value>): void {
  for (const { phrase, value } of node.ends) found({ phrase, value, at })
  const last = at[at.length - 1] ?? 0
  for (const [link, branches] of node.branches) {
    const taken = new Set<string>()
    const reach = link === 'next' ? 1 : node.reach
    for (let index = last + 1; index <= last + reach && isWithin(link, last, index, text); index++) {
      for (const term of text.terms[index] ?? []) {
        const child = branches.get(term)
        if (!child || taken.has(term)) continue
        taken.add(term)
        walk(child, [...at, ...take(text, term, index)], text, found)
      }
    }
  }
}

function isWithin(link: Link, from: number, to: number, { tokens }: Text): boolean {
  const [left, right] = [tokens[from], tokens[to]]
  return left?.sentence === right?.sentence && (link !== 'near' || left?.clause === right?.clause)
}

/** A number may be several tokens long: «4 300», 「三十五」. */
function take({ tokens, terms }: Text, term: string, index: number): number[] {
  const at = [index]
  if (term !== '#') return at
  for (
    let next = index + 1;
    next < index + numberRun && terms[next]?.includes('#') && tokens[next]?.sentence === tokens[index]?.sentence;
    next++
  )
    at.push(next)
  return at
}

function emptyNode<Value>(): Node<Value> {
  return { ends: [], branches: new Map(), reach: wordReach }
}

function branch<Value>(node: Node<Value>, link: Link, term: string): Node<Value> {
  const branches = node.branches.get(link) ?? new Map<string, Node<Value>>()
  node.branches.set(link, branches)
  const child = branches.get(term) ?? emptyNode<Value>()
  branches.set(term, child)
  if (isHan(term)) child.reach = hanReach
  return child
}

/** `没|未 收到` → the steps of 没收到 and of 未收到. */
function expand(phrase: string): Step[][] {
  let all: Step[][] = [[]]
  let link: Link = 'next'
  for (const part of phrase.split(' ')) {
    if (part === '..' || part === '~') {
      link = part === '~' ? 'near' : 'far'
      continue
    }
    const first = link
    const choices = part.split('|').map((choice) => toSteps(choice, first))
    all = all.flatMap((steps) => choices.map((choice) => [...steps, ...choice]))
    link = 'next'
  }
  return all
}

function toSteps(term: string, link: Link): Step[] {
  const parts = term.match(/\p{sc=Han}|[^\p{sc=Han}_]+/gu) ?? []
  return parts.map((part, order) => ({ term: part, link: order === 0 ? link : 'next' }))
}

const joints = { next: ' ', far: ' .. ', near: ' ~ ' }

/** One concrete phrase, for the reader of `why`. */
function written(steps: readonly Step[]): string {
  return steps.map(({ term, link }, order) => (order === 0 || (link === 'next' && isHan(term)) ? term : joints[link] + term)).join('')
}

function isHan(term: string): boolean {
  return /^\p{sc=Han}$/u.test(term)
}

function isNumber({ script, text }: Token): boolean {
  return script === 'number' || ordinals.has(text) || cardinals.has(text)
}
