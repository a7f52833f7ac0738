import type { PoolClient } from 'pg'
import type { Scope } from '../../core/ports.js'
import type {
  ClockRow,
  ComplaintRow,
  ConversationRow,
  FileRow,
  KnownRow,
  Loaded,
  NewerRow,
  OutboxRow,
  PersonRow,
  SuspicionRow,
} from './loaded.js'

const conversationsSql = `select c.id, c.account_id, c.external_id, c.brand_id, c.address_id, c.person_id, c.language, c.context, c.holder, c.holder_id,
    c.holder_name, c.holder_reason, c.flow, c.silence_at, c.last_seq, c.last_message_at, c.last_preview, c.view, c.next_clock, c.next_due_at, c.next_rank,
    c.top_complaint_id, c.ended_at, c.thread, c.test_code, c.test_message_id,
    (select external_id from addresses where id = c.address_id) as "to", (select blocked_at from addresses where id = c.address_id) as blocked_at,
    (select acknowledged_times from addresses where id = c.address_id) as acknowledged_times
  from conversations c where c.id = any($1::bigint[]) order by c.id for update`
/** A statement of its own: what is joined to a row that had to be waited for is still as it was before the wait. */
const peopleSql = `select id, name, phone, email, language, importance, salt from people
  where id in (select person_id from conversations where id = any($1::bigint[]))`
const ofConversations = '(select complaint_id from complaint_conversations where conversation_id = any($1::bigint[]))'

/** Locks conversations, then their complaints, ids ascending, and reads what a decision needs: one round trip, pipelined. */
export async function load(client: PoolClient, scope: Scope): Promise<Loaded> {
  const ids = scope.conversationIds
  const read = async <Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> =>
    (await client.query<Row>({ name, text, values: [...values] })).rows
  const maybe = async <Row extends object>(isAsked: boolean, name: string, text: string, values: readonly unknown[]): Promise<Row[]> =>
    isAsked ? read<Row>(name, text, values) : []
  const [
    conversations,
    people,
    complaints,
    links,
    clocks,
    suspicions,
    unsent,
    unhandled,
    outbox,
    known,
    groups,
    newer,
    files,
    resend,
    withheld,
  ] = await Promise.all([
    read<ConversationRow>('load-conversations', conversationsSql, [ids]),
    read<PersonRow>('load-people', peopleSql, [ids]),
    read<ComplaintRow>(
      'load-complaints',
      `select c.*, p.salt from complaints c join people p on p.id = c.person_id where c.id in ${ofConversations} order by c.id for update of c`,
      [ids],
    ),
    read<Loaded['links'][number]>(
      'load-links',
      'select complaint_id, conversation_id from complaint_conversations where conversation_id = any($1::bigint[]) order by complaint_id',
      [ids],
    ),
    read<ClockRow>('load-clocks', `select * from clocks where complaint_id in ${ofConversations}`, [ids]),
    read<SuspicionRow>(
      'load-suspicions',
      `select s.message_id, s.conversation_id, m.text, s.reading, s.decide_at from suspicions s join messages m on m.id = s.message_id
        where s.conversation_id = any($1::bigint[]) and s.outcome is null order by s.message_id`,
      [ids],
    ),
    read<Loaded['unsent'][number]>(
      'load-unsent',
      `select conversation_id, count(*) as unsent from outbox where conversation_id = any($1::bigint[]) and state in ('queued', 'sending') group by 1`,
      [ids],
    ),
    maybe<{ id: number }>(
      (scope.inboxIds ?? []).length > 0,
      'load-unhandled',
      'select id from inbox where id = any($1::bigint[]) and handled_at is null',
      [scope.inboxIds],
    ),
    maybe<OutboxRow>(
      (scope.outboxIds ?? []).length > 0,
      'load-outbox',
      `select o.id, o.conversation_id, o.message_id, o.acknowledges, o.lease_by, o.attempts, o.state, m.author from outbox o
        join messages m on m.id = o.message_id where o.id = any($1::bigint[])`,
      [scope.outboxIds],
    ),
    maybe<KnownRow>(
      (scope.externalIds ?? []).length + (scope.callKeys ?? []).length > 0,
      'load-known',
      `select m.conversation_id, m.external_id, m.id, m.seq, m.direction, m.text,
          array(select o.id from outbox o where o.message_id = m.id and m.direction = 'out') as keys,
          (select o.acknowledges from outbox o where o.message_id = m.id and o.acknowledges is not null limit 1) as acknowledges
        from messages m where m.conversation_id = any($1::bigint[]) and m.external_id = any($2::text[])
        union all
        select m.conversation_id, m.external_id, m.id, m.seq, m.direction, m.text, array[o.id], o.acknowledges
        from outbox o join messages m on m.id = o.message_id where o.id = any($3::bigint[]) and o.conversation_id = any($1::bigint[])`,
      [ids, scope.externalIds ?? [], scope.callKeys ?? []],
    ),
    maybe<Loaded['groups'][number]>(
      (scope.groupIds ?? []).length > 0,
      'load-groups',
      `select distinct on (conversation_id, group_id) conversation_id, group_id, id from messages
        where conversation_id = any($1::bigint[]) and group_id = any($2::text[]) order by conversation_id, group_id, seq`,
      [ids, scope.groupIds],
    ),
    maybe<NewerRow>(
      scope.sinceMessageId !== undefined,
      'load-newer',
      `select m.id, m.direction, m.author, m.author_id, m.visibility, m.text from messages m
        where m.conversation_id = any($1::bigint[]) and m.seq > coalesce((select seq from messages where id = $2 and conversation_id = any($1::bigint[])), 0)
        order by m.seq limit 50`,
      [ids, scope.sinceMessageId],
    ),
    maybe<FileRow>(
      (scope.fileIds ?? []).length > 0,
      'load-files',
      'select id, name, content_type, size_bytes from files where id = any($1::bigint[]) and message_id is null',
      [scope.fileIds],
    ),
    maybe<Loaded['resend'][number]>(
      scope.resendId !== undefined,
      'load-resend',
      `select m.id, m.delivery, coalesce((select json_agg(json_build_object('id', o.id, 'acknowledges', o.acknowledges) order by o.id)
            from outbox o where o.message_id = m.id and o.state = 'queued'), '[]') as waiting
          from messages m where m.id = $2 and m.conversation_id = any($1::bigint[]) and m.direction = 'out' and m.visibility = 'public'`,
      [ids, scope.resendId],
    ),
    maybe<Loaded['withheld'][number]>(
      scope.hasLetters === true,
      'load-withheld',
      `select c.id as conversation_id, k.id, k.number from conversations c join complaints k on k.person_id = c.person_id
          where c.id = any($1::bigint[]) and k.withheld_at is not null and k.acknowledged_at is null and k.told_by is null order by k.id`,
      [ids],
    ),
  ])
  return {
    conversations,
    people,
    complaints,
    links,
    clocks,
    suspicions,
    unsent,
    unhandled,
    outbox,
    known,
    groups,
    newer,
    files,
    resend,
    withheld,
  }
}

export async function drawSerials(client: PoolClient, count: number): Promise<number[]> {
  if (count === 0) return []
  const { rows } = await client.query<{ serial: number }>({
    name: 'draw-serials',
    text: `select nextval('complaint_serials') as serial from generate_series(1, $1)`,
    values: [count],
  })
  return rows.map((row) => row.serial)
}
