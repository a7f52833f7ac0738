import { badRequest } from './refusal.js'

/** https://core.telegram.org/bots/api#html-style */
const tags: ReadonlySet<string> = new Set(
  'a b strong i em s strike del u ins tg-spoiler tg-emoji tg-time span pre code blockquote'.split(' '),
)
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' }

/** The text that is left when tags are read, or a Refusal in the platform's words, which count in bytes of UTF-8. */
export function readHtml(html: string): string {
  const open: string[] = []
  let text = ''
  let at = 0
  const refuse = (what: string) => badRequest(`can't parse entities: ${what}`)
  const bytesTo = (place: number) => Buffer.byteLength(html.slice(0, place))
  while (at < html.length) {
    const next = html.indexOf('<', at)
    if (next < 0) {
      text += decode(html.slice(at))
      break
    }
    text += decode(html.slice(at, next))
    const end = html.indexOf('>', next)
    const isEnd = html[next + 1] === '/'
    if (end < 0 && isEnd) throw refuse(`Unclosed end tag at byte offset ${bytesTo(next)}`)
    const inner = html.slice(next + (isEnd ? 2 : 1), end < 0 ? undefined : end)
    const name = (/^[^\s>]*/.exec(inner)?.[0] ?? '').toLowerCase()
    if (isEnd) {
      const expected = open.pop()
      if (expected === undefined) throw refuse(`Unexpected end tag at byte offset ${bytesTo(next)}`)
      if (name !== '' && name !== expected) {
        throw refuse(`Unmatched end tag at byte offset ${bytesTo(next)}, expected "</${expected}>", found "</${name}>"`)
      }
    } else {
      if (end < 0 && !/\s/.test(inner)) throw refuse(`Unclosed start tag at byte offset ${bytesTo(next)}`)
      if (!tags.has(name)) throw refuse(`Unsupported start tag "${name}" at byte offset ${bytesTo(next)}`)
      if (end < 0) throw refuse(`Unclosed start tag at byte offset ${bytesTo(next)}`)
      open.push(name)
    }
    at = end + 1
  }
  const unclosed = open.at(-1)
  if (unclosed !== undefined) throw refuse(`Can't find end tag corresponding to start tag "${unclosed}"`)
  return text
}

const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
