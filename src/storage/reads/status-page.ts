import type { Pool } from 'pg'
import { type StageKey, stageKeys } from '../../core/model/complaint.js'
import type { Place, StatusMessage, StatusPage, StatusPromise } from '../../core/reads.js'

type Row = Omit<StatusPage, 'stages' | 'conversation' | 'messages' | 'firstAnswer' | 'nextAnswer' | 'decision'> & {
  place: Place & { id: StatusPage['conversation']['id']; senderId: string }
  ended_at: string | null
}

const rowSql = `select k.id, k.number, k.kind, k.status, k.stage, k.language, k.rating, k.result, k.created_at as "createdAt", k.closed_at as "closedAt",
    b.time_zone as "timeZone", json_build_object('name', b.name, 'isDemo', b.is_demo) as brand,
    json_build_object('name', s.name, 'contact', s.contact) as manager, json_build_object('name', l.name, 'contact', l.contact) as "lastResort",
    json_build_object('id', c.id, 'accountId', c.account_id, 'conversation', c.external_id, 'senderId', a.external_id) as place, c.ended_at
  from complaints k join brands b on b.id = k.brand_id join staff_members s on s.id = k.manager_id join staff_members l on l.id = b.last_resort_id
    join conversations c on c.id = k.conversation_id join addresses a on a.id = c.address_id
  where k.id = $1`

/**
 * The visibility is part of the question, so a note cannot slip in; what belongs to another complaint of the conversation stays out. Which
 * message was the acknowledgement is asked of the journal: the outbox grows without end and is looked into by what is unsent only.
 */
const messagesSql = `select * from (
    select m.id, m.seq, m.direction, m.author, case when m.author in ('person', 'operator') then m.author_name end as "authorName", m.text, m.at,
      coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'sizeBytes', f.size_bytes) order by f.id)
        from files f where f.message_id = m.id), '[]') as files
    from complaints k join messages m on m.conversation_id = k.conversation_id and m.visibility = 'public'
    where k.id = $1 and m.seq >= coalesce((select seq from messages where id = k.message_id), 0) and coalesce(m.complaint_id, k.id) = k.id
      and m.id <> all (array(select o.message_id from complaint_conversations cc join complaints o on o.id = cc.complaint_id
        where cc.conversation_id = k.conversation_id and o.id <> k.id and o.message_id is not null))
      and m.id <> all (array(select (j.data->>'message')::bigint from journal j
        where j.complaint_id = k.id and j.action in ('acknowledged', 'acknowledgement-failed')))
    order by m.seq desc limit 100) newest order by seq`

type ClockRow = { name: string; promised_at: string | null; due_at: string; met_at: string | null; paused_at: string | null }

/** What a customer's page shows of one complaint. */
export async function readStatusPage(pool: Pool, complaintId: number): Promise<StatusPage | null> {
  const { rows } = await pool.query<Row>(rowSql, [complaintId])
  const [row] = rows
  if (!row) return null
  const [clocks, steps, messages] = await Promise.all([
    pool.query<ClockRow>('select name, promised_at, due_at, met_at, paused_at from clocks where complaint_id = $1', [complaintId]),
    pool.query<{ to: StageKey; at: string }>(
      `select data->>'to' as to, at from journal where complaint_id = $1 and action = 'stage' order by seq`,
      [complaintId],
    ),
    pool.query<StatusMessage & { seq: number }>(messagesSql, [complaintId]),
  ])
  const { place, ended_at, ...told } = row
  const promise = (name: string): StatusPromise | null => toPromise(clocks.rows.find((clock) => clock.name === name))
  return {
    ...told,
    stages: stageKeys.map((key) => ({ key, at: timeOf(key, row, steps.rows) })),
    firstAnswer: promise('first-answer'),
    nextAnswer: promise('next-answer'),
    decision: promise('decision'),
    conversation: { ...place, isEnded: ended_at !== null },
    messages: messages.rows.map(({ seq, ...message }) => message),
  }
}

const toPromise = (clock: ClockRow | undefined): StatusPromise | null =>
  clock ? { promisedAt: clock.promised_at ?? clock.due_at, metAt: clock.met_at, isPaused: clock.paused_at !== null } : null

/** When a stage was reached; the first two with the registration. One that lies ahead, after a return, has none. */
function timeOf(
  key: StageKey,
  row: Pick<Row, 'stage' | 'createdAt'>,
  steps: readonly { readonly to: StageKey; readonly at: string }[],
): string | null {
  if (stageKeys.indexOf(key) > stageKeys.indexOf(row.stage)) return null
  if (key === 'received' || key === 'assigned') return row.createdAt
  return steps.filter((step) => step.to === key).at(-1)?.at ?? null
}
