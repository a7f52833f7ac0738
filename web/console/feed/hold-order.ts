import { useRef } from 'react'
import type { ConversationRowDto } from '../../../src/http/contract'

type Held = { rows: readonly ConversationRowDto[]; fresh: number }

/**
 * Rows as they stood, with what is in them now: while somebody points at the list, nothing moves under the pointer. What has left stays where
 * it was until then; what has come is only counted.
 */
export function holdOrder(before: readonly ConversationRowDto[], now: readonly ConversationRowDto[]): Held {
  const current = new Map(now.map((row) => [row.id, row]))
  const known = new Set(before.map((row) => row.id))
  return { rows: before.map((row) => current.get(row.id) ?? row), fresh: now.filter((row) => !known.has(row.id)).length }
}

export function useHeldOrder(rows: readonly ConversationRowDto[], isHeld: boolean): Held {
  const shown = useRef(rows)
  if (!isHeld || shown.current.length === 0) {
    shown.current = rows
    return { rows, fresh: 0 }
  }
  const held = holdOrder(shown.current, rows)
  return held
}
