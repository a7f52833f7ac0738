import { DeskError } from '../core/desk-error.js'
import { commonPasswords } from './common-passwords.js'

/**
 * What a password must be: 8 to 128 characters and not one that is guessed first. No rules about its make-up (OWASP ASVS 6.2).
 * `own` are words anybody knows of the person: name, e-mail, brand. @throws DeskError `weak_password` (422)
 */
export function checkPassword(password: string, own: readonly string[] = []): void {
  const length = [...password].length
  if (length < 8) throw weak('The password is shorter than 8 characters.')
  if (password.length > 128) throw weak('The password is longer than 128 characters.')
  const plain = password.normalize('NFKC').toLowerCase()
  if (commonPasswords.has(plain) || isDate(plain)) throw weak('This password is among those that are guessed first.')
  if (isPattern(plain)) throw weak('The password repeats itself or runs in a row.')
  if (own.some((word) => isMostly(plain, word.toLowerCase()))) throw weak('The password is hardly more than a name or an address of yours.')
}

const weak = (message: string) =>
  new DeskError('weak_password', 422, message, 'Take three or four unrelated words, or let a password manager make one.')

/** Digits alone, as long as a date or a phone number. */
const isDate = (plain: string): boolean => /^[\d ./+-]{0,12}$/.test(plain)

/** aaaaaaaa, abababab, 12345678 and the same backwards: from one character to the next it is always the same step, or it repeats. */
function isPattern(plain: string): boolean {
  if (/^(.{1,4}?)\1+$/u.test(plain)) return true
  const codes = [...plain].map((character) => character.codePointAt(0) ?? 0)
  const step = (codes[1] ?? 0) - (codes[0] ?? 0)
  return Math.abs(step) <= 1 && codes.every((code, index) => index === 0 || code - (codes[index - 1] ?? 0) === step)
}

function isMostly(plain: string, word: string): boolean {
  const parts = [word, ...word.split(/[\s@.]+/)].filter((part) => part.length >= 4)
  return parts.some((part) => plain.includes(part) && plain.length - part.length < 6)
}
