import { toSimplified } from './lexicon/traditional.js'

/** One word, one Han character, one number, one emoji or one sign (`+`, `#`, `$`; № is `#`). Spaces and punctuation live in the other fields. */
export type Token = {
  /** Lower case, look-alike letters of another alphabet mended, Traditional Chinese written as Simplified. */
  readonly text: string
  readonly script: 'latin' | 'cyrillic' | 'han' | 'kana' | 'other' | 'number' | 'contact' | 'emoji' | 'sign'
  readonly isCapital: boolean
  /** Stands in short quotation marks: «супер». */
  readonly isQuoted: boolean
  readonly sentence: number
  /** Rises at every comma, dash, bracket and sentence end. */
  readonly clause: number
}

export type Sentence = { readonly start: number; end: number; isQuestion: boolean; isLoud: boolean }

const piece = new RegExp(
  [
    String.raw`(?<contact>[\p{L}\p{N}._+\-]{1,64}@[\p{L}\p{N}\-]{1,64}(?:\.[\p{L}\p{N}\-]{1,64}){1,4}|@\w{3,64})`,
    String.raw`(?<han>\p{sc=Han})`,
    String.raw`(?<kana>[\p{sc=Hiragana}\p{sc=Katakana}]+)`,
    String.raw`(?<word>(?!\p{sc=Han})\p{L}(?:(?!\p{sc=Han})[\p{L}\p{N}'])*(?:\*+(?:(?!\p{sc=Han})[\p{L}\p{N}'])+)*)`,
    String.raw`(?<number>\p{N}+(?:[.,:/\-]\p{N}+)*)`,
    String.raw`(?<emoji>\p{Extended_Pictographic})`,
    String.raw`(?<end>[.!?…。;\n]+)`,
    String.raw`(?<pause>[,、:()«»"“”„「」\[\]{}—–]+)`,
    '(?<sign>[+#$£€₽¥])',
  ].join('|'),
  'gu',
)

/** Splits normalised text. Linear: every alternative consumes, and none can match the same run in two ways. */
export function tokenise(text: string): { tokens: Token[]; sentences: Sentence[] } {
  const tokens: Token[] = []
  const sentences: Sentence[] = [{ start: 0, end: 0, isQuestion: false, isLoud: false }]
  const quotes = quotedRanges(text)
  let clause = 0
  for (const { 0: raw, index, groups = {} } of text.matchAll(piece)) {
    const sentence = sentences[sentences.length - 1]
    if (!sentence) break
    if (groups.end) {
      clause += 1
      sentence.isQuestion ||= raw.includes('?')
      sentence.isLoud ||= /[!?]{2}/.test(raw)
      if (sentence.end > sentence.start) sentences.push({ start: tokens.length, end: tokens.length, isQuestion: false, isLoud: false })
    } else if (groups.pause) clause += 1
    else {
      while (quotes[0] && quotes[0].end <= index) quotes.shift()
      const isQuoted = quotes[0] !== undefined && index > quotes[0].start
      for (const part of groups.word ? wordParts(raw) : [raw])
        tokens.push(toToken(part, groups, { sentence: sentences.length - 1, clause, isQuoted }))
      sentence.end = tokens.length
    }
  }
  return { tokens, sentences: sentences.filter((each) => each.end > each.start || each.isQuestion || each.isLoud) }
}

type Place = Pick<Token, 'sentence' | 'clause' | 'isQuoted'>

function toToken(raw: string, groups: Record<string, string | undefined>, place: Place): Token {
  const at = { ...place, isCapital: raw !== raw.toLowerCase() }
  if (groups.han) return { text: toSimplified(raw), script: 'han', ...at }
  if (groups.kana) return { text: raw, script: 'kana', ...at }
  if (groups.contact) return { text: raw, script: 'contact', ...at }
  if (groups.number) return { text: raw, script: 'number', ...at }
  if (groups.emoji) return { text: raw, script: 'emoji', ...at }
  if (groups.sign) return { text: raw, script: 'sign', ...at }
  return { ...mendAlphabet(raw.toLowerCase()), ...at }
}

function quotedRanges(text: string): { start: number; end: number }[] {
  const quoted = text.matchAll(/["«“„「](?=\p{L})[^"«»“”„」\n]{1,40}["»”」]/gu)
  return Array.from(quoted, ({ 0: { length }, index }) => ({ start: index, end: index + length }))
}

const endings: Record<string, string> = { m: 'am', re: 'are', ve: 'have', ll: 'will', d: 'would' }
const isAfter = new Set(['it', 'that', 'what', 'where', 'how', 'who', 'there', 'here', 'he', 'she', 'when', 'why'])
const unmarked: Record<string, string> = {
  im: 'i am',
  ive: 'i have',
  its: 'it is',
  whats: 'what is',
  wheres: 'where is',
  cannot: 'can not',
  wont: 'will not',
}
const negative = /^(do|does|did|is|was|are|were|has|have|had|would|could|should|ca|wo)n'?t$/

/** "didn't", "didnt" → did not; "it's" → it is; "courier's" → courier; a masked swear word → `masked-swearing`. */
function wordParts(raw: string): string[] {
  if (raw.includes('*')) return ['masked-swearing']
  const word = raw.toLowerCase()
  if (!/^[a-z']+$/.test(word)) return [raw]
  const not = negative.exec(word)?.[1]
  if (not) return [not === 'ca' ? 'can' : not === 'wo' ? 'will' : not, 'not']
  const plain = Object.hasOwn(unmarked, word) ? unmarked[word] : undefined
  if (plain) return plain.split(' ')
  const [stem = '', ending = ''] = word.split("'")
  if (!word.includes("'")) return [raw]
  const full = Object.hasOwn(endings, ending) ? endings[ending] : ending === 's' && isAfter.has(stem) ? 'is' : undefined
  return full ? [stem, full] : [raw.slice(0, stem.length)]
}

const cyrillicTwin: Record<string, string> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
  i: 'и',
  u: 'и',
  n: 'п',
  r: 'г',
  і: 'и',
  ї: 'и',
  є: 'е',
  ў: 'у',
  ґ: 'г',
  '0': 'о',
  '3': 'з',
}
const latinTwin: Record<string, string> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  н: 'h',
  к: 'k',
  м: 'm',
  о: 'o',
  р: 'p',
  т: 't',
  х: 'x',
  у: 'y',
  и: 'u',
}

function mendAlphabet(word: string): Pick<Token, 'text' | 'script'> {
  if (/^[а-я]+$/.test(word)) return { text: word, script: 'cyrillic' }
  if (/^[a-z]+$/.test(word)) return { text: word, script: 'latin' }
  const cyrillic = word.match(/\p{sc=Cyrillic}/gu)?.length ?? 0
  const latin = word.match(/\p{sc=Latin}/gu)?.length ?? 0
  if (cyrillic === 0) return { text: word, script: latin > 0 ? 'latin' : 'other' }
  if (latin > cyrillic) return { text: word.replace(/\p{sc=Cyrillic}/gu, (letter) => latinTwin[letter] ?? letter), script: 'latin' }
  return { text: word.replace(/[a-zіїєўґ03]/g, (letter) => cyrillicTwin[letter] ?? letter), script: 'cyrillic' }
}
