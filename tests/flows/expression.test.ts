import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/core/model/flow.js'
import { evaluate, type Unknown, unknown } from '../../src/flows/expression.js'
import { parseExpression } from '../../src/flows/parse-expression.js'

const facts: Record<string, Fact | Unknown> = {
  one: 1,
  two: 2,
  yes: true,
  no: false,
  name: 'Анна',
  empty: '',
  nothing: null,
  maybe: unknown,
}
const value = (text: string) => evaluate(parseExpression(text), (name) => facts[name] ?? null)

describe('an expression', () => {
  it.each<[string, Fact]>([
    ["name == 'Анна'", true],
    ['one != two', true],
    ['one < two', true],
    ['two < one', false],
    ['two > one and not no', true],
    ['no or yes and no', false],
    ['(no or yes) and yes', true],
    ['not (one == 1)', false],
    ['not not yes', true],
    ["name in ['Пётр', 'Анна']", true],
    ['one in []', false],
    ['nothing == null', true],
    ['one + two - 3', 0],
    ['one + two > two', true],
    ["name + 'x'", null],
    ["name < 'Я'", false],
    ["'it is plain'", 'it is plain'],
    ['empty or nothing', false],
    ['true', true],
    ['1.5', 1.5],
  ])('%s is %s', (text, expected) => expect(value(text)).toBe(expected))

  it.each<[string, Fact | Unknown]>([
    ['maybe', unknown],
    ['maybe or yes', true],
    ['maybe and no', false],
    ['maybe and yes', unknown],
    ['not maybe', unknown],
    ['maybe == 1', unknown],
    ['one in [maybe, 1]', true],
    ['one in [maybe, 2]', unknown],
    ["maybe in ['a']", unknown],
  ])('%s is decided only where it can be', (text, expected) => expect(value(text)).toBe(expected))

  it.each([
    ['one =', 'cannot be read from character'],
    ['one == ', 'its end'],
    ['(one', '«)»'],
    ['one two', 'an operator or the end'],
    ["one in 'a'", 'a list'],
    ['one in [1 2]', '«,» or «]»'],
    ['and', 'a name or a value'],
    ['', 'its end'],
    ["'open", 'cannot be read'],
    [`${'('.repeat(60)}1${')'.repeat(60)}`, 'nested'],
  ])('«%s» is refused with the place', (text, reason) => {
    expect(() => parseExpression(text)).toThrow(reason)
  })

  it('lists the names it reads', () => {
    expect(parseExpression("a.b == 'c' and d in [e, 'f']").names).toEqual(['a.b', 'd', 'e'])
  })

  it('never does anything but give a value or refuse', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          evaluate(parseExpression(text), () => null)
        } catch (error) {
          expect(String(error)).toMatch(/^Error: «/u)
        }
      }),
    )
  })
})
