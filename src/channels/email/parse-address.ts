import { domainToASCII } from 'node:url'
import { cleanLine } from '../../core/clean-text.js'
import { decodeText } from './parse-charset.js'
import { decodeHeader } from './parse-headers.js'

export type Mailbox = { readonly address: string; readonly name: string | null }

/** More than this of an address header is not read: bombs in it must cost nothing. */
const limits = { characters: 20_000, mailboxes: 50 }

/**
 * The mailboxes of an address header (RFC 5322 §3.4), groups opened, comments left out. A quoted local part stays quoted, so that nothing in
 * it is taken for a domain. One pass; what is no address is left out.
 */
export function readMailboxes(value: string, hint: string | null = null): readonly Mailbox[] {
  const found: Mailbox[] = []
  let words = ''
  let inAngle: string | null = null
  const end = () => {
    const address = toAddress(inAngle ?? words)
    if (address) found.push({ address, name: inAngle === null ? null : toName(words, address, hint) })
    words = ''
    inAngle = null
  }
  const text = value.slice(0, limits.characters)
  for (let at = 0; at < text.length && found.length < limits.mailboxes; at += 1) {
    const character = text[at] ?? ''
    if (character === '(') at = commentEnd(text, at)
    else if (character === '"') {
      const close = quoteEnd(text, at)
      const quoted = text.slice(at, close + 1)
      if (inAngle !== null && !isAngleClosed(inAngle)) inAngle += quoted
      else words += text[close + 1] === '@' ? quoted : quoted.slice(1, -1).replace(/\\(.)/g, '$1').replace(/[<>]/g, ' ')
      at = close
    } else if (character === '<' && inAngle === null) inAngle = ''
    else if (character === '>' && inAngle !== null) inAngle += '>'
    else if (character === ',' || character === ';') end()
    else if (character === ':' && inAngle === null) words = ''
    else if (inAngle !== null && !isAngleClosed(inAngle)) inAngle += character
    else words += character
  }
  end()
  return found
}

const isAngleClosed = (text: string): boolean => text.endsWith('>')

function commentEnd(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '(') depth += 1
    else if (text[at] === ')' && --depth === 0) return at
  }
  return text.length
}

function quoteEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at
  }
  return text.length
}

/** In lower case, the domain in ASCII so that no letter can look like another. */
function toAddress(given: string): string | null {
  const text = decodeText(Buffer.from(given.replace(/>$/, ''), 'latin1'), 'utf-8').trim()
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at).trim()
  const domain = domainToASCII(text.slice(at + 1).trim())
  const isLocal = /^"[^"\\\r\n]{1,60}"$/.test(local) || /^[^\s"<>(),:;@[\]\\]{1,64}$/.test(local)
  return at > 0 && isLocal && /^[a-z0-9.-]{1,250}$/i.test(domain) ? `${cleanLine(local, 64)}@${domain}`.toLowerCase() : null
}

/** Without what reverses or hides; null where it says nothing, or poses as an address that it is not. */
function toName(words: string, address: string, hint: string | null): string | null {
  const name = cleanLine(decodeHeader(words.trim(), hint), 100).replace(/^['"]+|['"]+$/g, '')
  const posed = /[^\s<>"']+@[^\s<>"']+/.exec(name)?.[0]
  return name === '' || name.toLowerCase() === address || (posed !== undefined && posed.toLowerCase() !== address) ? null : name
}
