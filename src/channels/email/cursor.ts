import { z } from 'zod'

const shape = z.object({
  uidValidity: z.string(),
  /** All up to this one are delivered. */
  uid: z.int(),
  /** When the mail server took the newest of them, in milliseconds since 1970. */
  seenAtMs: z.number(),
  /** Nothing that lay here before the first start is ours to answer. */
  startedAtMs: z.number(),
  /** After the UIDs began anew: of those below `uid` only what was received since. */
  known: z.object({ belowUid: z.int(), receivedBeforeMs: z.number() }).nullable(),
})
/** Where the listener stopped (RFC 9051 §2.3.1.1: a UID means something only together with UIDVALIDITY). */
export type Cursor = z.infer<typeof shape>

/** null for what is no cursor: then it is a first start. */
export function readCursor(text: string | null): Cursor | null {
  try {
    return text === null ? null : (shape.safeParse(JSON.parse(text)).data ?? null)
  } catch {
    return null
  }
}

export const writeCursor = (cursor: Cursor): string => JSON.stringify(cursor)

type Mailbox = { readonly uidValidity: string; readonly uidNext: number }

/**
 * Where to go on in this mailbox. The first time: with the next letter, because people have dealt with those that lie there. With other UIDs
 * than before: from the beginning, but only what came about as late as the newest known letter; those seen twice have the same externalId.
 */
export function placeIn({ uidValidity, uidNext }: Mailbox, cursor: Cursor | null, nowMs: number): Cursor {
  if (cursor === null) return { uidValidity, uid: uidNext - 1, seenAtMs: nowMs, startedAtMs: toWholeSecond(nowMs), known: null }
  if (cursor.uidValidity === uidValidity) return cursor
  const receivedBeforeMs = Math.max(cursor.startedAtMs, cursor.seenAtMs - overlapMs)
  return { ...cursor, uidValidity, uid: 0, known: { belowUid: uidNext, receivedBeforeMs } }
}
const overlapMs = 24 * 3_600_000

export const isKnown = ({ known }: Cursor, letter: { readonly uid: number; readonly receivedAtMs: number }): boolean =>
  known !== null && letter.uid < known.belowUid && letter.receivedAtMs < known.receivedBeforeMs

export const after = (cursor: Cursor, letter: { readonly uid: number; readonly receivedAtMs: number }): Cursor => ({
  ...cursor,
  uid: letter.uid,
  seenAtMs: Math.max(cursor.seenAtMs, letter.receivedAtMs),
})

/** INTERNALDATE knows whole seconds (RFC 9051 section 2.3.3): a letter of this very second must not count as older. */
const toWholeSecond = (ms: number): number => Math.floor(ms / 1_000) * 1_000
