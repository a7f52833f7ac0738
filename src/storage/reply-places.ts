import type { Pool } from 'pg'
import type { ReplyPlace, ReplyPlaces } from '../core/intake-log.js'

/** What can be written to first, and what only where somebody has written before. */
export function openReplyPlaces(pool: Pool): ReplyPlaces {
  const one = async (text: string, values: readonly unknown[]): Promise<ReplyPlace | null> =>
    (await pool.query<ReplyPlace>(text, [...values])).rows[0] ?? null
  const ofDefaultBrand = `from accounts a join brands b on b.id = a.brand_id and b.is_default where a.is_enabled`
  return {
    async find(kind, to) {
      switch (kind) {
        case 'email':
          return to === null
            ? null
            : one(
                `select a.id as "accountId", null as conversation, lower($1) as address ${ofDefaultBrand} and a.channel = 'email' order by a.id limit 1`,
                [to],
              )
        case 'sms':
          return to === null
            ? null
            : one(
                `select a.id as "accountId", $1 as conversation, $1 as address ${ofDefaultBrand} and a.channel = 'api' order by a.id limit 1`,
                [to],
              )
        case 'telegram':
        case 'vk':
          return one(
            `select c.account_id as "accountId", c.external_id as conversation, ad.external_id as address
              from conversations c join accounts a on a.id = c.account_id join addresses ad on ad.id = c.address_id
              where a.channel = $1 and a.is_enabled and ad.blocked_at is null and $2 in (c.external_id, ad.external_id) limit 1`,
            [kind, to],
          )
        case 'phone':
        case 'none':
          return one(
            `with made as (
                insert into accounts (id, channel, name, brand_id, source) select nextval('ledger_ids'), 'phone', b.key, b.id, 'starter' from brands b where b.is_default
                on conflict (channel, name) do update set is_enabled = true returning id)
              select id as "accountId", null as conversation, coalesce($1, gen_random_uuid()::text) as address from made`,
            [to],
          )
      }
    },
  }
}
