import type { Pool } from 'pg'

/** The sequence hands out blocks of this size; see `ledger_ids` in the first migration. */
const blockSize = 1_000
const refillBelow = 500

export interface Ids {
  /** A fresh id at once. `refill` must have been awaited before a decision begins. */
  next(): number
  refill(): Promise<void>
}

/** Ids from blocks of one sequence, so that nothing needs to come back from an insert. */
export function openIds(pool: Pool): Ids {
  const free: number[] = []
  let refilling: Promise<void> | null = null
  const draw = async (): Promise<void> => {
    const { rows } = await pool.query<{ start: number }>(`select nextval('ledger_ids') as start`)
    const start = rows[0]?.start ?? 0
    for (let offset = 0; offset < blockSize; offset++) free.push(start + offset)
  }
  return {
    next() {
      const id = free.shift()
      if (id === undefined) throw new Error('one decision used up more ids than a block holds')
      return id
    },
    async refill() {
      if (free.length >= refillBelow) return
      refilling ??= draw().finally(() => {
        refilling = null
      })
      await refilling
    },
  }
}
