import { randomBytes } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import type { Arrival, ConversationStart } from '../../core/channel.js'
import type { ConversationId, InboxId, Instant } from '../../core/model/ids.js'
import type { InboxRow, Lane } from '../../core/ports.js'
import { inTransaction } from '../transaction.js'
import type { Ids } from './ids.js'

/** Hop 1: one insert for the whole batch, one commit. What is there already stays as it was. */
export async function acceptArrivals(pool: Pool, arrivals: readonly Arrival[], at: Instant): Promise<readonly boolean[]> {
  const { rows } = await pool.query<{ account_id: number; external_id: string }>({
    name: 'accept',
    text: `insert into inbox (account_id, external_id, lane, form, raw, received_at)
      select account_id, external_id, lane, form, raw, $6
      from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bytea[]) with ordinality as r(account_id, external_id, lane, form, raw, place)
      order by place
      on conflict (account_id, external_id) do nothing
      returning account_id, external_id`,
    values: [
      arrivals.map((arrival) => arrival.accountId),
      arrivals.map((arrival) => arrival.externalId),
      arrivals.map((arrival) => arrival.lane),
      arrivals.map((arrival) => arrival.form ?? 'platform'),
      arrivals.map((arrival) => Buffer.from(arrival.raw)),
      at,
    ],
  })
  const fresh = new Set(rows.map((row) => `${row.account_id}:${row.external_id}`))
  return arrivals.map((arrival) => fresh.delete(`${arrival.accountId}:${arrival.externalId}`))
}

export async function peekInbox(pool: Pool, lanes: readonly Lane[], limit: number): Promise<readonly InboxRow[]> {
  const { rows } = await pool.query<{
    id: number
    account_id: number
    lane: string
    form: 'platform' | 'desk'
    raw: Buffer
    received_at: string
    attempts: number
  }>({
    name: 'peek',
    text: `select i.id, i.account_id, i.lane, i.form, i.raw, i.received_at, i.attempts
      from unnest($1::bigint[], $2::text[]) as l(account_id, lane)
      join inbox i on i.account_id = l.account_id and i.lane = l.lane and i.handled_at is null
      order by i.id limit $3`,
    values: [lanes.map((lane) => lane.accountId), lanes.map((lane) => lane.lane), limit],
  })
  return rows.map((row) => ({
    id: row.id as InboxId,
    accountId: row.account_id as InboxRow['accountId'],
    lane: row.lane,
    form: row.form,
    raw: row.raw,
    receivedAt: row.received_at,
    attempts: row.attempts,
  }))
}

type Known = { readonly account_id: number; readonly external_id: string; readonly id: number }

/**
 * Makes person, address and conversation where they are missing. Serialised per conversation by an advisory lock, so that two first
 * messages at once make one person and one conversation.
 */
export async function ensureConversations(
  pool: Pool,
  ids: Ids,
  starts: readonly ConversationStart[],
  at: Instant,
): Promise<readonly ConversationId[]> {
  const known = await findConversations(pool, starts)
  const missing = starts.filter((start) => !known.has(keyOf(start)))
  if (missing.length > 0) {
    await ids.refill()
    await inTransaction(pool, async (client) => {
      const locks = [...new Set(missing.flatMap((start) => [keyOf(start), `${start.accountId} ${start.sender.externalId}`]))].sort()
      await client.query('select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) as key', [locks])
      for (const start of missing) {
        const earlier = await findEarlier(client, start)
        if (earlier === null) await client.query(insertStart(ids, start, at))
        else known.set(keyOf(start), earlier)
      }
    })
    for (const [key, id] of await findConversations(pool, missing)) known.set(key, id)
  }
  return starts.map((start) => known.get(keyOf(start)) as ConversationId)
}

async function findConversations(pool: Pool, starts: readonly ConversationStart[]): Promise<Map<string, ConversationId>> {
  const { rows } = await pool.query<Known>({
    name: 'find-conversations',
    text: `select c.account_id, c.external_id, c.id from unnest($1::bigint[], $2::text[]) as s(account_id, external_id)
      join conversations c on c.account_id = s.account_id and c.external_id = s.external_id`,
    values: [starts.map((start) => start.accountId), starts.map((start) => start.conversation)],
  })
  return new Map(rows.map((row) => [`${row.account_id}:${row.external_id}`, row.id as ConversationId]))
}

/** The conversation of the same sender that a proved letter goes on with. */
async function findEarlier(client: PoolClient, { accountId, sender, references = [] }: ConversationStart): Promise<ConversationId | null> {
  if (references.length === 0) return null
  const { rows } = await client.query<{ id: number }>(
    `select c.id from unnest($2::text[]) with ordinality as r(reference, place)
      join conversations c on c.account_id = $1 and c.external_id = r.reference
      join addresses ad on ad.id = c.address_id and ad.external_id = $3 order by r.place limit 1`,
    [accountId, references, sender.externalId],
  )
  return (rows[0]?.id as ConversationId | undefined) ?? null
}

const insertStart = (ids: Ids, start: ConversationStart, at: Instant) => ({
  text: `with known as (select id, person_id from addresses where account_id = $1 and external_id = $2),
      new_person as (
        insert into people (id, name, language, salt, created_at) select $4, $5, $6, $7, $8 where not exists (select from known) returning id),
      new_address as (
        insert into addresses (id, account_id, external_id, person_id, name) select $9, $1, $2, id, $5 from new_person returning id, person_id)
    insert into conversations (id, account_id, external_id, brand_id, address_id, person_id, language, context, created_at)
    select $10, $1, $3, a.brand_id, ad.id, ad.person_id, coalesce($6, b.language), $11, $8
    from accounts a join brands b on b.id = a.brand_id, (select * from known union all select * from new_address) ad
    where a.id = $1
    on conflict (account_id, external_id) do nothing`,
  values: [
    start.accountId,
    start.sender.externalId,
    start.conversation,
    ids.next(),
    start.sender.name,
    start.language,
    randomBytes(16).toString('hex'),
    at,
    ids.next(),
    ids.next(),
    JSON.stringify(start.context),
  ],
})

const keyOf = (start: ConversationStart): string => `${start.accountId}:${start.conversation}`

export async function failInbox(pool: Pool, id: InboxId, reason: string): Promise<{ readonly attempts: number }> {
  const { rows } = await pool.query<{ attempts: number }>(
    'update inbox set attempts = attempts + 1, failure = $2 where id = $1 returning attempts',
    [id, reason],
  )
  return { attempts: rows[0]?.attempts ?? 0 }
}

export async function setInboxAside(pool: Pool, id: InboxId): Promise<void> {
  await pool.query('update inbox set handled_at = now() where id = $1 and handled_at is null', [id])
}
