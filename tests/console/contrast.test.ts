import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../../web/console/theme/tokens.css'), 'utf8')
const [light = '', dark = ''] = css.split('[data-theme="dark"]')
const themes = { light: tokens(light), dark: tokens(dark) }

function tokens(text: string): Map<string, string> {
  return new Map([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map((match) => [match[1]!, match[2]!]))
}

/** WCAG 2 relative luminance. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (bright + 0.05) / (dim + 0.05)
}

const backgrounds = ['bg', 'surface', 'sunken', 'hover', 'selected']
const chips = ['new', 'work', 'wait', 'department', 'approval', 'good', 'quiet', 'returned', 'breach', 'danger', 'plain', 'low', 'calm']

describe.each(Object.entries(themes))('in the %s theme', (_name, theme) => {
  const ratio = (front: string, back: string): number => contrast(theme.get(front) ?? '#000000', theme.get(back) ?? '#000000')

  it.each(['text', 'text-2', 'text-3', 'link', 'telegram', 'vk', 'mail', 'web', 'phone'])('%s is readable on every background', (front) => {
    for (const back of backgrounds) expect([back, ratio(front, back) >= 4.5]).toEqual([back, true])
  })

  it.each(chips)('the word of a %s chip is readable on its colour', (chip) => {
    expect(ratio(chip, `${chip}-bg`)).toBeGreaterThanOrEqual(4.5)
  })

  it('notes, buttons and bubbles are readable', () => {
    for (const [front, back] of [
      ['note-text', 'note'],
      ['on-accent', 'accent'],
      ['on-accent', 'accent-hover'],
      ['text', 'bubble-person'],
      ['text', 'bubble-operator'],
      ['text', 'bubble-bot'],
      ['text-3', 'bubble-bot'],
      ['text-3', 'bubble-operator'],
    ] as const) {
      expect([front, back, ratio(front, back) >= 4.5]).toEqual([front, back, true])
    }
  })

  it('focus rings and the edges of fields stand out', () => {
    for (const back of backgrounds) expect([back, ratio('focus', back) >= 3]).toEqual([back, true])
    for (const back of ['bg', 'surface', 'sunken']) expect([back, ratio('border-strong', back) >= 3]).toEqual([back, true])
  })
})
