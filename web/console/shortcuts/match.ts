/** What a keydown event tells, as far as shortcuts care. */
export type Press = {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly isComposing?: boolean
  readonly keyCode?: number
}

/** One chord: `J`, `Shift+A`, `Mod+K`, `?`, `Mod+Enter`. Mod is Cmd on a Mac and Ctrl elsewhere. */
type Chord = { readonly key: string; readonly mod: boolean; readonly shift: boolean }

/** Where US keyboards have the symbols we use: the same physical key works under any layout (`?` is «,» on ЙЦУКЕН). */
const usPositions: Readonly<Record<string, { code: string; shift: boolean }>> = {
  '/': { code: 'Slash', shift: false },
  '?': { code: 'Slash', shift: true },
  '[': { code: 'BracketLeft', shift: false },
  ']': { code: 'BracketRight', shift: false },
}

export function parseChord(text: string): Chord {
  const parts = text.split('+')
  return { key: parts.at(-1) ?? '', mod: parts.includes('Mod'), shift: parts.includes('Shift') }
}

/**
 * Is this press that chord? A Latin letter is taken from `key` (Dvorak stays right), any other letter from the physical key, so Cyrillic and
 * Chinese keyboards work. Alt and AltGr never take part: they type characters on many layouts. A press inside an input method does not count.
 */
export function matches(press: Press, chord: string, isMac: boolean): boolean {
  const { key, mod, shift } = parseChord(chord)
  if (press.altKey || press.isComposing || press.keyCode === 229) return false
  if ((isMac ? press.metaKey : press.ctrlKey) !== mod || (isMac ? press.ctrlKey : press.metaKey)) return false
  if (key in usPositions) return mod ? isSymbolWithMod(press, key) : isSymbol(press, key)
  return press.shiftKey === shift && pressedKey(press) === key
}

const isLatin = (key: string): boolean => /^[a-z]$/i.test(key)

function pressedKey({ key, code }: Press): string {
  if (isLatin(key)) return key.toUpperCase()
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter && key.length <= 2) return letter
  return key === ' ' ? 'Space' : key
}

function isSymbol(press: Press, symbol: string): boolean {
  if (press.key === symbol) return true
  const position = usPositions[symbol]
  return !isLatin(press.key) && press.code === position?.code && press.shiftKey === position.shift && !isOtherSymbol(press.key)
}

/** With Mod the typed character is not reliable, so the position decides alone. */
const isSymbolWithMod = (press: Press, symbol: string): boolean => press.key === symbol || press.code === usPositions[symbol]?.code

/** A key that types another of our symbols means that one. */
const isOtherSymbol = (key: string): boolean => key in usPositions
