/** https://www.rfc-editor.org/rfc/rfc3501#section-9: what a command is made of. */
export type Token =
  | { readonly kind: 'atom'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Token[] }

/** What the client said and the grammar does not know; answered with BAD. */
export class BadCommand extends Error {}

const lineLimitBytes = 65_536

/** Puts lines and literals together. `onLine` gets one whole line, literals as quoted strings in it; `invite` asks for a literal's bytes. */
export function openInput(onLine: (line: string) => void, invite: () => void) {
  let waiting = Buffer.alloc(0)
  let line = ''
  let literalBytes: number | null = null

  function takeLiteral(bytes: number): boolean {
    if (waiting.length < bytes) return false
    line += toQuoted(waiting.subarray(0, bytes).toString('latin1'))
    waiting = waiting.subarray(bytes)
    literalBytes = null
    return true
  }

  function takeLine(): boolean {
    const end = waiting.indexOf('\r\n')
    if (end < 0) return false
    line += waiting.subarray(0, end).toString('latin1')
    waiting = waiting.subarray(end + 2)
    const literal = /\{(\d{1,7})\}$/.exec(line)
    if (literal) {
      line = line.slice(0, literal.index)
      literalBytes = Number(literal[1])
      invite()
    } else {
      const whole = line
      line = ''
      onLine(whole)
    }
    return true
  }

  /** false when the line is too long to be one. */
  return (chunk: Buffer): boolean => {
    waiting = Buffer.concat([waiting, chunk])
    while (literalBytes === null ? takeLine() : takeLiteral(literalBytes)) {
      // Until there is not enough for one more.
    }
    return literalBytes !== null || waiting.length + line.length <= lineLimitBytes
  }
}

const toQuoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** The arguments of a command. Throws BadCommand. */
export function readTokens(text: string): readonly Token[] {
  let at = 0

  function readList(isInner: boolean): readonly Token[] {
    const items: Token[] = []
    for (;;) {
      if (text[at] === ' ') at += 1
      if (at >= text.length) {
        if (isInner) throw new BadCommand('a parenthesis has no end')
        return items
      }
      if (text[at] === ')') {
        if (!isInner) throw new BadCommand('a parenthesis ends that never began')
        at += 1
        return items
      }
      items.push(readToken())
    }
  }

  function readToken(): Token {
    if (text[at] === '(') {
      at += 1
      return { kind: 'list', items: readList(true) }
    }
    const quoted = /^"((?:[^"\\]|\\["\\])*)"/s.exec(text.slice(at))
    if (quoted) {
      at += quoted[0].length
      return { kind: 'string', text: (quoted[1] ?? '').replace(/\\(.)/gs, '$1') }
    }
    // A section may hold spaces and parentheses: BODY.PEEK[HEADER.FIELDS (FROM)]<0.10>
    const atom = /^(?:[^\s()"[\]{]|\[[^\]]*\])+/.exec(text.slice(at))
    if (!atom) throw new BadCommand('what stands there is neither an atom nor a string')
    at += atom[0].length
    return { kind: 'atom', text: atom[0] }
  }

  return readList(false)
}

export function textOf(token: Token | undefined): string {
  if (!token || token.kind === 'list') throw new BadCommand('a string is missing')
  return token.text
}
