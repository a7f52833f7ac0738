import type { Pool } from 'pg'
import { normaliseNumber } from '../../core/complaints/number.js'
import type { ClockName } from '../../core/model/clock.js'
import type { Result } from '../../core/model/complaint.js'
import type { Language } from '../../core/model/reading.js'
import type { Links } from '../../core/ports.js'
import type { ComplaintFilter, Page, PageQuestion } from '../../core/reads.js'
import {
  conversationIdsColumn,
  type ListedRow,
  listedColumns,
  listedFrom,
  type NextClock,
  nextClockColumn,
  toListed,
  toNextClock,
} from './complaint-rows.js'
import { byId, readCursor, toPage } from './page.js'
import { containing, openWhere, type Where } from './where.js'

type ListRow = ListedRow & { person: { id: number; name: string | null }; conversationIds: number[]; next: NextClock }

type ComplaintsQuestion = PageQuestion & ComplaintFilter
export type ListedComplaint = ReturnType<typeof toListItem>

/** Newest first. `q` finds a number, a phone however it is written, or words of the person's name, e-mail, the text and what was told. */
export async function listComplaints(pool: Pool, language: Language, question: ComplaintsQuestion): Promise<Page<ListedComplaint>> {
  const number = question.q === undefined ? null : normaliseNumber(question.q)
  if (number !== null && question.number === undefined) {
    // Whoever types a number that exists means that complaint; going through all texts for it would take a thousand times longer.
    const { q: _typed, ...rest } = question
    const found = await listComplaints(pool, language, { ...rest, number })
    if (found.items.length > 0) return found
  }
  const where = openWhere()
  const from = readCursor(question.cursor, byId)
  if (from) where.add('k.id < ?', from[0])
  if (question.number !== undefined) where.add('k.number = ?', normaliseNumber(question.number) ?? '')
  if (question.status !== undefined) where.add('k.status = ?', question.status)
  if (question.kind !== undefined) where.add('k.kind = ?', question.kind)
  if (question.q !== undefined) addSearch(where, question.q)
  const { rows } = await pool.query<ListRow>(
    `select ${listedColumns}, json_build_object('id', p.id, 'name', p.name) as person, ${conversationIdsColumn}, ${nextClockColumn}
      ${listedFrom} join people p on p.id = k.person_id ${where.sql} order by k.id desc limit ${where.bind(question.limit + 1)}`,
    [...where.values],
  )
  return toPage(
    rows,
    question.limit,
    (row) => [row.id],
    (row) => toListItem(row, language),
  )
}

const toListItem = ({ next, ...row }: ListRow, language: Language) => ({ ...toListed(row, language), nextClock: toNextClock(next) })

const mostWords = 6

/**
 * Each word somewhere: in the text, in the person's name or e-mail, in what was told; or the whole is a phone. Sets are made and joined, so
 * that each table is gone through once a word; a condition with `or` across tables is tried for every row.
 */
function addSearch(where: Where, q: string): void {
  const words = q.split(/\s+/).filter(Boolean).slice(0, mostWords)
  if (words.length === 0) return
  const sets = [`(${words.map(() => `(${withWord})`).join(' intersect ')})`]
  const values = words.flatMap((word) => Array<string>(4).fill(containing(word)))
  const digits = /^[\d\s()+.-]+$/.test(q) ? q.replace(/\D/g, '') : ''
  if (digits.length >= 5) {
    // The last ten digits are the same however the country is written: +7, 8 or not at all.
    sets.push(withPhone)
    values.push(containing(digits.slice(-10)))
  }
  where.add(`k.id in (${sets.join(' union ')})`, ...values)
}

const ofPerson = 'select c.id from complaints c join people p on p.id = c.person_id where'
const withPhone = `${ofPerson} regexp_replace(p.phone, '\\D', '', 'g') like ?`
const withWord = `select id from complaints where summary ilike ? union ${ofPerson} p.name ilike ? or p.email ilike ?
  union select complaint_id from complaint_facts where value ilike ?`

type OneRow = Omit<ListedRow, 'manager'> & {
  priorityWhy: string[]
  risks: string[]
  isSure: boolean
  language: Language
  result: Result | null
  cause: string | null
  rating: number | null
  snoozedUntil: string | null
  snoozeReason: string | null
  deliveredAt: string | null
  resolvedAt: string | null
  closedAt: string | null
  manager: { id: number; name: string; contact: string | null }
  person: { id: number; name: string | null; phone: string | null; email: string | null; importance: string }
  brand: { id: number; name: string; isDemo: boolean }
  conversationIds: number[]
  facts: { name: string; value: string }[]
}

const oneSql = `select ${listedColumns}, k.priority_why as "priorityWhy", k.risks, k.is_sure as "isSure", k.language, k.result, k.cause, k.rating,
    k.snoozed_until as "snoozedUntil", k.snooze_reason as "snoozeReason", k.delivered_at as "deliveredAt", k.resolved_at as "resolvedAt",
    k.closed_at as "closedAt", json_build_object('id', s.id, 'name', s.name, 'contact', s.contact) as manager, ${conversationIdsColumn},
    json_build_object('id', p.id, 'name', p.name, 'phone', p.phone, 'email', p.email, 'importance', p.importance) as person,
    json_build_object('id', b.id, 'name', b.name, 'isDemo', b.is_demo) as brand,
    coalesce((select json_agg(json_build_object('name', f.name, 'value', f.value) order by f.at, f.name)
      from complaint_facts f where f.complaint_id = k.id), '[]') as facts
  ${listedFrom} join people p on p.id = k.person_id join brands b on b.id = k.brand_id where k.number = $1`

type ClockRow = {
  name: ClockName
  startedAt: string
  dueAt: string
  promisedAt: string | null
  metAt: string | null
  breachedAt: string | null
  pausedAt: string | null
  pauseReason: string | null
}

const clocksSql = `select name, started_at as "startedAt", due_at as "dueAt", promised_at as "promisedAt", met_at as "metAt", breached_at as "breachedAt",
  paused_at as "pausedAt", pause_reason as "pauseReason" from clocks where complaint_id = $1 order by due_at, name`

export async function readComplaint(pool: Pool, language: Language, links: Links, given: string) {
  const number = normaliseNumber(given)
  if (number === null) return null
  const { rows } = await pool.query<OneRow>(oneSql, [number])
  const [row] = rows
  if (!row) return null
  const clocks = await pool.query<ClockRow>(clocksSql, [row.id])
  return { ...toListed(row, language), clocks: clocks.rows, statusUrl: links.status(row.id) }
}

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

/** Who an operator's line is of: a person of the staff by id, a program by the token it came with. Names are looked up, never kept in the line. */
const journalSql = `select j.seq, j.at, j.actor, j.actor_id, j.action, j.data, j.hash,
    case j.actor when 'operator' then coalesce(s.name, t.name) when 'person' then p.name end as name
  from journal j
    left join staff_members s on j.actor = 'operator' and s.id = j.actor_id
    left join api_tokens t on j.actor = 'operator' and j.actor_id is null and t.id = (j.data->>'token')::bigint
    left join people p on j.actor = 'person' and p.id = j.actor_id
  where j.complaint_id = $1 and j.seq > $2 order by j.seq limit $3`

/** Oldest first: a journal is read as a story. */
export async function readJournal(pool: Pool, given: string, { limit, cursor }: PageQuestion) {
  const { rows: found } = await pool.query<{ id: number }>('select id from complaints where number = $1', [normaliseNumber(given)])
  const [complaint] = found
  if (!complaint) return null
  const from = readCursor(cursor, byId)
  const { rows } = await pool.query<JournalRow>(journalSql, [complaint.id, from?.[0] ?? 0, limit + 1])
  return toPage(
    rows,
    limit,
    (row) => [row.seq],
    ({ actor, actor_id, name, ...line }) => ({ ...line, actor: { kind: actor, id: actor_id, name } }),
  )
}
