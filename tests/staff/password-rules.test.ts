import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonPasswords } from '../../src/staff/common-passwords.js'
import { checkPassword } from '../../src/staff/password-rules.js'

const isRefused = (password: string, own: readonly string[] = []) => {
  try {
    checkPassword(password, own)
    return false
  } catch {
    return true
  }
}

describe('a password', () => {
  it.each([
    ['seven characters', 'абвгдеж'],
    ['seven characters of two code units each', '👩👨👧👦🐕🐈🐎'],
    ['more than 128 characters', 'correct horse '.repeat(10)],
    ['one that is guessed first', 'qwertyuiop'],
    ['the same in capitals', 'PassWord1'],
    ['one that is guessed first in Russia', 'йцукенгшщз'],
    ['a date', '01.02.1990'],
    ['a phone number', '+79001234567'],
    ['one letter', 'aaaaaaaaaaaa'],
    ['a syllable repeated', 'lalalalala'],
    ['a row', 'abcdefghij'],
    ['a row backwards', 'зжедгвба'],
  ])('of %s is refused', (_what, password) => expect(isRefused(password)).toBe(true))

  it.each([
    'correct horse battery staple',
    'лодка пуговица кедр',
    '门前大树上有三只鸟',
    'Tr0ub4dor&3',
    'aaaaaaabcq9z',
    ' пробелы по краям ',
  ])('«%s» is taken: nothing is asked of its make-up', (password) => expect(isRefused(password)).toBe(false))

  it.each([
    ['the own name', 'ВераПервая1', ['Вера Первая', 'vera@example.org']],
    ['the own e-mail', 'vera@example.org', ['Вера Первая', 'vera@example.org']],
    ['the brand and a year', 'Лавка-2026', ['Лавка']],
  ])('that is hardly more than %s is refused', (_what, password, own) => expect(isRefused(password, own)).toBe(true))

  it('says why and what to do, and never itself', () => {
    expect(() => checkPassword('password1')).toThrow(
      expect.objectContaining({ code: 'weak_password', status: 422, fix: expect.stringContaining('words') }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...commonPasswords), (password) => {
        try {
          checkPassword(password)
        } catch (error) {
          expect(String(error)).not.toContain(password)
        }
      }),
    )
  })

  it('of the list is refused whatever the case of its letters', () => {
    fc.assert(
      fc.property(fc.constantFrom(...commonPasswords), fc.infiniteStream(fc.boolean()), (password, capitals) => {
        const mixed = [...password].map((letter) => (capitals.next().value ? letter.toUpperCase() : letter)).join('')
        return isRefused(mixed)
      }),
    )
    expect(commonPasswords.size).toBeGreaterThan(2_000)
  })

  it('made at random is never refused for being common', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{4} [0-9a-z]{5} [a-z]{4}$/), (password) => !commonPasswords.has(password)))
  })
})
