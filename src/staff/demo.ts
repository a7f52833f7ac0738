import type { Pool } from 'pg'
import type { ConversationId } from '../core/model/ids.js'
import type { Caller } from '../core/model/rights.js'
import { inTransaction } from './transaction.js'

/** Closes what is open in these conversations and ends them, with lines in the journals and without a word to anybody. */
export type EndConversations = (ids: readonly ConversationId[], caller: Caller) => Promise<void>

/** The demonstration leaves: first its conversations, through the core's own door, then its people, then its brand where nothing speaks of it. */
export async function removeDemo(pool: Pool, caller: Caller, endConversations: EndConversations): Promise<void> {
  await endConversations(await listOpen(pool), caller)
  await inTransaction(pool, async (client) => {
    await client.query('delete from team_members using staff_members where staff_id = id and is_demo')
    await client.query(
      'update staff_members set deactivated_at = now(), is_available = false, email = null where is_demo and deactivated_at is null',
    )
    await client.query('delete from staff.passwords using public.staff_members where staff_id = staff_members.id and is_demo')
    await client.query('delete from staff.sessions using public.staff_members where staff_id = staff_members.id and is_demo')
    await client.query(`
      delete from brands where is_demo and not is_default
      and not exists (select from conversations where brand_id = brands.id)
      and not exists (select from complaints where brand_id = brands.id)
      and not exists (select from accounts where brand_id = brands.id)`)
  })
}

async function listOpen(pool: Pool): Promise<ConversationId[]> {
  const { rows } = await pool.query<{ id: ConversationId }>(
    `select conversations.id from conversations join brands on brands.id = brand_id where is_demo and ended_at is null order by 1`,
  )
  return rows.map(({ id }) => id)
}
