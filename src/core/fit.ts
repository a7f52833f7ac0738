import type { Capabilities } from './channel.js'
import type { FileId } from './model/ids.js'
import type { Choice, MessageFile } from './model/message.js'

/** One platform call of a message. */
export type Call = { readonly text: string; readonly choices: readonly Choice[]; readonly fileIds: readonly FileId[] }

type Whole = { readonly text: string; readonly choices: readonly Choice[]; readonly files: readonly MessageFile[] }

/**
 * What one message becomes in a channel, in order: buttons turn into numbered lines where there are none, files that cannot travel into links,
 * a long text into several calls. `linkTo` gives the address under which a customer finds a file.
 */
export function fitMessage(message: Whole, can: Capabilities, linkTo: (fileId: FileId) => string): readonly Call[] {
  const travels = (file: MessageFile): boolean => can.files !== 'none' && file.sizeBytes <= can.fileLimitBytes
  const text = [
    message.text,
    can.buttons ? '' : message.choices.map(({ title }, index) => `${index + 1}. ${title}`).join('\n'),
    ...message.files.filter((file) => !travels(file)).map((file) => `${file.name}: ${linkTo(file.id)}`),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
  const fileIds = message.files.filter(travels).map(({ id }) => id)
  const together = can.files === 'together' ? fileIds : []
  const apart = can.files === 'apart' ? fileIds : []
  const texts = split(text, can.textLimit)
  const calls: Call[] = texts.map((part, index) => {
    const isLast = index === texts.length - 1
    return { text: part, choices: isLast && can.buttons ? message.choices : [], fileIds: isLast ? together : [] }
  })
  if (calls.length === 0 && together.length > 0) calls.push({ text: '', choices: [], fileIds: together })
  return [...calls, ...apart.map((id) => ({ text: '', choices: [], fileIds: [id] }))]
}

/**
 * Cuts at a paragraph, else a line, a sentence, a word, and only then between two characters as a reader sees them (UAX #29); nothing but
 * white space at the cut is lost. `limit` is in UTF-16 code units.
 */
export function split(text: string, limit: number): readonly string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > limit) {
    const place = cutBefore(rest, limit)
    parts.push(rest.slice(0, place).trimEnd())
    rest = rest.slice(place).trimStart()
  }
  return rest === '' ? parts : [...parts, rest]
}

const seams = [/\n\n/g, /\n/g, /[.!?…]\s|[。！？]/g, /\s/g] as const

function cutBefore(text: string, limit: number): number {
  const head = text.slice(0, limit + 1)
  for (const seam of seams) {
    const last = [...head.matchAll(seam)].findLast((match) => match.index + match[0].length <= limit)
    // A cut in the first third would make many small messages of a long one.
    if (last && last.index + last[0].length > limit / 3) return last.index + last[0].length
  }
  return characterBefore(text, limit)
}

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function characterBefore(text: string, limit: number): number {
  // No character is longer than this but by malice; then the cut falls between code points.
  const from = Math.max(0, limit - 200)
  let place = 0
  for (const { index } of segments.segment(text.slice(from, limit + 1))) place = from + index
  if (place > from && place <= limit) return place
  const code = text.charCodeAt(limit)
  return code >= 0xdc00 && code <= 0xdfff ? limit - 1 : limit
}
