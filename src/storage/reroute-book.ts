import type { Pool } from 'pg'
import type { RerouteBook, Unreached } from '../core/rerouting.js'

export function openRerouteBook(pool: Pool): RerouteBook {
  return {
    async unreached(now, limit) {
      const { rows } = await pool.query<Unreached>(
        `select k.id as "complaintId", w.id as "conversationId" from complaints k
          cross join lateral (
            select c.id from conversations c join accounts a on a.id = c.account_id join addresses ad on ad.id = c.address_id
            where c.person_id = k.person_id and a.is_enabled and a.channel <> 'phone' and ad.blocked_at is null
              and not exists (select from outbox o where o.acknowledges = k.id and o.conversation_id = c.id)
            order by c.last_message_at desc nulls last limit 1) w
          where k.unreached_at <= $1 and (select count(*) from outbox o where o.acknowledges = k.id) < 4 order by k.unreached_at limit $2`,
        [now, limit],
      )
      return rows
    },
    async link({ complaintId, conversationId }) {
      await pool.query(
        'insert into complaint_conversations (complaint_id, conversation_id) values ($1, $2) on conflict (complaint_id, conversation_id) do nothing',
        [complaintId, conversationId],
      )
    },
  }
}
