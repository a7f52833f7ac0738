import type { Pool } from 'pg'
import type { AccountFacts, AccountRows, Probe, TestTalk } from '../core/account-admin.js'
import { DeskError } from '../core/desk-error.js'
import { openSealed } from './accounts.js'

/** Accounts as an admin sees and changes them. */
export function openAccountRows(pool: Pool, secretKey: string): AccountRows {
  const seal = openSealed(secretKey)
  return {
    async list() {
      const { rows } = await pool.query<AccountFacts>(
        `select a.id, a.channel, a.name, json_build_object('id', b.id, 'name', b.name) as brand, a.source, a.is_enabled as "isEnabled", a.status,
            a.status_code as "statusCode", a.status_reason as "statusReason", a.status_at as "statusAt", a.last_in_at as "lastInAt",
            a.last_out_at as "lastOutAt",
            (select count(*) from outbox o join conversations c on c.id = o.conversation_id
              where o.state in ('queued', 'sending') and c.account_id = a.id) as waiting
          from accounts a join brands b on b.id = a.brand_id order by a.channel, a.id`,
      )
      return rows
    },
    async add({ channel, name, settings }) {
      const { rows } = await pool.query<{ id: number }>(
        `insert into accounts (id, channel, name, brand_id, source, settings)
          select nextval('ledger_ids'), $1, $2, b.id, 'console', $3 from brands b where b.is_default
          on conflict (channel, name) do nothing returning id`,
        [channel, name, seal.close(settings)],
      )
      const [made] = rows
      if (!made) throw new DeskError('account_taken', 409, `There is an account ${name} of this channel already.`, 'Choose another name.')
      return made.id
    },
    async change(id, { settings, isEnabled }) {
      const { rowCount } = await pool.query(
        `update accounts set settings = coalesce($2, settings), is_enabled = coalesce($3, is_enabled), status = 'ok', status_code = null,
          status_reason = null where id = $1 and source = 'console'`,
        [id, settings === undefined ? null : seal.close(settings), isEnabled ?? null],
      )
      return rowCount === 1
    },
    async saveTest(id, code, probe, at) {
      await pool.query('update accounts set test_code = $2, test_probe = $3, test_at = $4 where id = $1', [
        id,
        code,
        JSON.stringify(probe),
        at,
      ])
    },
    async findTest(id) {
      const { rows } = await pool.query<{
        code: string
        probe: Probe
        delivery: string | null
        failure: string | null
        has_reply: boolean
      }>(
        `select a.test_code as code, a.test_probe as probe, o.delivery, o.failure,
            exists (select from messages r where r.conversation_id = o.conversation_id and r.direction = 'in' and r.visibility = 'public' and r.seq > o.seq) as has_reply
          from accounts a left join lateral (
            select m.conversation_id, m.seq, m.delivery, m.failure from conversations c join messages m on m.conversation_id = c.id
            where c.account_id = a.id and c.test_code = a.test_code and m.id = c.test_message_id limit 1) o on true
          where a.id = $1 and a.test_code is not null`,
        [id],
      )
      const [row] = rows
      if (!row) return null
      const talk: TestTalk = {
        out: row.delivery === null ? null : { delivery: row.delivery, failure: row.failure },
        hasReply: row.has_reply,
      }
      return { code: row.code, probe: row.probe, talk }
    },
  }
}
