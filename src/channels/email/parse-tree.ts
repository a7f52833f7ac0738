import { decodeText, isAscii, isStateful } from './parse-charset.js'
import { decodeQuotedPrintable, type Field, findBody, headerOf, readFields, readParameters } from './parse-headers.js'

/** One part of a letter that holds no further parts. */
export type Leaf = {
  readonly type: string
  readonly charset: string | null
  readonly parameters: ReadonlyMap<string, string>
  readonly encoding: string
  /** `attachment`, `inline`, another word, or empty. */
  readonly disposition: string
  readonly fileName: string
  readonly contentId: string
  /** As it stands in the letter, still encoded for transport. */
  readonly body: Uint8Array
}

export type Tree = {
  /** Of the letter itself. */
  readonly fields: readonly Field[]
  /** `multipart/report` and the like. */
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
  readonly leaves: readonly Leaf[]
  /**
   * The same letter for the parsers: with nothing in the headers but what MIME needs, in one charset, so that address bombs, endless headers,
   * 8-bit headers and undeclared charsets never reach them. In pieces of the letter itself, so that a large one is not there twice.
   */
  readonly mended: readonly Uint8Array[]
}

const limits = { depth: 3_000, parts: 1_000, textBytes: 20_000_000 }

/** Reads the structure in one pass, without recursion. Total: bytes that are no letter are one leaf. */
export function readTree(raw: Buffer): Tree {
  const scan = openScan(raw)
  const pieces: Uint8Array[] = []
  const leaves: Leaf[] = []
  let root: Part | null = null
  for (let isMore = true; isMore; ) {
    const part = readPart(raw, scan)
    root ??= part
    const isContainer = part.boundary !== '' && scan.depth() < limits.depth && leaves.length < limits.parts
    if (isContainer) scan.enter(part.boundary)
    const bodyAt = scan.at()
    const hit = scan.next()
    const body = raw.subarray(bodyAt, hit.bodyEnd)
    // A container whose own boundary never comes is text for all that can be told.
    if (isContainer && hit.isInnermost) pieces.push(containerHeader(part), raw.subarray(bodyAt, scan.at()))
    else {
      const leaf = toLeaf(part, body)
      leaves.push(leaf)
      pieces.push(...mend(leaf), raw.subarray(hit.bodyEnd, scan.at()))
    }
    isMore = hit.isPartNext
  }
  return {
    fields: root?.fields ?? [],
    type: root?.type ?? '',
    parameters: root?.parameters ?? new Map(),
    leaves,
    mended: pieces,
  }
}

/** The bytes of a part as its sender saw them. */
export function contentOf({ encoding, body }: Pick<Leaf, 'encoding' | 'body'>): Buffer {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
  if (encoding === 'base64') return Buffer.from(bytes.toString('latin1'), 'base64')
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(bytes) : bytes
}

export const isShownText = ({ type, disposition, fileName }: Leaf): boolean =>
  (type === 'text/plain' || type === 'text/html') && disposition !== 'attachment' && (disposition === 'inline' || fileName === '')

/** Text of a text part, in whatever charset it is. */
export function textOf(leaf: Leaf): string {
  const content = contentOf(leaf)
  return decodeText(content, leaf.charset ?? (leaf.type === 'text/html' ? metaCharset(content) : null))
}

const metaCharset = (html: Buffer): string | null =>
  /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})/i.exec(html.subarray(0, 4_000).toString('latin1'))?.[1] ?? null

type Part = {
  readonly fields: readonly Field[]
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
  readonly boundary: string
}

function readPart(raw: Buffer, scan: Scan): Part {
  const bodyAt = findBody(raw, scan.at())
  const fields = readFields(raw.subarray(scan.at(), bodyAt))
  scan.skipTo(bodyAt)
  const { value, parameters } = readParameters(headerOf(fields, 'content-type'))
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(value) ? value : 'text/plain'
  const boundary = type.startsWith('multipart/') ? (parameters.get('boundary') ?? '').trimEnd() : ''
  return { fields, type, parameters, boundary: /^[ -~]{1,200}$/.test(boundary) ? boundary : '' }
}

function toLeaf({ fields, type, parameters }: Part, body: Uint8Array): Leaf {
  const charset = parameters.get('charset') ?? null
  const disposition = readParameters(headerOf(fields, 'content-disposition'), charset)
  const named = disposition.parameters.get('filename') ?? parameters.get('name') ?? ''
  return {
    type: type.startsWith('multipart/') ? 'text/plain' : type,
    charset,
    parameters,
    encoding: encodingOf(fields, body),
    disposition: disposition.value,
    fileName: named,
    contentId: /<([ -~]{1,300})>/.exec(headerOf(fields, 'content-id'))?.[1] ?? '',
    body,
  }
}

/** Words under a header that says base64 are words. */
function encodingOf(fields: readonly Field[], body: Uint8Array): string {
  const named = /^[\w-]+/.exec(headerOf(fields, 'content-transfer-encoding').toLowerCase())?.[0] ?? ''
  if (named !== 'base64') return named
  const sample = Buffer.from(body.slice(0, 2_000)).toString('latin1')
  const foreign = sample.replace(/[A-Za-z0-9+/=\s]/g, '').length
  return /\S[ \t]+\S/.test(sample) || foreign > sample.length * 0.1 ? '' : named
}

const containerHeader = ({ type, boundary }: Part): Buffer =>
  Buffer.from(`Content-Type: ${type}; boundary="${boundary.replace(/["\\]/g, '\\$&')}"\r\n\r\n`, 'latin1')

/** Text whose charset is missing, wrong or odd becomes UTF-8; all else keeps its bytes. */
function mend(leaf: Leaf): Uint8Array[] {
  const content = isShownText(leaf) && leaf.body.length < limits.textBytes ? contentOf(leaf) : null
  if (content === null || (isAscii(content) && !isStateful(leaf.charset))) return [leafHeader(leaf, leaf.encoding), leaf.body]
  const coded = Buffer.from(textOf(leaf)).toString('base64').replace(/.{76}/g, '$&\r\n')
  return [leafHeader(leaf, 'base64'), Buffer.from(coded, 'latin1')]
}

function leafHeader(leaf: Leaf, encoding: string): Buffer {
  const kept = ['format', 'delsp'].flatMap((name) =>
    /^\w+$/.test(leaf.parameters.get(name) ?? '') ? [`; ${name}=${leaf.parameters.get(name)}`] : [],
  )
  const name = leaf.fileName === '' ? '' : `; filename*=utf-8''${encodeName(leaf.fileName)}`
  const disposition = isShownText(leaf) || (leaf.disposition === 'inline' && !leaf.type.startsWith('text/')) ? 'inline' : 'attachment'
  return Buffer.from(
    [
      `Content-Type: ${leaf.type}${leaf.type.startsWith('text/') ? '; charset=utf-8' : ''}${kept.join('')}`,
      ...(/^(base64|quoted-printable)$/.test(encoding) ? [`Content-Transfer-Encoding: ${encoding}`] : []),
      `Content-Disposition: ${disposition}${name}`,
      ...(leaf.contentId === '' ? [] : [`Content-ID: <${leaf.contentId}>`]),
      '\r\n',
    ].join('\r\n'),
    'latin1',
  )
}

const encodeName = (name: string): string =>
  encodeURIComponent(name.slice(0, 500).replace(/\p{Cs}/gu, '')).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)

/** Goes through the lines and knows which boundaries are open. */
type Scan = {
  at(): number
  skipTo(at: number): void
  depth(): number
  enter(boundary: string): void
  /** To behind the next delimiter; what follows an end is skipped. `isPartNext: false` at the end of the letter. */
  next(): { readonly bodyEnd: number; readonly isPartNext: boolean; readonly isInnermost: boolean }
}

function openScan(raw: Buffer): Scan {
  const open: string[] = []
  let at = 0
  const delimiterAt = (line: number, end: number): 'part' | 'end' | null => {
    if (open.length === 0 || raw[line] !== 0x2d || raw[line + 1] !== 0x2d || end - line > 300) return null
    const text = raw.toString('latin1', line + 2, end).trimEnd()
    for (let place = open.length - 1; place >= 0; place -= 1) {
      const isEnd = text === `${open[place]}--`
      if (!isEnd && text !== open[place]) continue
      open.length = isEnd ? place : place + 1
      return isEnd ? 'end' : 'part'
    }
    return null
  }
  return {
    at: () => at,
    skipTo: (target) => {
      at = target
    },
    depth: () => open.length,
    enter: (boundary) => {
      open.push(boundary)
    },
    next() {
      const depth = open.length
      let isInnermost: boolean | null = null
      let bodyEnd: number | null = null
      while (at < raw.length) {
        const line = at
        const feed = raw.indexOf(0x0a, line)
        at = feed < 0 ? raw.length : feed + 1
        const kind = delimiterAt(line, at)
        if (kind !== null) {
          bodyEnd ??= beforeLineEnd(raw, line)
          isInnermost ??= open.length === (kind === 'part' ? depth : depth - 1)
        }
        if (kind === 'part') return { bodyEnd: bodyEnd ?? line, isPartNext: true, isInnermost: isInnermost ?? false }
      }
      return { bodyEnd: bodyEnd ?? raw.length, isPartNext: false, isInnermost: isInnermost ?? false }
    },
  }
}

/** The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1). */
function beforeLineEnd(raw: Buffer, line: number): number {
  if (raw[line - 1] !== 0x0a) return line
  return raw[line - 2] === 0x0d ? line - 2 : line - 1
}
