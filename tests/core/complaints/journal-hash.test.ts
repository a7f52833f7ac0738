import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  canonicalJson,
  digestOf,
  hashLine,
  type JournalHead,
  openDigest,
  personalHash,
  verifyChain,
} from '../../../src/core/complaints/journal-hash.js'

const json = fc.jsonValue({ maxDepth: 3 })
const shuffled = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(shuffled)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, field]) => [key, shuffled(field)]),
        )
      : value

describe('canonicalJson', () => {
  it('sorts keys at every depth and adds no spaces', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { z: null, y: true }], c: 'ж"\n' } })).toBe(
      '{"a":{"c":"ж\\"\\n","d":[2,{"y":true,"z":null}]},"b":1}',
    )
  })

  it('leaves out what is undefined, as JSON does', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
  })

  it('is JSON of the same value, whatever the order of the keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      }),
    )
  })

  it.each<[string, unknown]>([
    ['NaN', Number.NaN],
    ['an infinite number', Number.NEGATIVE_INFINITY],
    ['a bigint', 1n],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['a function', () => 1],
    ['undefined in a list', [undefined]],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError)
  })

  it('takes objects without a prototype, as parsers give them', () => {
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}')
  })
})

type Line = { seq: number; at: string; action: string; data: Record<string, unknown>; prevHash: string | null; hash: string }

function chainOf(length: number): Line[] {
  const lines: Line[] = []
  for (let seq = 1; seq <= length; seq++) {
    const line = { seq, at: `2026-11-22T09:${String(seq).padStart(2, '0')}:00.000Z`, action: 'noted', data: { step: seq } }
    const prevHash = lines.at(-1)?.hash ?? null
    lines.push({ ...line, prevHash, hash: hashLine(prevHash, line) })
  }
  return lines
}

describe('hashLine', () => {
  it('is sha-256 of the hash before and the canonical line, as anybody can work out', () => {
    const before = 'a'.repeat(64)
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(hashLine(null, { seq: 1, b: 2, a: 1 })).toBe(sha256('{"a":1,"b":2,"seq":1}'))
    expect(hashLine(before, { seq: 2 })).toBe(sha256(`${before}{"seq":2}`))
  })
})

describe('verifyChain', () => {
  const head = (lines: readonly Line[]) => ({ seq: lines.length, hash: lines.at(-1)?.hash ?? null })

  it('accepts what was written, and an empty journal', () => {
    const lines = chainOf(5)
    expect(verifyChain(lines)).toEqual({ ok: true })
    expect(verifyChain(lines, head(lines))).toEqual({ ok: true })
    expect(verifyChain([], { seq: 0, hash: null })).toEqual({ ok: true })
  })

  it('accepts lines whose keys come back from the database in another order', () => {
    expect(verifyChain(chainOf(3).map((line) => shuffled(line) as Line))).toEqual({ ok: true })
  })

  it('names the line that was changed, whichever field it was', () => {
    for (const change of [{ at: '2027-01-01T00:00:00.000Z' }, { action: 'deleted' }, { data: { step: 9 } }, { data: {} }]) {
      const lines = chainOf(5).map((line) => (line.seq === 3 ? { ...line, ...change } : line))
      expect(verifyChain(lines)).toEqual({ ok: false, seq: 3, why: 'changed-line' })
    }
  })

  it('names the line after a change that was hashed anew', () => {
    const lines = chainOf(5).map((line) => {
      if (line.seq !== 3) return line
      const { hash: _hash, prevHash, ...rest } = { ...line, action: 'deleted' }
      return { ...rest, prevHash, hash: hashLine(prevHash, rest) }
    })
    expect(verifyChain(lines)).toEqual({ ok: false, seq: 4, why: 'broken-link' })
  })

  it('names the line that is missing, at the beginning and in the middle, or out of place', () => {
    const lines = chainOf(5)
    expect(verifyChain(lines.slice(1))).toEqual({ ok: false, seq: 1, why: 'missing-line' })
    expect(verifyChain(lines.filter((line) => line.seq !== 3))).toEqual({ ok: false, seq: 3, why: 'missing-line' })
    expect(verifyChain([lines[1]!, lines[0]!])).toEqual({ ok: false, seq: 1, why: 'missing-line' })
  })

  it('sees an end that was cut off or put on by the head that the complaint remembers', () => {
    const lines = chainOf(5)
    expect(verifyChain(lines.slice(0, 3))).toEqual({ ok: true })
    expect(verifyChain(lines.slice(0, 3), head(lines))).toEqual({ ok: false, seq: 4, why: 'head-differs' })
    expect(verifyChain(lines, head(lines.slice(0, 3)))).toEqual({ ok: false, seq: 4, why: 'head-differs' })
    expect(verifyChain(lines, { ...head(lines), seq: 6 })).toEqual({ ok: false, seq: 6, why: 'head-differs' })
    expect(verifyChain(lines, { ...head(lines), hash: 'f'.repeat(64) }).ok).toBe(false)
    expect(verifyChain([], head(lines))).toEqual({ ok: false, seq: 1, why: 'head-differs' })
  })

  it('finds any one field of any one line changed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom('seq', 'at', 'action', 'data', 'prevHash', 'hash'),
        json,
        (at, field, value) => {
          const lines = chainOf(6)
          fc.pre(canonicalJson(lines[at]?.[field as keyof Line]) !== canonicalJson(value))
          const forged = lines.map((line, index) => (index === at ? { ...line, [field]: value } : line)) as Line[]
          expect(verifyChain(forged, head(lines)).ok).toBe(false)
        },
      ),
    )
  })
})

describe('digestOf', () => {
  const heads: readonly JournalHead[] = [
    { complaintId: 1, seq: 4, hash: 'a'.repeat(64) },
    { complaintId: 2, seq: 1, hash: 'b'.repeat(64) },
    { complaintId: 7, seq: 9, hash: 'c'.repeat(64) },
  ]

  it('is the same for the same heads, at once or page by page', () => {
    const paged = openDigest()
    for (const head of heads) paged.add(head)
    expect(paged.close()).toBe(digestOf(heads))
    expect(digestOf(new Set(heads))).toBe(digestOf(heads))
    expect(digestOf(heads)).toBe(
      createHash('sha256')
        .update(heads.map((head) => `${head.complaintId}:${head.seq}:${head.hash}\n`).join(''))
        .digest('hex'),
    )
  })

  it('differs when a complaint is gone, cut off or rewritten', () => {
    const others = [
      heads.slice(1),
      heads.slice(0, 2),
      [],
      heads.map((head) => (head.complaintId === 2 ? { ...head, seq: 2 } : head)),
      heads.map((head) => (head.complaintId === 2 ? { ...head, hash: 'd'.repeat(64) } : head)),
      heads.map((head) => (head.complaintId === 2 ? { ...head, complaintId: 3 } : head)),
    ]
    expect(new Set([heads, ...others].map((list) => digestOf(list))).size).toBe(7)
  })

  it('refuses heads out of order, since the order is part of it', () => {
    expect(() => digestOf([...heads].reverse())).toThrow(RangeError)
    expect(() => digestOf([heads[0]!, heads[0]!])).toThrow(RangeError)
  })
})

describe('personalHash', () => {
  const salt = 'k2fVb0qJw9xTz4Lh'

  it('is the same for one salt and value, and another for any other', () => {
    expect(personalHash(salt, '+79121000142')).toMatch(/^[0-9a-f]{64}$/)
    expect(personalHash(salt, '+79121000142')).toBe(personalHash(salt, '+79121000142'))
    expect(personalHash(salt, '+79121000143')).not.toBe(personalHash(salt, '+79121000142'))
    expect(personalHash(`${salt}x`, '+79121000142')).not.toBe(personalHash(salt, '+79121000142'))
  })

  it('cannot be shifted between salt and value', () => {
    expect(personalHash(`${salt}a`, 'b')).not.toBe(personalHash(salt, 'ab'))
  })

  it('refuses a salt that can be guessed', () => {
    expect(() => personalHash('', 'x')).toThrow(RangeError)
    expect(() => personalHash('0123456789abcde', 'x')).toThrow(RangeError)
  })
})
