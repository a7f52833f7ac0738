import { z } from 'zod'
import { DeskError } from '../../core/desk-error.js'
import type { Page } from '../../core/reads.js'

/** One row more than asked tells whether there is a next page; the cursor is the sort key of the last row, so it stays good while rows arrive. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number | null)[],
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(toItem), nextCursor: rows.length > limit && last !== undefined ? toCursor(keyOf(last)) : null }
}

const toCursor = (key: readonly (string | number | null)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** The sort key a cursor stands for; null without one. @throws DeskError `cursor_invalid` (400) */
export function readCursor<Key>(cursor: string | undefined, key: z.ZodType<Key>): Key | null {
  if (cursor === undefined) return null
  try {
    return key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    const fix = 'Use the nextCursor of the page before, or none for the first page.'
    throw new DeskError('cursor_invalid', 400, 'This cursor is not one of this list.', fix)
  }
}

const id = z.int().min(0)
export const byId = z.tuple([id])
export const byDue = z.tuple([z.iso.datetime().nullable(), z.int(), id])

/** Times inside JSON come as the database writes them; the API has one form. */
export const iso = <T extends string | null>(time: T): T => (time === null ? time : (new Date(time).toISOString() as T))
