import { describe, expect, it } from 'vitest'
import { words as en } from '../../web/widget/strings/en'
import { words as ru } from '../../web/widget/strings/ru'
import { fill } from '../../web/widget/strings/strings'
import { words as zh } from '../../web/widget/strings/zh'

const flatten = (words: object, path = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
  )
const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()

describe.each([
  ['en', en],
  ['zh', zh],
])('the words in %s', (_, words) => {
  const own = new Map(flatten(words))

  it('are as many as the Russian ones, with the same places for values', () => {
    expect([...own.keys()].sort()).toEqual(
      flatten(ru)
        .map(([key]) => key)
        .sort(),
    )
    for (const [key, text] of flatten(ru)) expect([key, placesIn(own.get(key) ?? '')]).toEqual([key, placesIn(text)])
  })

  it('are translated', () => {
    expect(flatten(ru).filter(([key, text]) => own.get(key) === text)).toEqual([])
  })
})

it('a value is never read as a place for another', () => {
  expect(fill('{name} is typing', { name: '{name} $& {0}' })).toBe('{name} $& {0} is typing')
})
