import { decodeText } from './parse-charset.js'

/** One header field. `value` is unfolded and holds the bytes as they came, one character each (latin1). */
export type Field = { readonly name: string; readonly value: string }

/** A letter without end must not cost more than one with an end. */
const limits = { blockBytes: 2_000_000, fields: 2_000, valueBytes: 64_000 }

/** The fields of a header block, in order. Over the limits, what is further down is left out. */
export function readFields(block: Uint8Array): readonly Field[] {
  const text = Buffer.from(block.buffer, block.byteOffset, Math.min(block.length, limits.blockBytes)).toString('latin1')
  const fields: Field[] = []
  for (const line of text.split(/\r?\n(?![ \t])/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon < 1 || name.length > 100 || /\s/.test(name)) continue
    const value = line.slice(colon + 1, colon + 1 + limits.valueBytes)
    fields.push({ name, value: value.replace(/\r?\n/g, '').trim() })
    if (fields.length >= limits.fields) break
  }
  return fields
}

/**
 * Where the body begins: after the first empty line, or where lines are no header any more. A single stray line among headers is a header that
 * somebody broke; two of them, or a boundary, are words whose empty line is missing.
 */
export function findBody(raw: Uint8Array, from = 0): number {
  for (let line = from; line < raw.length; ) {
    const kind = lineKind(raw, line)
    const next = afterLine(raw, line)
    if (kind === 'empty') return next
    if (kind === 'boundary') return line
    const following = lineKind(raw, next)
    if (kind === 'other' && following !== 'field' && following !== 'folded') return line
    if (kind === 'folded' && line === from) return line
    line = next
  }
  return raw.length
}

function afterLine(raw: Uint8Array, line: number): number {
  const end = raw.indexOf(0x0a, line)
  return end < 0 ? raw.length : end + 1
}

function lineKind(raw: Uint8Array, line: number): 'empty' | 'folded' | 'boundary' | 'field' | 'other' {
  const [first, second] = [raw[line], raw[line + 1]]
  if (first === undefined || first === 0x0a || (first === 0x0d && second === 0x0a)) return 'empty'
  if (first === 0x20 || first === 0x09) return 'folded'
  if (first === 0x2d && second === 0x2d) return 'boundary'
  for (let at = line; at < line + 100; at += 1) {
    const byte = raw[at] ?? 0
    if (byte === 0x3a) return at > line ? 'field' : 'other'
    if (byte < 0x21 || byte > 0x7e) return /^[ \t]{1,10}:/.test(String.fromCharCode(...raw.subarray(at, at + 11))) ? 'field' : 'other'
  }
  return 'other'
}

/** The first field of that name, as it came. */
export const headerOf = (fields: readonly Field[], name: string): string => fields.find((field) => field.name === name)?.value ?? ''

/**
 * Unstructured text of a field: encoded words (RFC 2047), also where a character is cut between two of them, and 8-bit bytes as they are.
 * `hint` is the charset that the letter declares elsewhere.
 */
export function decodeHeader(value: string, hint: string | null = null): string {
  const pieces: (string | Run)[] = []
  let literalFrom = 0
  for (const word of value.matchAll(encodedWord)) {
    const between = value.slice(literalFrom, word.index)
    const [whole, charset = '', letter = '', content = ''] = word
    const next: Run = { charset: charset.replace(/\*.*$/, '').toLowerCase(), isBase64: /b/i.test(letter), content }
    const before = pieces.at(-1)
    // White space between two encoded words is none (RFC 2047 §6.2).
    const isAdjacent = before !== undefined && typeof before !== 'string' && between.trim() === ''
    if (isAdjacent && isSameRun(before, next)) pieces[pieces.length - 1] = { ...before, content: joinWords(before, content) }
    else pieces.push(...(isAdjacent ? [] : [between]), next)
    literalFrom = word.index + whole.length
  }
  return [...pieces, value.slice(literalFrom)]
    .map((piece) => (typeof piece === 'string' ? decodeLiteral(piece, hint) : decodeRun(piece)))
    .join('')
}

type Run = { readonly charset: string; readonly isBase64: boolean; readonly content: string }

const encodedWord = /=\?([^?\s]{1,60})\?([BbQq])\?([^?]*)\?=/g
const isSameRun = (one: Run, other: Run): boolean => one.charset === other.charset && one.isBase64 === other.isBase64

/** Some senders cut base64 between any two characters, others end every word with its own padding. */
function joinWords(run: Run, content: string): string {
  if (!run.isBase64) return run.content + content
  return run.content.includes('=')
    ? Buffer.concat([Buffer.from(run.content, 'base64'), Buffer.from(content, 'base64')]).toString('base64')
    : run.content + content
}

function decodeRun({ charset, isBase64, content }: Run): string {
  const bytes = isBase64 ? Buffer.from(content, 'base64') : decodeQuotedPrintable(Buffer.from(content.replaceAll('_', ' '), 'latin1'))
  return decodeText(bytes, charset)
}

const decodeLiteral = (text: string, hint: string | null): string => (text === '' ? '' : decodeText(Buffer.from(text, 'latin1'), hint))

/** RFC 2045 §6.7. What is not an escape stays as it is. */
export function decodeQuotedPrintable(bytes: Uint8Array): Buffer {
  const decoded = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === 0x3d) {
      const lineEnd = bytes[at + 1] === 0x0a ? 1 : bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a ? 2 : 0
      const value = hexAt(bytes, at + 1)
      if (lineEnd > 0) at += lineEnd
      else if (value !== null) {
        decoded[length++] = value
        at += 2
      } else decoded[length++] = byte
    } else decoded[length++] = byte
  }
  return decoded.subarray(0, length)
}

function hexAt(bytes: Uint8Array, at: number): number | null {
  const pair = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0)
  return /^[0-9a-f]{2}$/i.test(pair) ? Number.parseInt(pair, 16) : null
}

/** `type/subtype; name=value`, with the parameters of RFC 2231 put together and decoded. Names are in lower case, the value too. */
export function readParameters(
  header: string,
  hint: string | null = null,
): { readonly value: string; readonly parameters: ReadonlyMap<string, string> } {
  const [value = '', ...rest] = splitOutsideQuotes(header)
  const plain = new Map<string, string>()
  const parts = new Map<string, { readonly place: number; readonly isCoded: boolean; readonly text: string }[]>()
  for (const part of rest.slice(0, 200)) {
    const equals = part.indexOf('=')
    if (equals < 1) continue
    const name = part.slice(0, equals).trim().toLowerCase()
    const text = unquote(part.slice(equals + 1).trim())
    const continued = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(name)
    if (!name.includes('*') || !continued) plain.set(name, plain.get(name) ?? decodeHeader(text, hint))
    else {
      const list = parts.get(continued[1] ?? '') ?? []
      parts.set(continued[1] ?? '', list)
      list.push({ place: Number(continued[2] ?? 0), isCoded: continued[3] !== undefined, text })
    }
  }
  for (const [name, list] of parts) plain.set(name, joinContinued(list))
  return { value: value.trim().toLowerCase(), parameters: plain }
}

function joinContinued(list: readonly { readonly place: number; readonly isCoded: boolean; readonly text: string }[]): string {
  const sorted = [...list].sort((one, other) => one.place - other.place)
  const charset = /^([^']*)'[^']*'/.exec(sorted[0]?.isCoded ? sorted[0].text : '')
  const bytes = sorted.map(({ isCoded, text }, place) => {
    const own = place === 0 && charset ? text.slice(charset[0].length) : text
    return isCoded
      ? Buffer.from(
          own.replace(/%([0-9a-f]{2})/gi, (_, pair) => String.fromCharCode(Number.parseInt(pair, 16))),
          'latin1',
        )
      : Buffer.from(own, 'latin1')
  })
  return decodeText(Buffer.concat(bytes), charset?.[1] ?? null)
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = []
  let from = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\' && isQuoted) at += 1
    else if (character === '"') isQuoted = !isQuoted
    else if (character === ';' && !isQuoted) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}

const unquote = (text: string): string => (text.startsWith('"') ? text.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : text)
