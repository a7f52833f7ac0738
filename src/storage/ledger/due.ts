import type { Pool } from 'pg'
import type { ConversationId } from '../../core/model/ids.js'
import type { Due, Lane } from '../../core/ports.js'

/** What was accepted or became due and is not done; every question walks a partial index, oldest first. */
export function openDue(pool: Pool): Due {
  const conversations = async (text: string, values: unknown[]): Promise<ConversationId[]> =>
    (await pool.query<{ conversation_id: number }>(text, values)).rows.map((row) => row.conversation_id as ConversationId)
  return {
    async lanes(before, limit) {
      const { rows } = await pool.query<{ account_id: number; lane: string }>(
        'select account_id, lane from inbox where handled_at is null and received_at <= $1 group by 1, 2 order by min(id) limit $2',
        [before, limit],
      )
      return rows.map((row): Lane => ({ accountId: row.account_id as Lane['accountId'], lane: row.lane }))
    },
    outbox: (now, limit) =>
      conversations(
        `select conversation_id from outbox where state in ('queued', 'sending') and coalesce(retry_at, lease_until, created_at) <= $1
          group by 1 order by min(seq) limit $2`,
        [now, limit],
      ),
    silences: (now, limit) =>
      conversations('select id as conversation_id from conversations where silence_at <= $1 order by silence_at limit $2', [now, limit]),
    suspicions: (now, limit) =>
      conversations('select distinct conversation_id from suspicions where outcome is null and decide_at <= $1 limit $2', [now, limit]),
    clocks: (now, resolvedBefore, limit) =>
      conversations(
        `select distinct cc.conversation_id from complaint_conversations cc where cc.complaint_id in (
            (select complaint_id from clocks where met_at is null and breached_at is null and paused_at is null and due_at <= $1 order by due_at limit $3)
            union all (select id from complaints where status = 'snoozed' and snoozed_until <= $1 order by snoozed_until limit $3)
            union all (select id from complaints where status = 'resolved' and resolved_at <= $2 order by resolved_at limit $3))`,
        [now, resolvedBefore, limit],
      ),
  }
}
