import { DeskError } from '../../core/desk-error.js'

/** A cursor is the sort key of the last row, so it stays good while rows arrive; opaque to callers. */
export const toCursor = (values: readonly (string | number | null)[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

export function readCursor(cursor: string | undefined, length: number): readonly (string | number | null)[] | null {
  if (cursor === undefined) return null
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => value === null || typeof value === 'string' || typeof value === 'number')
    ) {
      return values
    }
  } catch {
    // falls through to the one error below
  }
  throw new DeskError(
    'cursor_invalid',
    400,
    'This cursor is not one of ours',
    'Use the nextCursor of the page before, or none for the first page',
  )
}
