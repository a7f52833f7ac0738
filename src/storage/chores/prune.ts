import type { Pool } from 'pg'
import { pruneFeed } from '../feed.js'
import type { FileStore } from '../files.js'

const day = 86_400_000

/** Forgets what has served its time: old feed rows, the bytes of payloads handled long ago, answers kept for repeated writes, orphaned files. */
export async function prune(pool: Pool, files: FileStore, now: string): Promise<void> {
  const before = (ms: number): string => new Date(Date.parse(now) - ms).toISOString()
  await pruneFeed(pool, before(2 * day))
  // The row stays, so that the same payload is still known when it comes again; a parse bug is noticed within two weeks.
  await pool.query(`update inbox set raw = '' where handled_at < $1 and raw <> '' and failure is null`, [before(14 * day)])
  await pool.query('delete from idempotency_keys where at < $1', [before(day)])
  await pool.query('delete from files where message_id is null and created_at < $1', [before(2 * day)])
  await files.sweep(new Date(before(2 * day)), async (stored) => {
    const { rows } = await pool.query<{ stored: string }>('select distinct stored from files where stored = any($1::text[])', [stored])
    return new Set(rows.map((row) => row.stored))
  })
}
