/*
 * A brand's colour made safe: whatever it is, text in it and text on it keep 4.5:1 (WCAG 2.2, 1.4.3).
 * Colours are #rrggbb.
 */

/** The colour for text and icons on a ground of this colour. */
export function onColour(ground: string): '#ffffff' | '#000000' {
  return contrastOf(ground, '#ffffff') >= contrastOf(ground, '#000000') ? '#ffffff' : '#000000'
}

/** The colour, darkened or lightened as far as it must be to be read as text in each theme. */
export function toTextColours(colour: string): { onLight: string; onDark: string } {
  return { onLight: mixUntilReadable(parse(colour), black, lightWell), onDark: mixUntilReadable(parse(colour), white, darkCard) }
}

/** WCAG 2 contrast ratio, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return contrast(parse(one), parse(other))
}

type Rgb = [number, number, number]

const white: Rgb = [255, 255, 255]
const black: Rgb = [0, 0, 0]
/** The least favourable backgrounds that accent text stands on. */
const lightWell: Rgb = [236, 239, 243]
const darkCard: Rgb = [33, 41, 50]

function mixUntilReadable(colour: Rgb, towards: Rgb, background: Rgb): string {
  for (let part = 0; part < 1; part += 0.04) {
    const mixed = colour.map((value, index) => Math.round(value + ((towards[index] ?? 0) - value) * part))
    const candidate: Rgb = [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0]
    if (contrast(candidate, background) >= 4.5) return toHex(candidate)
  }
  return toHex(towards)
}

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

const toHex = (rgb: Rgb): string => `#${rgb.map((value) => value.toString(16).padStart(2, '0')).join('')}`

function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
