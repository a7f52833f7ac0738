import type { Language } from '../model/reading.js'

/**
 * The number of a complaint: its serial followed by a Damm check digit, so 10001 becomes `100014`.
 * One wrong digit, or two neighbours swapped, never give another good number (H. M. Damm, 2004).
 * @throws RangeError unless `serial` is a whole number of four to ten digits.
 */
export function withCheckDigit(serial: number): string {
  if (!/^[1-9]\d{3,9}$/.test(String(serial))) throw new RangeError(`A serial is a whole number of four to ten digits, not ${serial}.`)
  return `${serial}${damm(String(serial))}`
}

/** Whether `text` is a complaint number and nothing else: 5 to 11 digits, no leading zero, the check digit right. */
export function isNumber(text: string): boolean {
  return /^[1-9]\d{4,10}$/.test(text) && damm(text) === 0
}

/** How the number stands in a text of that language: `№ 100014`, `No. 100014`, `单号 100014`. */
export function formatNumber(number: string, language: Language): string {
  return `${prefixes[language]} ${number}`
}

/** The digits of a number that stands alone in `text` as people write it: «№ 100 014», `#100014`, full-width; null when it is none. */
export function normaliseNumber(text: string): string | null {
  const digits = alone.exec(clean(text).trim())?.[1]?.replace(/[ -]/g, '') ?? ''
  return isNumber(digits) ? digits : null
}

/**
 * Complaint numbers inside any text, in the order of appearance, each once. They are candidates: one foreign number in ten has a
 * fitting last digit by chance, so the caller looks each up and checks whose it is.
 * Left out are parts of longer digit runs: phone numbers, dates, sums, order numbers with letters.
 */
export function findNumbers(text: string): string[] {
  const cleaned = clean(text).replace(phone, (match: string, at: number, whole: string) => (isMarked(whole, at) ? match : '|'))
  const found = new Set<string>()
  for (const match of cleaned.matchAll(/\d+(?:[ -]\d+)*/g)) {
    for (const number of readRun(match[0], cleaned, match.index)) found.add(number)
  }
  return [...found]
}

const prefixes: Readonly<Record<Language, string>> = { ru: '№', en: 'No.', zh: '单号' }

/** A totally anti-symmetric quasigroup of order 10, row by row. */
const quasigroup =
  '0317598642' +
  '7092154863' +
  '4206871359' +
  '1750983426' +
  '6123045978' +
  '3674209581' +
  '5869720134' +
  '8945362017' +
  '9438617205' +
  '2581436790'

/** The check digit of `digits`; 0 when their last is that of the others. */
function damm(digits: string): number {
  let interim = 0
  for (const digit of digits) interim = Number(quasigroup[interim * 10 + Number(digit)])
  return interim
}

/** A desk that hands out ten digits has registered a billion complaints; until then such runs are phones and order numbers. */
const longestInText = 9

const marker = '(?:№|#|单号|编号|(?<!\\p{L})(?:no|nr|n))[.:：]? ?'
const alone = new RegExp(`^(?:${marker})?(\\d(?:[ -]?\\d)*)$`, 'iu')
const markedBefore = new RegExp(`${marker}$`, 'iu')
const isMarked = (text: string, at: number): boolean => markedBefore.test(text.slice(Math.max(0, at - 6), at))

/** International; with an area code in brackets; Russian, Chinese and North American without a plus. */
const phone = new RegExp(
  [
    '(?<!\\d)(?:\\+\\d(?:[ ().-]{0,2}\\d){8,14}',
    '\\d?[ -]?\\(\\d{3,5}\\)[ -]?\\d(?:[ -]?\\d){4,7}',
    '[78][ -]?\\d{3}[ -]?\\d{3}[ -]?\\d\\d[ -]?\\d\\d',
    '1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}',
    '\\d{3}[ -]\\d{3}[ -]\\d{4})(?!\\d)',
  ].join('|'),
  'g',
)

/** One alphabet of digits, spaces and hyphens; invisible marks out. Line breaks stay: no number crosses one. */
function clean(text: string): string {
  return text
    .replace(/\p{Cf}/gu, '')
    .replace(/[０-９＃]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[‐-―−﹘﹣－]/g, '-')
    .replace(/[^\S\r\n]/g, ' ')
}

const gluedBefore = /(?:[\p{Script=Latin}\p{Script=Cyrillic}_@][-_]?|\d[.,:/]|[+$€£¥₽] ?)$/u
const gluedAfter = /^(?:[\p{Script=Latin}\p{Script=Cyrillic}_@]|[.,:/]\d| ?(?:[$€£¥₽元]|руб|rub|usd|eur))/iu

/** Numbers in a run of digit groups that single spaces or hyphens join, which stands in `text` at `at`. */
function readRun(run: string, text: string, at: number): string[] {
  const marked = isMarked(text, at)
  let rest = run
  if (!marked && gluedBefore.test(text.slice(Math.max(0, at - 3), at))) rest = rest.replace(/^[\d-]+ ?/, '')
  if (!marked && gluedAfter.test(text.slice(at + run.length, at + run.length + 5))) rest = rest.replace(/ ?[\d-]+$/, '')
  return marked ? readMarked(rest) : readUnmarked(rest)
}

const fits = (digits: string): boolean => digits.length <= longestInText && isNumber(digits)

/** After a sign such as № the number comes first: the whole run, or as many groups as make one. */
function readMarked(run: string): string[] {
  const whole = run.replace(/[ -]/g, '')
  if (fits(whole)) return [whole]
  for (let end = 5; end <= run.length && end <= 2 * longestInText; end++) {
    const digits = run.slice(0, end).replace(/[ -]/g, '')
    if (/^(?:[ -]|$)/.test(run.slice(end)) && fits(digits)) return [digits, ...readUnmarked(run.slice(end + 1))]
  }
  return readUnmarked(run)
}

function readUnmarked(run: string): string[] {
  const whole = run.replace(/[ -]/g, '')
  if (fits(whole)) return isDate(run) ? [] : [whole]
  const words = run.split(' ').flatMap((word) => (isDate(word) ? [] : [word.replace(/-/g, '')]))
  const looksDialled = whole.length > longestInText && !words.every(fits)
  return looksDialled ? [] : words.filter(fits)
}

const isDate = (run: string): boolean => /^(?:\d{4}[ -]\d\d[ -]\d\d|\d\d[ -]\d\d[ -]\d{4})$/.test(run)
