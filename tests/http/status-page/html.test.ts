import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html } from '../../../src/http/status-page/html.js'

describe('markup', () => {
  it('holds no sign of markup that came in as a value, in text or in an attribute', () => {
    const anything = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', ' ', 'a') }))
    fc.assert(
      fc.property(anything, (text) => {
        const { text: made } = html`<p title="${text}">${text}</p>`
        const [, attribute = '', inside = ''] = /^<p title="([^"<>]*)">([^<>]*)<\/p>$/s.exec(made) ?? []
        expect(attribute).toBe(inside)
        expect(decode(inside)).toBe(text)
      }),
    )
  })

  it('takes markup as it is, joins lists and leaves out what is not there', () => {
    const items = ['a', '<b>'].map((one) => html`<li>${one}</li>`)
    expect(html`<ol>${items}</ol>${null}${false}${0}${['x', null, '&']}`.text).toBe('<ol><li>a</li><li>&lt;b&gt;</li></ol>0x&amp;')
  })
})

const decode = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
