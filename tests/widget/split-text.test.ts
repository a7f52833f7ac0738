import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitText } from '../../web/widget/panel/split-text'

const linksIn = (text: string) => splitText(text).flatMap((part) => (part.type === 'link' ? [part.href] : []))

describe('the text of a message', () => {
  it.each([
    ['See https://desk.example/status/abc.', 'https://desk.example/status/abc'],
    ['Ход дела: https://desk.example/status/abc_d-e', 'https://desk.example/status/abc_d-e'],
    ['进度查询：https://desk.example/status/abc。谢谢', 'https://desk.example/status/abc'],
    ['(https://desk.example/a)', 'https://desk.example/a'],
    ['https://desk.example/a_(b)', 'https://desk.example/a_(b)'],
    ['«https://desk.example/a»,', 'https://desk.example/a'],
    ['HTTP://desk.example/A?b=c#d!', 'http://desk.example/A?b=c#d'],
  ])('has the link of %s', (text, href) => {
    expect(linksIn(text)).toEqual([href])
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://desk.example', 'desk.example', 'https://', 'mailto:a@b.example'])(
    'has no link in %s',
    (text) => {
      expect(splitText(text)).toEqual([{ type: 'text', at: 0, text }])
    },
  )

  it('has the number of its complaint set apart, with its sign', () => {
    expect(splitText('Жалоба № 100013 принята', '100013')).toEqual([
      { type: 'text', at: 0, text: 'Жалоба ' },
      { type: 'number', at: 7, text: '№ 100013' },
      { type: 'text', at: 15, text: ' принята' },
    ])
    expect(splitText('order 1000130', '100013')).toEqual([{ type: 'text', at: 0, text: 'order 1000130' }])
  })

  it('is all there, in order, whatever it holds', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('https://desk.example/a', 'http://x.example/(b)'),
        fc.constantFrom(' ', '\n', '№ 77', 'http://', '(', ')', '。'),
      ),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        const split = splitText(text, '77')
        const rebuilt = split.reduce((end, part) => {
          expect(part.at).toBe(end)
          if (part.type === 'link') expect(part.href).toMatch(/^https?:\/\//)
          else expect(text.slice(part.at, part.at + part.text.length)).toBe(part.text)
          const next = split[split.indexOf(part) + 1]
          return next?.at ?? text.length
        }, 0)
        expect(rebuilt).toBe(split.length ? text.length : 0)
      }),
    )
  })
})
