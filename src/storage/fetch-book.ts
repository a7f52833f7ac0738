import type { Pool } from 'pg'
import type { FetchBook, WaitingFile } from '../core/fetching.js'

/** Files that their platforms still keep. Every change of one is news of its conversation. */
export function openFetchBook(pool: Pool, origin: string): FetchBook {
  const change = async (set: string, id: number, values: readonly unknown[]): Promise<void> => {
    await pool.query(
      `with changed as (update files set ${set} where id = $1 and state = 'waiting' returning message_id)
        insert into feed (origin, conversation_id, what) select $2, m.conversation_id, 'conversation' from changed join messages m on m.id = changed.message_id`,
      [id, origin, ...values],
    )
  }
  return {
    async claim(now, until, limit) {
      const { rows } = await pool.query<WaitingFile>(
        `with due as (select id from files where state = 'waiting' and fetch_at <= $1 order by fetch_at limit $3 for update skip locked)
          update files f set fetch_at = $2, attempts = f.attempts + 1 from due, messages m where f.id = due.id and m.id = f.message_id
          returning f.id, f.account_id as "accountId", m.conversation_id as "conversationId", f.remote, f.name, f.content_type as "contentType", f.attempts`,
        [now, until, limit],
      )
      return rows
    },
    stored: (id, { stored, name, contentType, sizeBytes }) =>
      change(
        `state = 'stored', stored = $3, sha256 = $3, name = $4, content_type = $5, size_bytes = $6, fetch_at = null, failure = null`,
        id,
        [stored, name, contentType, sizeBytes],
      ),
    again: (id, at, reason) => change('fetch_at = $3, failure = $4', id, [at, reason]),
    lost: (id, reason) => change(`state = 'lost', fetch_at = null, failure = $3`, id, [reason]),
  }
}
