import { createHash, createHmac } from 'node:crypto'

/**
 * The hash of a journal's line: sha-256 in hex of the hash before it (nothing for the first) and the line as canonical JSON.
 * The hash is 64 digits and JSON of a line begins with a brace, so the two cannot be shifted against each other.
 * @throws TypeError when the line holds anything that JSON cannot.
 */
export function hashLine(prevHash: string | null, line: object): string {
  return sha256(`${prevHash ?? ''}${canonicalJson(line)}`)
}

/** A line as it is stored: everything that was hashed, and the two hashes. */
export type HashedLine = { readonly seq: number; readonly prevHash: string | null; readonly hash: string }

export type ChainVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly seq: number; readonly why: 'missing-line' | 'broken-link' | 'changed-line' | 'head-differs' }

/**
 * Whether one complaint's journal is as it was written, from its first line on, in the order of `seq` (1, 2, 3 …). `seq` of a bad
 * verdict is the line to look at. A chain cannot tell that its end was cut off: pass the `head` that the complaint remembers.
 */
export function verifyChain<Line extends HashedLine>(
  lines: readonly Line[],
  head?: { readonly seq: number; readonly hash: string | null },
): ChainVerdict {
  let before: string | null = null
  for (const [index, { prevHash, hash, ...line }] of lines.entries()) {
    const seq = index + 1
    if (line.seq !== seq) return { ok: false, seq, why: 'missing-line' }
    if (prevHash !== before) return { ok: false, seq, why: 'broken-link' }
    if (hash !== hashLine(before, line)) return { ok: false, seq, why: 'changed-line' }
    before = hash
  }
  if (head && (head.seq !== lines.length || head.hash !== before))
    return { ok: false, seq: Math.min(head.seq, lines.length) + 1, why: 'head-differs' }
  return { ok: true }
}

/** The end of one complaint's journal. */
export type JournalHead = { readonly complaintId: number; readonly seq: number; readonly hash: string }

/**
 * One hash over the heads of all complaints that exist, given by rising `complaintId`: a chain that was rewritten, cut off or removed as a
 * whole shows against a digest that was printed before. The hourly line `{ at, heads, digest }` is chained by `hashLine`.
 * @throws RangeError when the heads are out of order or one comes twice.
 */
export function digestOf(heads: Iterable<JournalHead>): string {
  const digest = openDigest()
  for (const head of heads) digest.add(head)
  return digest.close()
}

/** `digestOf` for heads that come page by page. */
export function openDigest(): { add(head: JournalHead): void; close(): string } {
  const hash = createHash('sha256')
  let lastId = Number.NEGATIVE_INFINITY
  return {
    add({ complaintId, seq, hash: head }) {
      if (complaintId <= lastId) throw new RangeError(`Heads come by rising complaint id; ${complaintId} follows ${lastId}.`)
      lastId = complaintId
      hash.update(`${complaintId}:${seq}:${head}\n`)
    },
    close: () => hash.digest('hex'),
  }
}

/**
 * What stands in the journal for a personal value: HMAC-sha-256 in hex, keyed with the person's salt. A phone number is soon guessed, so
 * the salt must be long, random, the person's own, and erased with them.
 * @throws RangeError for a salt under 16 characters.
 */
export function personalHash(salt: string, value: string): string {
  if (salt.length < 16) throw new RangeError('A salt has at least 16 characters.')
  return createHmac('sha256', salt).update(value).digest('hex')
}

/**
 * JSON with sorted keys and no spaces (RFC 8785): the same text before a line is stored as jsonb and after it is read again.
 * Fields that are undefined are left out, as JSON does.
 * @throws TypeError for what JSON cannot hold: NaN, Infinity, a bigint, a function, a Date or another instance.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (isPlainObject(value)) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined)
    fields.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`
  }
  throw new TypeError(`A journal line holds JSON only, not ${describe(value)}.`)
}

const describe = (value: unknown): string =>
  typeof value === 'object' ? 'an instance of a class' : typeof value === 'number' ? String(value) : `a ${typeof value}`

/** Objects of another realm count as well, so it looks for the end of the chain, not for this Object. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
