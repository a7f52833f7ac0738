import { readMailboxes } from './parse-address.js'
import { type Field, headerOf } from './parse-headers.js'

/**
 * Does the receiving server prove that the domain in From sent the letter: aligned DMARC (RFC 7489) in the topmost Authentication-Results
 * (RFC 8601) that names one of `authservIds`. Whatever else says so is the sender's own claim: headers of other names, further down, text in
 * comments or quotes, a second `dmarc=`.
 */
export function isVerified(fields: readonly Field[], authservIds: readonly string[]): boolean {
  const froms = fields.filter(({ name }) => name === 'from')
  const mailboxes = readMailboxes(headerOf(fields, 'from'))
  const domain = mailboxes[0]?.address.split('@').at(-1)
  if (froms.length !== 1 || mailboxes.length !== 1 || domain === undefined) return false
  const results = fields
    .filter(({ name }) => name === 'authentication-results')
    .map(({ value }) => readResults(value))
    .find((one) => one !== null && authservIds.includes(one.authservId))
  const dmarc = results?.methods.filter(({ method }) => method === 'dmarc') ?? []
  return dmarc.length === 1 && dmarc[0]?.result === 'pass' && dmarc[0].headerFrom === domain
}

type Results = {
  readonly authservId: string
  readonly methods: readonly { readonly method: string; readonly result: string; readonly headerFrom: string }[]
}

/** `authserv-id [version] *( ";" method[/version] "=" result *( ptype "." property "=" value ) )` */
function readResults(value: string): Results | null {
  const tokens = tokenise(value)
  if (tokens === null) return null
  const [head = [], ...rest] = splitAt(tokens, ';')
  const methods = rest.map(readMethod)
  if (head[0] === undefined || methods.some((one) => one === null)) return null
  return { authservId: head[0].text.toLowerCase(), methods: methods.flatMap((one) => (one ? [one] : [])) }
}

type Token = { readonly text: string; readonly isQuoted: boolean }

function readMethod(tokens: readonly Token[]): Results['methods'][number] | null {
  if (tokens.length === 0 || (tokens.length === 1 && tokens[0]?.text === 'none')) return { method: '', result: '', headerFrom: '' }
  const pairs: [string, string][] = []
  for (let at = 0; at < tokens.length; at += 3) {
    const [name, equals, value] = tokens.slice(at, at + 3)
    if (!name || name.isQuoted || equals?.text !== '=' || equals.isQuoted || !value) return null
    pairs.push([name.text.toLowerCase().replace(/\/\d+$/, ''), value.text.toLowerCase()])
  }
  const from = pairs.filter(([name]) => name === 'header.from')
  return { method: pairs[0]?.[0] ?? '', result: pairs[0]?.[1] ?? '', headerFrom: from.length === 1 ? (from[0]?.[1] ?? '') : '' }
}

/** Words, quoted strings and the signs `=` and `;`. Comments are left out. null when a quote or a comment has no end. */
function tokenise(value: string): readonly Token[] | null {
  const tokens: Token[] = []
  for (let at = 0; at < value.length; ) {
    const character = value[at] ?? ''
    if (/\s/.test(character)) at += 1
    else if (character === '(') {
      const end = commentEnd(value, at)
      if (end < 0) return null
      at = end + 1
    } else if (character === '"') {
      const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(value.slice(at))
      if (!quoted) return null
      tokens.push({ text: (quoted[1] ?? '').replace(/\\(.)/g, '$1'), isQuoted: true })
      at += quoted[0].length
    } else if (character === '=' || character === ';') {
      tokens.push({ text: character, isQuoted: false })
      at += 1
    } else {
      const isValue = tokens.at(-1)?.text === '=' && !tokens.at(-1)?.isQuoted
      const word = (isValue ? /^[^\s()";]+/ : /^[^\s()";=]+/).exec(value.slice(at, at + 1_000))?.[0] ?? character
      tokens.push({ text: word, isQuoted: false })
      at += word.length
    }
  }
  return tokens
}

function commentEnd(value: string, from: number): number {
  let depth = 0
  for (let at = from; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1
    else if (value[at] === '(') depth += 1
    else if (value[at] === ')' && --depth === 0) return at
  }
  return -1
}

function splitAt(tokens: readonly Token[], sign: string): Token[][] {
  const groups: Token[][] = [[]]
  for (const token of tokens) {
    if (token.text === sign && !token.isQuoted) groups.push([])
    else groups.at(-1)?.push(token)
  }
  return groups
}
