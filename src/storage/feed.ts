import type { Pool } from 'pg'
import type { FeedChange, FeedReader } from '../core/feed-tail.js'

type Row = {
  xid: string
  seq: number
  conversation_id: number | null
  complaint_id: number | null
  what: string
  origin: string
  account_id: FeedChange['accountId']
  external_id: string | null
}

/**
 * The feed in an order that can be followed. Sequence numbers are handed out before commits, so a reader by seq alone would pass over rows
 * that commit late. The cursor is the pair (transaction id, seq), and only rows below the oldest running transaction are read.
 */
export function openFeedReader(pool: Pool): FeedReader {
  return {
    async head() {
      const { rows } = await pool.query<{ xmin: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as xmin')
      return `${rows[0]?.xmin ?? '0'}.0`
    },
    async after(cursor, limit) {
      const [, xid, seq] = /^(\d{1,19})\.(\d{1,15})$/.exec(cursor) ?? []
      if (xid === undefined || seq === undefined) return null
      const { rows: state } = await pool.query<{ is_pruned: boolean; is_held_back: boolean }>({
        name: 'feed-state',
        text: `select coalesce((select xid from feed order by xid desc, seq desc limit 1) >= pg_snapshot_xmin(pg_current_snapshot()), false) as is_held_back,
          coalesce((select ($1::text::xid8, $2::bigint) < ((value->>'xid')::xid8, (value->>'seq')::bigint) from settings where key = $3), false) as is_pruned`,
        values: [xid, Number(seq), prunedKey],
      })
      if (state[0]?.is_pruned) return null
      const { rows } = await pool.query<Row>({
        name: 'feed-after',
        text: `select f.xid::text as xid, f.seq, f.conversation_id, f.complaint_id, f.what, f.origin, c.account_id, c.external_id
          from feed f left join conversations c on c.id = f.conversation_id
          where (f.xid, f.seq) > ($1::text::xid8, $2::bigint) and f.xid < pg_snapshot_xmin(pg_current_snapshot())
          order by f.xid, f.seq limit $3`,
        values: [xid, Number(seq), limit],
      })
      const last = rows.at(-1)
      return {
        cursor: last ? `${last.xid}.${last.seq}` : cursor,
        changes: rows.map(toChange),
        isHeldBack: state[0]?.is_held_back === true,
      }
    },
  }
}

const toChange = (row: Row): FeedChange => ({
  conversationId: row.conversation_id,
  complaintId: row.complaint_id,
  what: row.what,
  origin: row.origin,
  accountId: row.account_id,
  conversation: row.external_id,
})

/** How far the feed has been forgotten: a cursor before it may have missed something and has to begin anew. */
const prunedKey = 'feed-pruned'

/** Forgets what no reader can still be waiting for. A console that was away longer reads everything again. */
export async function pruneFeed(pool: Pool, before: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `with gone as (delete from feed where at < $1 returning xid, seq),
        newest as (select xid::text as xid, seq from gone order by gone.xid desc, seq desc limit 1),
        noted as (
          insert into settings (key, value) select $2, jsonb_build_object('xid', xid, 'seq', seq::text) from newest
          on conflict (key) do update set value = excluded.value)
      select count(*) as count from gone`,
    [before, prunedKey],
  )
  return rows[0]?.count ?? 0
}
