/** What of a letter's HTML is read and what of its text is kept, in characters. */
const limits = { html: 8_000_000, text: 1_000_000, quoteDepth: 5 }

/**
 * Words of an HTML letter as plain text: quotes with `>`, list items with `-`, links with their address behind them. One pass over the
 * source without recursion, so depth costs nothing. Shows hidden text too: a letter must not be able to say less than it holds.
 */
export function htmlToText(source: string): string {
  const html = source.slice(0, limits.html)
  const page = openPage()
  const unclosed = new Set<string>()
  for (let at = 0; at < html.length && !page.isFull(); ) {
    const open = html.indexOf('<', at)
    page.text(html.slice(at, open < 0 ? html.length : open))
    if (open < 0) break
    const tag = readTag(html, open)
    if (!tag) {
      page.text('<')
      at = open + 1
      continue
    }
    at = tag.end
    if (!tag.isClosing && silent.has(tag.name) && !unclosed.has(tag.name)) {
      const close = findClose(html, tag.name, at)
      if (close < 0) unclosed.add(tag.name)
      else at = close
    }
    page.tag(tag, () => attributeOf(html.slice(open, tag.end), tag.name === 'img' ? 'alt' : 'href'))
  }
  return page.done()
}

type Tag = { readonly name: string; readonly isClosing: boolean; readonly end: number }

const silent: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title', 'template', 'object', 'svg'])
const blocks: ReadonlySet<string> = new Set(
  'address article aside center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody thead tr ul body html'.split(
    ' ',
  ),
)
const paragraphs: ReadonlySet<string> = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

function readTag(html: string, open: number): Tag | null {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4)
    return { name: '!', isClosing: false, end: end < 0 ? Math.max(html.indexOf('>', open) + 1, open + 4) : end + 3 }
  }
  const isClosing = html[open + 1] === '/'
  const nameAt = open + (isClosing ? 2 : 1)
  tagName.lastIndex = nameAt
  const name = tagName.exec(html)?.[0].toLowerCase()
  if (name === undefined) return null
  const end = findTagEnd(html, nameAt + name.length)
  return end < 0 ? null : { name, isClosing, end }
}
const tagName = /[a-z!?][a-z0-9:]{0,30}/iy

/** Behind the `>` of a tag; a quoted attribute may hold one. A tag longer than some thousand characters is none. */
function findTagEnd(html: string, from: number): number {
  let quote = ''
  for (let at = from; at < Math.min(html.length, from + 200_000); at += 1) {
    const character = html[at] ?? ''
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '>') return at + 1
    else if ((character === '"' || character === "'") && html[at - 1] === '=') quote = character
  }
  const plain = html.indexOf('>', from)
  return plain < 0 ? -1 : plain + 1
}

function findClose(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}`, 'gi')
  close.lastIndex = from
  return close.exec(html)?.index ?? -1
}

function attributeOf(tag: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\\s>]{1,2000}))`, 'i').exec(tag)
  return decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim()
}

type Page = { text(source: string): void; tag(tag: Tag, attribute: () => string): void; isFull(): boolean; done(): string }

function openPage(): Page {
  const lines: string[] = []
  let line = ''
  let size = 0
  let depth = 0
  let preformatted = 0
  let link = { href: '', from: '' }
  const end = () => {
    const text = preformatted > 0 ? line.trimEnd() : line.trim()
    const prefix = depth > 0 ? `${'>'.repeat(Math.min(depth, limits.quoteDepth))} ` : ''
    lines.push(`${prefix}${text}`.trimEnd())
    size += text.length + 1
    line = ''
  }
  const block = () => {
    if (line.trim() !== '') end()
  }
  const gap = () => {
    block()
    if (lines.length > 0 && !/^>*$/.test(lines.at(-1) ?? '')) end()
  }
  const closeLink = () => {
    const shown = line.startsWith(link.from) ? line.slice(link.from.length) : ''
    if (/^https?:\/\//i.test(link.href) && !shown.includes(link.href.replace(/^https?:\/\/|\/$/gi, ''))) line += ` <${link.href}>`
    link = { href: '', from: '' }
  }
  const quote = (isClosing: boolean) => {
    block()
    depth = Math.max(0, depth + (isClosing ? -1 : 1))
  }
  return {
    text(source) {
      const decoded = decodeEntities(source)
      if (preformatted > 0) {
        const [first = '', ...rest] = decoded.split(/\r?\n/)
        line += first
        for (const more of rest) {
          end()
          line = more
        }
      } else {
        const flat = decoded.replace(/[ \t\r\n\f]+/g, ' ')
        line += line === '' || line.endsWith(' ') ? flat.trimStart() : flat
      }
    },
    tag({ name, isClosing }, attribute) {
      if (name === 'br') end()
      else if (name === 'blockquote') quote(isClosing)
      else if (name === 'a') {
        if (isClosing) closeLink()
        else link = { href: attribute(), from: line }
      } else if (name === 'img') line += attribute()
      else if (name === 'td' || name === 'th') line += isClosing ? ' ' : ''
      else if (paragraphs.has(name)) gap()
      else if (blocks.has(name)) block()
      if (name === 'pre') preformatted = Math.max(0, preformatted + (isClosing ? -1 : 1))
      if (name === 'li' && !isClosing) line = '- '
    },
    isFull: () => size > limits.text,
    done() {
      block()
      return lines
        .join('\n')
        .replace(/\u00a0/g, ' ')
        .replace(/\n{3,}/g, '\n\n')
        .trim()
    },
  }
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,8}));?/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? entities[name.toLowerCase()] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}

/** What mail clients write; a rarer one stays as it is written. */
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  bull: '•',
  middot: '·',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  plusmn: '±',
  times: '×',
  divide: '÷',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  para: '¶',
  numero: '№',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  sup2: '²',
  sup3: '³',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  shy: '',
  zwnj: '',
  zwj: '',
  larr: '←',
  rarr: '→',
  uarr: '↑',
  darr: '↓',
  iexcl: '¡',
  iquest: '¿',
  acute: '´',
  szlig: 'ß',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  agrave: 'à',
  aacute: 'á',
  acirc: 'â',
  ccedil: 'ç',
  egrave: 'è',
  eacute: 'é',
  ecirc: 'ê',
  euml: 'ë',
  iacute: 'í',
  ntilde: 'ñ',
  oacute: 'ó',
  ocirc: 'ô',
  uacute: 'ú',
  infin: '∞',
  asymp: '≈',
  ne: '≠',
  le: '≤',
  ge: '≥',
}
