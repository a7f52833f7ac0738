import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onColour, toTextColours } from '../../web/widget/shared/accent'

const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

/** WCAG 2, written out once more. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe("a brand's colour", () => {
  it('always bears readable text', () => {
    fc.assert(fc.property(hex, (colour) => contrast(colour, onColour(colour)) >= 4.5))
  })

  it('always becomes readable text in both themes', () => {
    fc.assert(
      fc.property(hex, (colour) => {
        const { onLight, onDark } = toTextColours(colour)
        expect(contrast(onLight, '#eceff3')).toBeGreaterThanOrEqual(4.5)
        expect(contrast(onDark, '#212932')).toBeGreaterThanOrEqual(4.5)
      }),
    )
  })

  it('stays as it is where it is readable already', () => {
    expect(toTextColours('#1f55c4').onLight).toBe('#1f55c4')
    expect(toTextColours('#8fb3ff').onDark).toBe('#8fb3ff')
  })
})
