import { cleanLine } from '../core/clean-text.js'
import { DeskError } from '../core/desk-error.js'

/** A name or a contact as customers will read it: one line without marks that hide or turn letters. @throws DeskError `empty_line` (422) */
export function toldLine(text: string, what: string): string {
  const line = cleanLine(text, 120)
  if (line) return line
  throw new DeskError('empty_line', 422, `The ${what} has no letters in it.`, `Type the ${what} as customers shall read it.`)
}
