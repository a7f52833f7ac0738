import type { Pool } from 'pg'
import type { KnownWrite, KnownWrites } from '../core/staff-port.js'

const keptFor = '1 day'
/** A write that takes longer has lost its process: whether it was done is not known, and is not guessed. */
const runsAtMost = '2 minutes'
const sweepEveryMs = 10 * 60_000

/** Idempotency keys in the ledger. The answer is kept as the text that was sent, so a repeated request gets the very same one. */
export function makeKnownWrites(pool: Pool): KnownWrites {
  let sweptAtMs = Number.NEGATIVE_INFINITY
  const sweep = async () => {
    if (performance.now() - sweptAtMs < sweepEveryMs) return
    sweptAtMs = performance.now()
    await pool.query(`delete from idempotency_keys where at < now() - interval '${keptFor}'`)
  }
  return {
    async begin(caller, key, requestHash) {
      await sweep()
      const { rowCount } = await pool.query(
        'insert into idempotency_keys (actor, key, request_hash, at) values ($1, $2, $3, now()) on conflict do nothing',
        [caller, key, requestHash],
      )
      if (rowCount === 1) return { type: 'new' }
      const { rows } = await pool.query<Row>(
        `select request_hash, status, response, at < now() - interval '${runsAtMost}' as is_lost
         from idempotency_keys where actor = $1 and key = $2`,
        [caller, key],
      )
      // Forgotten in between: whoever held it did not do it, and asks again soon.
      return rows[0] ? toKnown(rows[0], requestHash) : { type: 'running' }
    },

    async keep(caller, key, { status, body }) {
      await pool.query('update idempotency_keys set status = $3, response = to_jsonb($4::text) where actor = $1 and key = $2', [
        caller,
        key,
        status,
        body,
      ])
    },

    async forget(caller, key) {
      await pool.query('delete from idempotency_keys where actor = $1 and key = $2 and status is null', [caller, key])
    },
  }
}

type Row = { readonly request_hash: string; readonly status: number | null; readonly response: string | null; readonly is_lost: boolean }

function toKnown(row: Row, requestHash: string): KnownWrite {
  if (row.request_hash !== requestHash) return { type: 'other-request' }
  if (row.status !== null) return { type: 'done', status: row.status, body: row.response ?? '' }
  return { type: row.is_lost ? 'unknown' : 'running' }
}
