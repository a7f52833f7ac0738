import type { Fact } from '../core/model/flow.js'

/** Stands for a value that cannot be known yet: `check` evaluates with it, `step` never sees it. */
export const unknown: unique symbol = Symbol('unknown')
export type Unknown = typeof unknown

export type Operator = '==' | '!=' | '<' | '>' | 'in' | 'and' | 'or' | '+' | '-'
export type Tree =
  | { readonly type: 'value'; readonly value: Fact }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'not'; readonly of: Tree }
  | { readonly type: 'list'; readonly items: readonly Tree[] }
  | { readonly type: 'binary'; readonly operator: Operator; readonly left: Tree; readonly right: Tree }

/** A condition or a value of a flow, parsed. `names` are all names it reads. */
export type Expression = { readonly text: string; readonly tree: Tree; readonly names: readonly string[] }

/** Pure. Total: an operation on unfitting types gives false (comparisons) or null (+ and -). */
export function evaluate(expression: Expression, lookUp: (name: string) => Fact | Unknown): Fact | Unknown {
  return reckon(expression.tree, lookUp)
}

export const isTrue = (value: Fact | Unknown): boolean => value !== unknown && Boolean(value)

function reckon(tree: Tree, lookUp: (name: string) => Fact | Unknown): Fact | Unknown {
  switch (tree.type) {
    case 'value':
      return tree.value
    case 'name':
      return lookUp(tree.name)
    case 'not': {
      const value = reckon(tree.of, lookUp)
      return value === unknown ? unknown : !isTrue(value)
    }
    case 'list':
      return null
    case 'binary':
      if (tree.operator === 'and' || tree.operator === 'or') return reckonLogic(tree.operator, tree.left, tree.right, lookUp)
      if (tree.operator === 'in') return isIn(reckon(tree.left, lookUp), tree.right, lookUp)
      return compare(tree.operator, reckon(tree.left, lookUp), reckon(tree.right, lookUp))
  }
}

/** Three-valued: one false side decides `and`, one true side decides `or`, whatever the other may be. */
function reckonLogic(operator: 'and' | 'or', left: Tree, right: Tree, lookUp: (name: string) => Fact | Unknown): boolean | Unknown {
  const decisive = operator === 'or'
  const first = reckon(left, lookUp)
  if (first !== unknown && isTrue(first) === decisive) return decisive
  const second = reckon(right, lookUp)
  if (second !== unknown && isTrue(second) === decisive) return decisive
  return first === unknown || second === unknown ? unknown : !decisive
}

function isIn(value: Fact | Unknown, list: Tree, lookUp: (name: string) => Fact | Unknown): boolean | Unknown {
  const items: (Fact | Unknown)[] = list.type === 'list' ? list.items.map((item) => reckon(item, lookUp)) : []
  if (value === unknown) return unknown
  if (items.includes(value)) return true
  return items.includes(unknown) ? unknown : false
}

function compare(operator: '==' | '!=' | '<' | '>' | '+' | '-', left: Fact | Unknown, right: Fact | Unknown): Fact | Unknown {
  if (left === unknown || right === unknown) return unknown
  if (operator === '==') return left === right
  if (operator === '!=') return left !== right
  const areNumbers = typeof left === 'number' && typeof right === 'number'
  if (operator === '<') return areNumbers && left < right
  if (operator === '>') return areNumbers && left > right
  if (!areNumbers) return null
  return operator === '+' ? left + right : left - right
}
