/** https://www.rfc-editor.org/rfc/rfc5322#section-3.6: how often a field may stand in a letter. */
const limits: Readonly<Record<string, readonly [least: number, most: number]>> = {
  from: [1, 1],
  date: [1, 1],
  'message-id': [1, 1],
  to: [0, 1],
  cc: [0, 1],
  'reply-to': [0, 1],
  'in-reply-to': [0, 1],
  references: [0, 1],
  subject: [0, 1],
  'mime-version': [0, 1],
  'content-type': [0, 1],
}

/** https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1, without CRLF. */
const lineLimit = 998

/** What a strict mail server finds wrong with a letter that was handed to it; null when it takes it. */
export function problemOf(raw: Buffer): string | null {
  const text = raw.toString('latin1')
  if (text.includes('\0')) return 'the letter holds NUL'
  if (/(?:^|[^\r])\n|\r(?!\n)/.test(text)) return 'the letter holds a bare CR or LF'
  if (text.split('\r\n').some((line) => line.length > lineLimit)) return `a line is longer than ${lineLimit} octets`
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return 'the header has no end'
  return headerProblemOf(text.slice(0, end))
}

function headerProblemOf(header: string): string | null {
  // https://www.rfc-editor.org/rfc/rfc6532: bytes over 127 only between servers that both know SMTPUTF8.
  if (/[\x80-\xff]/.test(header)) return 'the header is not ASCII'
  const fields = header.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const bad = fields.find((field) => !/^[!-9;-~]+:/.test(field))
  if (bad !== undefined) return 'a line of the header is no field'
  const names = fields.map((field) => field.slice(0, field.indexOf(':')).toLowerCase())
  for (const [name, [least, most]] of Object.entries(limits)) {
    const count = names.filter((one) => one === name).length
    if (count < least || count > most) return `${name} stands ${count} times in the header`
  }
  return referenceProblemOf(fields)
}

/** https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4 */
function referenceProblemOf(fields: readonly string[]): string | null {
  const bad = fields.find((field) => {
    const [, value = ''] = /^(?:message-id|in-reply-to|references):(.*)$/i.exec(field) ?? []
    return value !== '' && !/^(?:\s*<[^<>\s@]+@[^<>\s@]+>)+\s*$/.test(value)
  })
  return bad === undefined ? null : `${bad.slice(0, bad.indexOf(':'))} is no list of message ids`
}

/** The address of a field such as From, in small letters; '' when there is none. */
export function addressIn(raw: Buffer, name: string): string {
  const header = raw.toString('latin1').split('\r\n\r\n')[0] ?? ''
  const field = header
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .find((one) => one.toLowerCase().startsWith(`${name}:`))
  return /<?([^<>\s,:;"]+@[^<>\s,:;"]+)>?\s*$/.exec(field ?? '')?.[1]?.toLowerCase() ?? ''
}
