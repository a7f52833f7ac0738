import { BadCommand, type Token, textOf } from './imap-input.js'
import type { StoredLetter } from './store.js'

/** Letters with their sequence numbers in one session. */
export type Numbered = { readonly seq: number; readonly letter: StoredLetter }

/** https://www.rfc-editor.org/rfc/rfc3501#section-9 (sequence-set): `*` is the last one there is, whatever its number. */
export function pick(all: readonly Numbered[], set: string, isUid: boolean): readonly Numbered[] {
  if (!/^(?:\d+|\*)(?::(?:\d+|\*))?(?:,(?:\d+|\*)(?::(?:\d+|\*))?)*$/.test(set)) throw new BadCommand('this is no set of numbers')
  const numberOf = ({ seq, letter }: Numbered) => (isUid ? letter.uid : seq)
  const last = all.at(-1)
  const ranges = set.split(',').map((part) => {
    const ends = part.split(':').map((end) => (end === '*' ? (last ? numberOf(last) : 0) : Number(end)))
    return [Math.min(...ends), Math.max(...ends)] as const
  })
  return all.filter((one) => ranges.some(([from, to]) => numberOf(one) >= from && numberOf(one) <= to))
}

/** https://www.rfc-editor.org/rfc/rfc3501#section-6.4.4, as far as a reader of new letters goes. */
export function search(all: readonly Numbered[], tokens: readonly Token[]): readonly Numbered[] {
  const rest = [...tokens]
  const next = () => textOf(rest.shift())
  let found = all
  if (rest.length === 0) throw new BadCommand('SEARCH needs a key')
  while (rest.length > 0) {
    const key = next().toUpperCase()
    if (key === 'ALL') continue
    if (key === 'UID') found = pick(found, next(), true)
    else if (key === 'SEEN' || key === 'UNSEEN') found = found.filter(({ letter }) => letter.isSeen === (key === 'SEEN'))
    else if (key === 'SINCE' || key === 'BEFORE') {
      const at = readDate(next())
      found = found.filter(({ letter }) => letter.receivedAt >= at === (key === 'SINCE'))
    } else if (key === 'HEADER') {
      const [name, value] = [next().toLowerCase(), next().toLowerCase()]
      found = found.filter(({ letter }) =>
        fieldsOf(letter.raw).some((field) => field.toLowerCase().startsWith(`${name}:`) && field.toLowerCase().includes(value)),
      )
    } else if (/^[\d*]/.test(key)) found = pick(found, key, false)
    else throw new BadCommand(`SEARCH ${key} is not known here`)
  }
  return found
}

function readDate(text: string): number {
  const at = /^\d{1,2}-[A-Z][a-z]{2}-\d{4}$/.test(text) ? Date.parse(`${text} UTC`) : Number.NaN
  if (Number.isNaN(at)) throw new BadCommand('this is no date')
  return at
}

/** One FETCH response. `mayMark`: BODY[] without PEEK makes a letter seen where the mailbox is open for writing. */
export function fetchOne({ seq, letter }: Numbered, items: readonly string[], mayMark: boolean): Buffer {
  const parts: Buffer[] = []
  for (const item of items) {
    if (parts.length > 0) parts.push(Buffer.from(' '))
    parts.push(fetchItem(letter, item, mayMark))
  }
  return Buffer.concat([Buffer.from(`* ${seq} FETCH (`), ...parts, Buffer.from(')\r\n')])
}

/** The data items of a FETCH; throws BadCommand for those that a reader of whole letters does not need. */
export function readItems(token: Token | undefined): readonly string[] {
  const given = token?.kind === 'list' ? token.items.map(textOf) : [textOf(token)]
  if (given.length === 0) throw new BadCommand('FETCH needs data items')
  for (const item of given)
    if (!simpleItems.has(item.toUpperCase()) && !sectionOf(item)) throw new BadCommand(`FETCH ${item} is not known here`)
  return given
}

const simpleItems: ReadonlySet<string> = new Set(['UID', 'FLAGS', 'INTERNALDATE', 'RFC822.SIZE'])

function fetchItem(letter: StoredLetter, item: string, mayMark: boolean): Buffer {
  switch (item.toUpperCase()) {
    case 'UID':
      return Buffer.from(`UID ${letter.uid}`)
    case 'FLAGS':
      return Buffer.from(`FLAGS (${letter.isSeen ? '\\Seen' : ''})`)
    case 'INTERNALDATE':
      return Buffer.from(`INTERNALDATE "${toDateTime(letter.receivedAt)}"`)
    case 'RFC822.SIZE':
      return Buffer.from(`RFC822.SIZE ${letter.raw.length}`)
  }
  const section = sectionOf(item)
  if (!section) throw new BadCommand(`FETCH ${item} is not known here`)
  if (mayMark && !section.isPeek) letter.isSeen = true
  const whole = cut(letter.raw, section.name)
  const bytes = section.from === null ? whole : whole.subarray(section.from, section.from + section.length)
  const start = section.from === null ? '' : `<${section.from}>`
  return Buffer.concat([Buffer.from(`BODY[${section.name}]${start} {${bytes.length}}\r\n`), bytes])
}

type Section = { readonly isPeek: boolean; readonly name: string; readonly from: number | null; readonly length: number }

function sectionOf(item: string): Section | null {
  const found = /^BODY(\.PEEK)?\[(|HEADER|TEXT|HEADER\.FIELDS \([^()]+\))\](?:<(\d+)\.([1-9]\d*)>)?$/i.exec(item)
  if (!found) return null
  const [, peek, name = '', from, length] = found
  return { isPeek: peek !== undefined, name, from: from === undefined ? null : Number(from), length: Number(length) }
}

function cut(raw: Buffer, section: string): Buffer {
  const end = raw.indexOf('\r\n\r\n')
  const bodyAt = end < 0 ? raw.length : end + 4
  const upper = section.toUpperCase()
  if (upper === '') return raw
  if (upper === 'HEADER') return raw.subarray(0, bodyAt)
  if (upper === 'TEXT') return raw.subarray(bodyAt)
  const wanted = new Set(/\((.+)\)/.exec(upper)?.[1]?.split(' ') ?? [])
  const kept = fieldsOf(raw).filter((field) => wanted.has(field.slice(0, field.indexOf(':')).toUpperCase()))
  return Buffer.from(`${[...kept, ''].join('\r\n')}\r\n`, 'latin1')
}

/** The fields of the header, each with its folds. */
function fieldsOf(raw: Buffer): readonly string[] {
  const end = raw.indexOf('\r\n\r\n')
  return raw
    .subarray(0, end < 0 ? raw.length : end)
    .toString('latin1')
    .split(/\r\n(?![ \t])/)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** https://www.rfc-editor.org/rfc/rfc3501#section-9 (date-time), in UTC. */
function toDateTime(ms: number): string {
  const at = new Date(ms)
  const day = String(at.getUTCDate()).padStart(2, ' ')
  return `${day}-${months[at.getUTCMonth()]}-${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} +0000`
}
