import type { Pool } from 'pg'
import { normaliseNumber } from '../../core/complaints/number.js'
import type { Language } from '../../core/model/reading.js'
import type { Links } from '../../core/ports.js'
import type { ComplaintFilter, PageQuestion } from '../../core/reads.js'
import { iso, toPage } from './conversations.js'
import { readCursor } from './cursor.js'
import { stageIn } from './stages.js'

type ListRow = Record<string, unknown> & { id: number; stage: string; next: { name: string; dueAt: string } | null }

const listSql = `select k.id, k.number, k.kind, k.status, k.stage, k.priority, k.channel, k.summary, k.created_at as "createdAt", k.acknowledged_at as "acknowledgedAt",
    json_build_object('key', g.key, 'names', g.names) as category, json_build_object('id', s.id, 'name', s.name) as manager,
    json_build_object('id', p.id, 'name', p.name) as person,
    coalesce((select json_agg(cc.conversation_id order by cc.conversation_id) from complaint_conversations cc where cc.complaint_id = k.id), '[]') as "conversationIds",
    (select json_build_object('name', c.name, 'dueAt', c.due_at) from clocks c
      where c.complaint_id = k.id and c.met_at is null and c.paused_at is null order by c.due_at limit 1) as next
  from complaints k join categories g on g.key = k.category join staff_members s on s.id = k.manager_id join people p on p.id = k.person_id`

/** Newest first. `q` finds a number, a part of a name, phone or e-mail, or words of what was written. */
export async function listComplaints(pool: Pool, language: Language, question: PageQuestion & ComplaintFilter) {
  const from = readCursor(question.cursor, 1)
  const number = question.number === undefined ? undefined : (normaliseNumber(question.number) ?? question.number)
  const q = question.q?.trim() === '' ? undefined : question.q?.trim()
  const { rows } = await pool.query<ListRow>(
    `${listSql}
      where ($1::bigint is null or k.id < $1) and ($2::text is null or k.number = $2) and ($3::text is null or k.status = $3) and ($4::text is null or k.kind = $4)
        and ($5::text is null or k.number = $6 or k.summary ilike $5 or p.name ilike $5 or p.email ilike $5 or p.phone ilike $5)
      order by k.id desc limit $7`,
    [
      from?.[0] ?? null,
      number ?? null,
      question.status ?? null,
      question.kind ?? null,
      q === undefined ? null : `%${q.replace(/[\\%_]/g, '\\$&')}%`,
      q === undefined ? null : normaliseNumber(q),
      question.limit + 1,
    ],
  )
  return toPage(
    rows,
    question.limit,
    (row) => [row.id],
    ({ next, ...row }) => ({ ...row, stage: stageIn(row.stage, language), nextClock: next && { ...next, dueAt: iso(next.dueAt) } }),
  )
}

const oneSql = `select k.id, k.number, k.kind, k.status, k.stage, k.priority, k.priority_why as "priorityWhy", k.risks, k.is_sure as "isSure", k.language, k.summary,
    k.channel, k.result, k.cause, k.rating, k.snoozed_until as "snoozedUntil", k.snooze_reason as "snoozeReason", k.created_at as "createdAt",
    k.acknowledged_at as "acknowledgedAt", k.delivered_at as "deliveredAt", k.resolved_at as "resolvedAt", k.closed_at as "closedAt",
    json_build_object('id', s.id, 'name', s.name, 'contact', s.contact) as manager, json_build_object('key', g.key, 'names', g.names) as category,
    json_build_object('id', p.id, 'name', p.name, 'phone', p.phone, 'email', p.email, 'importance', p.importance) as person,
    json_build_object('id', b.id, 'name', b.name, 'isDemo', b.is_demo) as brand,
    coalesce((select json_agg(cc.conversation_id order by cc.conversation_id) from complaint_conversations cc where cc.complaint_id = k.id), '[]') as "conversationIds",
    coalesce((select json_agg(json_build_object('name', f.name, 'value', f.value) order by f.at, f.name) from complaint_facts f where f.complaint_id = k.id), '[]') as facts
  from complaints k join categories g on g.key = k.category join staff_members s on s.id = k.manager_id join people p on p.id = k.person_id join brands b on b.id = k.brand_id
  where k.number = $1`

type ClockRow = {
  name: string
  started_at: string
  due_at: string
  promised_at: string | null
  met_at: string | null
  breached_at: string | null
  paused_at: string | null
  pause_reason: string | null
}

export async function readComplaint(pool: Pool, language: Language, links: Links, given: string) {
  const number = normaliseNumber(given)
  if (number === null) return null
  const { rows } = await pool.query<Record<string, unknown> & { id: number; stage: string }>(oneSql, [number])
  const [row] = rows
  if (!row) return null
  const clocks = await pool.query<ClockRow>(
    'select name, started_at, due_at, promised_at, met_at, breached_at, paused_at, pause_reason from clocks where complaint_id = $1 order by due_at',
    [row.id],
  )
  return { ...row, stage: stageIn(row.stage, language), clocks: clocks.rows.map(toClock), statusUrl: links.status(row.id) }
}

const toClock = (row: ClockRow) => ({
  name: row.name,
  startedAt: row.started_at,
  dueAt: row.due_at,
  promisedAt: row.promised_at,
  metAt: row.met_at,
  breachedAt: row.breached_at,
  pausedAt: row.paused_at,
  pauseReason: row.pause_reason,
})

type JournalRow = {
  seq: number
  at: string
  actor: 'person' | 'flow' | 'operator' | 'system'
  actor_id: number | null
  name: string | null
  action: string
  data: Record<string, unknown>
  hash: string
}

/** Oldest first: a journal is read as a story. */
export async function readJournal(pool: Pool, given: string, { limit, cursor }: PageQuestion) {
  const number = normaliseNumber(given)
  const { rows: found } = await pool.query<{ id: number }>('select id from complaints where number = $1', [number])
  const [complaint] = found
  if (!complaint) return null
  const from = readCursor(cursor, 1)
  const { rows } = await pool.query<JournalRow>(
    `select j.seq, j.at, j.actor, j.actor_id, case j.actor when 'operator' then s.name when 'person' then p.name end as name, j.action, j.data, j.hash
      from journal j left join staff_members s on j.actor = 'operator' and s.id = j.actor_id left join people p on j.actor = 'person' and p.id = j.actor_id
      where j.complaint_id = $1 and j.seq > $2 order by j.seq limit $3`,
    [complaint.id, from?.[0] ?? 0, limit + 1],
  )
  return toPage(
    rows,
    limit,
    (row) => [row.seq],
    ({ actor, actor_id, name, ...line }) => ({ ...line, actor: { kind: actor, id: actor_id, name } }),
  )
}
