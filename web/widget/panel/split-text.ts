import { parseWebUrl } from '../direct-line/parse'

/** `at` is where the part begins in the whole text. */
export type TextPart = { at: number; text: string } & ({ type: 'text' } | { type: 'number' } | { type: 'link'; href: string })

/** Finds the http and https links, and the complaint's number when it is known. Joined, the parts of type text are the rest as it was. */
export function splitText(text: string, number?: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(linkPattern)) {
    const address = trimLink(match[0])
    const href = parseWebUrl(address)
    if (!href) continue
    parts.push(...splitNumber(text.slice(end, match.index), end, number), {
      type: 'link',
      at: match.index,
      text: address.replace(/^https?:\/\/(www\.)?|\/$/gi, ''),
      href,
    })
    end = match.index + address.length
  }
  return [...parts, ...splitNumber(text.slice(end), end, number)]
}

/** Up to a space, a quote, or Chinese punctuation, which often follows a link without a space. */
const linkPattern = /https?:\/\/[^\s<>"'«»“”\u3000-\u303f\uff00-\uffef]+/gi

/** Punctuation at the end belongs to the sentence, a closing bracket only when none was opened inside. */
function trimLink(address: string): string {
  const trimmed = address.replace(/[.,;:!?…*_]+$/, '')
  const isLoose = trimmed.endsWith(')') && !trimmed.includes('(')
  return isLoose ? trimLink(trimmed.slice(0, -1)) : trimmed
}

function splitNumber(text: string, at: number, number = ''): TextPart[] {
  const digits = number.replace(/\D/g, '')
  const found = digits ? new RegExp(`(?:(?:№|No\\.|单号)\\s?)?(?<!\\d)${digits}(?!\\d)`).exec(text) : null
  if (!found) return text ? [{ type: 'text', at, text }] : []
  const end = found.index + found[0].length
  const parts: TextPart[] = [
    { type: 'text', at, text: text.slice(0, found.index) },
    { type: 'number', at: at + found.index, text: found[0] },
    { type: 'text', at: at + end, text: text.slice(end) },
  ]
  return parts.filter((part) => part.text !== '')
}
