import { createHash } from 'node:crypto'

/** PostgreSQL's text holds neither U+0000 nor half a surrogate pair. */
const toText = (text: string): string => Buffer.from(text).toString().replaceAll('\0', '\ufffd')

/** The longest id that fits into an index of the ledger with room to spare, in bytes. */
const idLimitBytes = 600

/** A platform's id as the ledger can keep and find it: what is too long or cannot be written is named by its beginning and its hash. */
export function storableId(id: string): string {
  const text = toText(id)
  if (text === id && Buffer.byteLength(id) <= idLimitBytes) return id
  return `${[...text].slice(0, 60).join('')}#${createHash('sha256').update(id).digest('hex')}`
}

/** Fields whose value names something: the same id must stay the same wherever it is spoken of. */
const ids: ReadonlySet<string> = new Set([
  'externalId',
  'conversation',
  'of',
  'replyTo',
  'groupId',
  'to',
  'answers',
  'references',
  'callId',
])

/** An event with nothing in it that the ledger could not keep, whatever its translator let through. */
export function storable<Value>(value: Value, field = ''): Value {
  if (typeof value === 'string') return (ids.has(field) ? storableId(value) : toText(value)) as Value
  if (Array.isArray(value)) return value.map((one) => storable(one, field)) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, storable(one, key)])) as Value
}
