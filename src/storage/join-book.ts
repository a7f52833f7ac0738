import type { Pool } from 'pg'
import type { JoinBook } from '../core/joining.js'
import { inTransaction } from './transaction.js'

/** Which addresses belong to which person. People are never made one: an address moves from one to the other, and back. */
export function openJoinBook(pool: Pool): JoinBook {
  return {
    joinToComplaint: ({ conversationId, complaintId, at }) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ from_person: number; to_person: number; address_id: number }>(
          `select c.person_id as from_person, k.person_id as to_person, c.address_id from conversations c, complaints k
            where c.id = $1 and k.id = $2 for update of c`,
          [conversationId, complaintId],
        )
        const [found] = rows
        if (!found) return
        await client.query(
          'insert into complaint_conversations (complaint_id, conversation_id) values ($1, $2) on conflict (complaint_id, conversation_id) do nothing',
          [complaintId, conversationId],
        )
        if (found.from_person === found.to_person) return
        await client.query('update addresses set person_id = $2 where id = $1', [found.address_id, found.to_person])
        await client.query('update conversations set person_id = $2 where address_id = $1', [found.address_id, found.to_person])
        await client.query(
          `insert into joins (id, address_id, conversation_id, from_person, to_person, complaint_id, way, at)
            values (nextval('ledger_ids'), $1, $2, $3, $4, $5, 'link', $6)`,
          [found.address_id, conversationId, found.from_person, found.to_person, complaintId, at],
        )
      }),
    joinConversations: ({ conversationId, otherId, staffId, at }) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ from_person: number; to_person: number; address_id: number }>(
          `select c.person_id as from_person, o.person_id as to_person, c.address_id from conversations c, conversations o
            where c.id = $1 and o.id = $2 and c.person_id <> o.person_id for update`,
          [conversationId, otherId],
        )
        const [found] = rows
        if (!found) return false
        await client.query('update addresses set person_id = $2 where id = $1', [found.address_id, found.to_person])
        await client.query('update conversations set person_id = $2 where address_id = $1', [found.address_id, found.to_person])
        await client.query(
          `insert into joins (id, address_id, conversation_id, from_person, to_person, way, by_staff, at)
            values (nextval('ledger_ids'), $1, $2, $3, $4, 'operator', $5, $6)`,
          [found.address_id, conversationId, found.from_person, found.to_person, staffId, at],
        )
        return true
      }),
    undo: ({ joinId, at }) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{
          address_id: number
          conversation_id: number
          from_person: number
          complaint_id: number | null
        }>(
          'update joins set undone_at = $2 where id = $1 and undone_at is null returning address_id, conversation_id, from_person, complaint_id',
          [joinId, at],
        )
        const [join] = rows
        if (!join) return false
        await client.query('update addresses set person_id = $2 where id = $1', [join.address_id, join.from_person])
        await client.query('update conversations set person_id = $2 where address_id = $1', [join.address_id, join.from_person])
        await client.query('delete from complaint_conversations where complaint_id = $1 and conversation_id = $2', [
          join.complaint_id,
          join.conversation_id,
        ])
        return true
      }),
  }
}
