import type { Pool } from 'pg'
import { hashLine, openDigest } from '../../core/complaints/journal-hash.js'
import { inTransaction } from '../transaction.js'

const pageSize = 5_000

/**
 * One line over the heads of all complaints that exist, chained to the line before: a journal that was rewritten, cut off or removed as a
 * whole shows against a digest that was printed outside the database.
 */
export async function writeDigest(pool: Pool, at: string): Promise<{ readonly heads: number; readonly hash: string }> {
  return inTransaction(pool, async (client) => {
    await client.query(`set transaction isolation level repeatable read`)
    await client.query(`select pg_advisory_xact_lock(hashtext('journal_digests'))`)
    const digest = openDigest()
    let heads = 0
    for (let after = 0; ; ) {
      const { rows } = await client.query<{ id: number; journal_seq: number; journal_hash: string }>(
        'select id, journal_seq, journal_hash from complaints where id > $1 and journal_hash is not null order by id limit $2',
        [after, pageSize],
      )
      for (const row of rows) digest.add({ complaintId: row.id, seq: row.journal_seq, hash: row.journal_hash })
      heads += rows.length
      const last = rows.at(-1)
      if (!last || rows.length < pageSize) break
      after = last.id
    }
    const { rows } = await client.query<{ hash: string }>('select hash from journal_digests order by id desc limit 1')
    const prevHash = rows[0]?.hash ?? null
    const line = { at, heads, digest: digest.close() }
    const hash = hashLine(prevHash, line)
    await client.query('insert into journal_digests (at, heads, digest, prev_hash, hash) values ($1, $2, $3, $4, $5)', [
      at,
      heads,
      line.digest,
      prevHash,
      hash,
    ])
    return { heads, hash }
  })
}
