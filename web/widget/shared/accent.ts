/*
 * A brand's colour made safe: whatever it is, text in it and text on it keep 4.5:1 (WCAG 2.2, 1.4.3). Colours are #rrggbb.
 * The contrast of two colours is (L1 + 0.05) / (L2 + 0.05) of their luminances, which gives the bounds below.
 */

type Rgb = number[]

/** White and black are equally far from a ground of this luminance. */
const middle = 0.179
/** To be read on #eceff3, the darkest ground of the light theme. */
const darkEnough = 0.151
/** To be read on #212932, the lightest ground of the dark theme. */
const lightEnough = 0.275

/** The colour for text and icons on a ground of this colour. */
export function onColour(ground: string): string {
  return luminance(parse(ground)) > middle ? '#000000' : '#ffffff'
}

/** The colour, darkened or lightened as far as it must be to be read as text in each theme. */
export function toTextColours(colour: string): { onLight: string; onDark: string } {
  return {
    onLight: mix(parse(colour), 0, (rgb) => luminance(rgb) <= darkEnough),
    onDark: mix(parse(colour), 255, (rgb) => luminance(rgb) >= lightEnough),
  }
}

function mix(rgb: Rgb, towards: number, isEnough: (rgb: Rgb) => boolean): string {
  for (let part = 0; ; part += 0.04) {
    const mixed = rgb.map((value) => Math.round(value + (towards - value) * Math.min(1, part)))
    if (isEnough(mixed)) return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
  }
}

const parse = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

/** Relative luminance, 0 to 1. */
function luminance(rgb: Rgb): number {
  const shares = [0.2126, 0.7152, 0.0722]
  const linear = rgb.map((value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4))
  return linear.reduce((sum, value, index) => sum + value * (shares[index] ?? 0), 0)
}
