import type { Fact } from '../core/model/flow.js'
import type { Expression, Operator, Tree } from './expression.js'

/**
 * Parses `said.hasContent and not (asked > 1 or complaint.kind in ['praise', 'offer'])`.
 * Loosest first: or · and · not · == != < > in · + -. Literals: 'text', 12, true, false, null, [lists] after `in`.
 * Throws an Error that says where reading stopped.
 */
export function parseExpression(text: string): Expression {
  const reader = new Reader(text, tokensOf(text))
  const tree = reader.readAll()
  return { text, tree, names: [...reader.names] }
}

type Token = { readonly type: 'text' | 'number' | 'word' | 'sign'; readonly value: string; readonly at: number }

const tokenPattern = /\s*(?:'([^']*)'|(\d+(?:\.\d+)?)|([A-Za-z][\w.]*)|(==|!=|[<>()[\],+-]))/gy

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = new RegExp(tokenPattern)
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) throw new Error(`«${text}» cannot be read from character ${at + 1}: «${text.slice(at).trim()}».`)
    const [, quoted, digits, word, sign] = match
    if (quoted !== undefined) tokens.push({ type: 'text', value: quoted, at })
    else if (digits !== undefined) tokens.push({ type: 'number', value: digits, at })
    else if (word !== undefined) tokens.push({ type: 'word', value: word, at })
    else tokens.push({ type: 'sign', value: sign ?? '', at })
  }
  return tokens
}

const deepest = 40

class Reader {
  readonly names = new Set<string>()
  private at = 0
  private depth = 0

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  readAll(): Tree {
    const tree = this.readOr()
    if (this.at < this.tokens.length) throw this.problem('an operator or the end')
    return tree
  }

  private readOr(): Tree {
    return this.readLeft(['or'], () => this.readAnd())
  }

  private readAnd(): Tree {
    return this.readLeft(['and'], () => this.readNot())
  }

  private readNot(): Tree {
    if (!this.takes('not')) return this.readComparison()
    return this.deeper(() => ({ type: 'not', of: this.readNot() }))
  }

  private readComparison(): Tree {
    const left = this.readSum()
    const operator = this.takesOne(['==', '!=', '<', '>', 'in'])
    if (operator === null) return left
    return { type: 'binary', operator, left, right: operator === 'in' ? this.readList() : this.readSum() }
  }

  private readSum(): Tree {
    return this.readLeft(['+', '-'], () => this.readValue())
  }

  private readLeft(operators: readonly Operator[], readSide: () => Tree): Tree {
    let left = readSide()
    for (let operator = this.takesOne(operators); operator !== null; operator = this.takesOne(operators)) {
      left = { type: 'binary', operator, left, right: readSide() }
    }
    return left
  }

  private readList(): Tree {
    if (!this.takes('[')) throw this.problem("a list such as ['a', 'b']")
    const items: Tree[] = []
    while (!this.takes(']')) {
      items.push(this.readValue())
      if (!this.takes(',') && this.tokens[this.at]?.value !== ']') throw this.problem('«,» or «]»')
    }
    return { type: 'list', items }
  }

  private readValue(): Tree {
    if (this.takes('(')) {
      const tree = this.deeper(() => this.readOr())
      if (!this.takes(')')) throw this.problem('«)»')
      return tree
    }
    const token = this.tokens[this.at]
    if (!token || token.type === 'sign' || (token.type === 'word' && reserved.has(token.value))) throw this.problem('a name or a value')
    this.at += 1
    if (token.type === 'text') return { type: 'value', value: token.value }
    if (token.type === 'number') return { type: 'value', value: Number(token.value) }
    const constant = constants.get(token.value)
    if (constant !== undefined) return { type: 'value', value: constant }
    this.names.add(token.value)
    return { type: 'name', name: token.value }
  }

  private deeper(read: () => Tree): Tree {
    this.depth += 1
    if (this.depth > deepest)
      throw new Error(`«${this.text.slice(0, 40)}…» is nested more than ${deepest} deep: split it into two branches.`)
    const tree = read()
    this.depth -= 1
    return tree
  }

  private takes(value: string): boolean {
    const token = this.tokens[this.at]
    if (token === undefined || token.value !== value || token.type === 'text') return false
    this.at += 1
    return true
  }

  private takesOne<One extends Operator>(operators: readonly One[]): One | null {
    return operators.find((operator) => this.takes(operator)) ?? null
  }

  private problem(expected: string): Error {
    const found = this.tokens[this.at]
    return new Error(
      `«${this.text}» has ${found ? `«${found.value}» at character ${found.at + 1}` : 'its end'} where ${expected} must stand.`,
    )
  }
}

const reserved = new Set(['and', 'or', 'not', 'in'])
const constants = new Map<string, Fact>([
  ['true', true],
  ['false', false],
  ['null', null],
])
