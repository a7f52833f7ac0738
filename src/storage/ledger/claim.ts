import type { Pool } from 'pg'
import type { Call } from '../../core/fit.js'
import type { AccountId, ConversationId, Instant, MessageId, OutboxId } from '../../core/model/ids.js'
import type { Author, Choice, MessageFile } from '../../core/model/message.js'
import { callOf } from '../../core/outgoing.js'
import type { Outgoing } from '../../core/ports.js'

type Row = {
  id: number
  conversation_id: number
  message_id: number
  attempts: number
  acknowledges: number | null
  account_id: number
  external_id: string
  to: string
  language: Outgoing['language']
  thread: Outgoing['thread']
  holder: Outgoing['holder']
  seq: number
  author: Author['kind']
  author_name: string | null
  author_id: number | null
  text: string
  choices: Choice[]
  ask: Outgoing['message']['ask']
  files: MessageFile[]
  at: Instant
  call: Call | null
  was_sending: boolean
}

/** Leases the head of each conversation's outbox that nobody holds and that is due. Rows another process is looking at are skipped. */
export async function claimOutbox(
  pool: Pool,
  conversationIds: readonly ConversationId[],
  lease: { readonly by: string; readonly until: Instant; readonly now: Instant },
): Promise<readonly Outgoing[]> {
  const { rows } = await pool.query<Row>({
    name: 'claim',
    text: `with head as (
        select o.id, o.state = 'sending' as was_sending from outbox o
        where o.conversation_id = any($1::bigint[]) and o.state in ('queued', 'sending')
          and (o.lease_until is null or o.lease_until <= $4) and (o.retry_at is null or o.retry_at <= $4)
          and not exists (select from outbox e where e.conversation_id = o.conversation_id and e.state in ('queued', 'sending') and (e.seq, e.id) < (o.seq, o.id))
        for update skip locked),
      taken as (
        update outbox o set lease_by = $2, lease_until = $3, attempts = o.attempts + 1 from head where o.id = head.id
        returning o.id, o.conversation_id, o.message_id, o.attempts, o.acknowledges, o.call, head.was_sending)
      select t.*, c.account_id, c.external_id, c.holder, c.language, c.thread, ad.external_id as "to", m.seq, m.author, m.author_name, m.author_id, m.text, m.choices, m.ask, m.at,
        coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'sizeBytes', f.size_bytes) order by f.id)
          from files f where f.message_id = m.id), '[]') as files
      from taken t join conversations c on c.id = t.conversation_id join addresses ad on ad.id = c.address_id join messages m on m.id = t.message_id`,
    values: [conversationIds, lease.by, lease.until, lease.now],
  })
  return rows.map((row) => ({
    id: row.id as OutboxId,
    conversationId: row.conversation_id as ConversationId,
    messageId: row.message_id as MessageId,
    accountId: row.account_id as AccountId,
    conversation: row.external_id,
    to: row.to,
    language: row.language,
    thread: row.thread,
    attempts: row.attempts,
    acknowledges: row.acknowledges !== null,
    holder: row.holder,
    isInterrupted: row.was_sending,
    message: callOf(
      {
        id: row.message_id as MessageId,
        seq: row.seq,
        direction: 'out',
        author: authorOf(row),
        text: row.text,
        choices: row.choices,
        ask: row.ask,
        files: row.files,
        externalId: null,
        complaint: null,
        at: row.at,
      },
      row.call,
    ),
  }))
}

/** Where these calls went. */
export async function findPlaces(pool: Pool, callKeys: readonly number[]): Promise<ReadonlyMap<number, ConversationId>> {
  const { rows } = await pool.query<{ id: number; conversation_id: number }>({
    name: 'find-places',
    text: 'select id, conversation_id from outbox where id = any($1::bigint[])',
    values: [callKeys],
  })
  return new Map(rows.map((row) => [row.id, row.conversation_id as ConversationId]))
}

/** Marks calls that begin now, so that one which was cut off is known as such. */
export async function beginCalls(pool: Pool, outboxIds: readonly OutboxId[], by: string): Promise<ReadonlySet<OutboxId>> {
  const { rows } = await pool.query<{ id: number }>({
    name: 'begin-calls',
    text: `update outbox set state = 'sending' where id = any($1::bigint[]) and lease_by = $2 and state in ('queued', 'sending') returning id`,
    values: [outboxIds, by],
  })
  return new Set(rows.map((row) => row.id as OutboxId))
}

export function authorOf(row: { author: Author['kind']; author_name: string | null; author_id: number | null }): Author {
  if (row.author === 'person') return { kind: 'person', name: row.author_name }
  if (row.author === 'operator') return { kind: 'operator', name: row.author_name ?? '', staffId: row.author_id as never }
  return { kind: row.author, name: row.author_name ?? '' }
}
