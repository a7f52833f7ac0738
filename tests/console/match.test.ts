import { describe, expect, it } from 'vitest'
import { matches, type Press } from '../../web/console/shortcuts/match'

const press = (key: string, code: string, more: Partial<Press> = {}): Press => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

describe('a shortcut', () => {
  it('is the printed letter on a Latin keyboard', () => {
    expect(matches(press('e', 'KeyE'), 'E', false)).toBe(true)
    expect(matches(press('E', 'KeyE'), 'E', false)).toBe(true)
  })

  it('is the same physical key on a Cyrillic keyboard', () => {
    expect(matches(press('у', 'KeyE'), 'E', false)).toBe(true)
    expect(matches(press('л', 'KeyK', { ctrlKey: true }), 'Mod+K', false)).toBe(true)
  })

  it('is the same physical key when a Chinese input method reports its own', () => {
    expect(matches(press('Process', 'KeyE', { keyCode: 229 }), 'E', false)).toBe(false)
    expect(matches(press('ㄍ', 'KeyE'), 'E', false)).toBe(true)
  })

  it('follows the printed letter and not the position on Dvorak', () => {
    expect(matches(press('e', 'KeyD'), 'E', false)).toBe(true)
    expect(matches(press('.', 'KeyE'), 'E', false)).toBe(true)
    expect(matches(press('d', 'KeyE'), 'E', false)).toBe(false)
  })

  it('never acts inside an input method', () => {
    expect(matches(press('Enter', 'Enter', { ctrlKey: true, isComposing: true }), 'Mod+Enter', false)).toBe(false)
  })

  it('never acts with Alt, which types characters on many layouts', () => {
    expect(matches(press('e', 'KeyE', { altKey: true }), 'E', false)).toBe(false)
    expect(matches(press('€', 'KeyE', { altKey: true, ctrlKey: true }), 'Mod+E', false)).toBe(false)
  })

  it('takes Cmd on a Mac and Ctrl elsewhere as Mod', () => {
    expect(matches(press('k', 'KeyK', { metaKey: true }), 'Mod+K', true)).toBe(true)
    expect(matches(press('k', 'KeyK', { ctrlKey: true }), 'Mod+K', true)).toBe(false)
    expect(matches(press('k', 'KeyK', { metaKey: true }), 'Mod+K', false)).toBe(false)
  })

  it('is not a bare letter when Mod is held', () => {
    expect(matches(press('s', 'KeyS', { ctrlKey: true }), 'S', false)).toBe(false)
  })
})

describe('a sign', () => {
  it('is the character wherever the layout has it', () => {
    expect(matches(press('?', 'Slash', { shiftKey: true }), '?', false)).toBe(true)
    expect(matches(press('?', 'Minus', { shiftKey: true }), '?', false)).toBe(true)
    expect(matches(press('/', 'Digit7', { shiftKey: true }), '/', false)).toBe(true)
  })

  it('is also its position on a US keyboard: Shift and the slash key give a comma on ЙЦУКЕН', () => {
    expect(matches(press(',', 'Slash', { shiftKey: true }), '?', false)).toBe(true)
    expect(matches(press('.', 'Slash'), '/', false)).toBe(true)
    expect(matches(press('ъ', 'BracketRight'), ']', false)).toBe(true)
    expect(matches(press('、', 'Slash'), '/', false)).toBe(true)
  })

  it('is not the position when that key types a Latin letter', () => {
    expect(matches(press('z', 'Slash'), '/', false)).toBe(false)
  })

  it('keeps / and ? apart', () => {
    expect(matches(press('?', 'Slash', { shiftKey: true }), '/', false)).toBe(false)
    expect(matches(press('/', 'Slash'), '?', false)).toBe(false)
  })
})
