import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeskError } from '../../src/core/desk-error.js'
import { Attempts } from '../../src/http/attempts.js'
import { addressKey, ownOrigins } from '../../src/http/security.js'
import { SignInLimits } from '../../src/http/sign-in-limits.js'

const isRefused = (work: () => unknown) => {
  try {
    work()
    return false
  } catch (error) {
    if (error instanceof DeskError && error.code === 'too_many_attempts') return true
    throw error
  }
}

describe('attempts', () => {
  it('are as many as allowed in a window, whatever comes in between', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), afterMs: fc.nat(400) })), (steps) => {
        let nowMs = 0
        const attempts = new Attempts({ failures: 3, windowMs: 1_000 }, 100, () => nowMs)
        const windows = new Map<string, { count: number; endsAt: number }>()
        for (const { key, afterMs } of steps) {
          nowMs += afterMs
          const before = windows.get(key)
          const window = before && before.endsAt > nowMs ? before : { count: 0, endsAt: nowMs + 1_000 }
          const refused = isRefused(() => attempts.begin(key))
          expect(refused).toBe(window.count >= 3)
          if (!refused) windows.set(key, { ...window, count: window.count + 1 })
        }
      }),
    )
  })

  it('tell how long to wait', () => {
    let nowMs = 0
    const attempts = new Attempts({ failures: 1, windowMs: 60_000 }, 100, () => nowMs)
    attempts.begin('a')
    nowMs = 20_000
    expect(() => attempts.begin('a')).toThrow(expect.objectContaining({ status: 429, details: { retryAfterMs: 40_000 } }))
  })

  it('keep no more keys than told and drop the one tried least recently', () => {
    const attempts = new Attempts({ failures: 1, windowMs: 60_000 }, 2, () => 0)
    for (const key of ['a', 'b', 'c']) attempts.begin(key)
    expect(isRefused(() => attempts.begin('c'))).toBe(true)
    expect(isRefused(() => attempts.begin('a'))).toBe(false)
  })
})

describe('the limits of signing in', () => {
  const failing = (limits: SignInLimits, account: string, ip: string) => isRefused(() => limits.begin(account, ip))

  it('forgive whoever is right in the end', () => {
    const limits = new SignInLimits(() => 0)
    for (let day = 0; day < 5; day++) {
      for (let slip = 0; slip < 7; slip++) expect(failing(limits, 'vera@example.org', '203.0.113.1')).toBe(false)
      limits.begin('vera@example.org', '203.0.113.1')()
    }
    for (let slip = 0; slip < 8; slip++) limits.begin('oleg@example.org', '203.0.113.2')
    expect(failing(limits, 'oleg@example.org', '203.0.113.2')).toBe(true)
  })

  it('stop one address that tries many accounts, and no other', () => {
    const limits = new SignInLimits(() => 0)
    for (let index = 0; index < 40; index++) expect(failing(limits, `a${index}@example.org`, '203.0.113.1')).toBe(false)
    expect(failing(limits, 'b@example.org', '203.0.113.1')).toBe(true)
    expect(failing(limits, 'b@example.org', '203.0.113.2')).toBe(false)
  })

  it('stop many addresses that try one account, and not its owner where they signed in before', () => {
    const limits = new SignInLimits(() => 0)
    limits.begin('vera@example.org', '198.51.100.1')()
    for (let index = 0; index < 60; index++) expect(failing(limits, 'VERA@example.org', `203.0.113.${index}`)).toBe(false)
    expect(failing(limits, 'vera@example.org', '203.0.113.200')).toBe(true)
    expect(failing(limits, 'vera@example.org', '198.51.100.1')).toBe(false)
  })
})

describe('an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::7', '2001:db8:1:2::/64'],
    ['::1', '::/64'],
  ])('%s counts as %s', (ip, key) => expect(addressKey(ip)).toBe(key))
})

describe('our own origins', () => {
  it('are PUBLIC_URL, and on loopback all its names', () => {
    expect([...ownOrigins('https://desk.example.org')]).toEqual(['https://desk.example.org'])
    expect([...ownOrigins('http://localhost:8080')].sort()).toEqual(['http://127.0.0.1:8080', 'http://[::1]:8080', 'http://localhost:8080'])
  })
})
