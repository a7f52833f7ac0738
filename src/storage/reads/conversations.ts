import type { Pool } from 'pg'
import { type View, views } from '../../core/model/complaint.js'
import type { Language } from '../../core/model/reading.js'
import type { Page, PageQuestion } from '../../core/reads.js'
import { readCursor, toCursor } from './cursor.js'
import { stageIn } from './stages.js'

/** One row of the feed, ready for the API: built by the database in one statement. `$language` is the desk's. */
const rowSql = `select c.id, a.channel, a.name as account, c.external_id, c.holder, c.holder_id, c.holder_name, c.holder_reason, c.person_id, p.name as person_name,
    c.view, c.next_clock, c.next_due_at, c.last_message_at, c.last_preview, c.language, c.ended_at, c.context,
    b.id as brand_id, b.name as brand_name, b.is_demo,
    (select started_at from clocks k where k.complaint_id = c.top_complaint_id and k.name = c.next_clock) as next_started_at,
    coalesce((select json_agg(k.number order by k.id) from complaint_conversations cc join complaints k on k.id = cc.complaint_id where cc.conversation_id = c.id), '[]') as numbers,
    (select json_build_object('id', k.id, 'number', k.number, 'kind', k.kind, 'status', k.status, 'stage', k.stage, 'priority', k.priority, 'channel', k.channel,
        'summary', k.summary, 'category', json_build_object('key', g.key, 'names', g.names), 'manager', json_build_object('id', s.id, 'name', s.name),
        'createdAt', k.created_at, 'acknowledgedAt', k.acknowledged_at, 'snoozedUntil', k.snoozed_until, 'snoozeReason', k.snooze_reason)
      from complaints k join categories g on g.key = k.category join staff_members s on s.id = k.manager_id where k.id = c.top_complaint_id) as complaint
  from conversations c join accounts a on a.id = c.account_id join people p on p.id = c.person_id join brands b on b.id = c.brand_id`

type Row = {
  id: number
  channel: string
  account: string
  external_id: string
  holder: 'flow' | 'queue' | 'operator'
  holder_id: number | null
  holder_name: string | null
  holder_reason: string | null
  person_id: number
  person_name: string | null
  view: View
  next_clock: string | null
  next_due_at: string | null
  next_started_at: string | null
  last_message_at: string | null
  last_preview: string
  language: Language
  ended_at: string | null
  context: Record<string, string>
  brand_id: number
  brand_name: string
  is_demo: boolean
  numbers: string[]
  complaint:
    | (Record<string, unknown> & { stage: string; createdAt: string; acknowledgedAt: string | null; snoozedUntil: string | null })
    | null
}

/** Rows without a due time come last, so the cursor's time is never null. */
const never = '9999-12-31T00:00:00.000Z'

export async function readFeed(pool: Pool, language: Language, question: PageQuestion & { view: View; heldBy?: number | undefined }) {
  const { view, limit, heldBy } = question
  const isClosed = view === 'closed'
  const from = readCursor(question.cursor, 2)
  const order = isClosed ? 'c.id desc' : `coalesce(c.next_due_at, '${never}'), c.id`
  const after = isClosed ? 'c.id < $4::bigint' : `(coalesce(c.next_due_at, '${never}'), c.id) > ($3::timestamptz, $4::bigint)`
  const [page, counted] = await Promise.all([
    pool.query<Row>(
      `${rowSql} where c.view = $1 and ($2::bigint is null or c.holder_id = $2) and c.last_seq > 0 and ($3::text is null or ${after}) order by ${order} limit $5`,
      [view, heldBy ?? null, from ? String(from[0]) : null, from?.[1] ?? null, limit + 1],
    ),
    pool.query<{ view: View; count: number }>(
      `select view, count(*) from conversations where view <> 'closed' and ($1::bigint is null or holder_id = $1) group by view`,
      [heldBy ?? null],
    ),
  ])
  const counts = Object.fromEntries(views.map((one) => [one, counted.rows.find((row) => row.view === one)?.count ?? 0])) as Record<
    View,
    number
  >
  return {
    ...toPage(
      page.rows,
      limit,
      (row) => [row.next_due_at ?? never, row.id],
      (row) => toRow(row, language),
    ),
    counts,
  }
}

export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number | null)[],
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(toItem), nextCursor: rows.length > limit && last !== undefined ? toCursor(keyOf(last)) : null }
}

function toRow(row: Row, language: Language) {
  return {
    id: row.id,
    channel: row.channel,
    account: row.account,
    externalId: row.external_id,
    holder: holderOf(row),
    person: { id: row.person_id, name: row.person_name },
    complaintNumbers: row.numbers,
    view: row.view,
    nextClock:
      row.next_clock && row.next_due_at
        ? { name: row.next_clock, dueAt: row.next_due_at, startedAt: row.next_started_at ?? row.next_due_at }
        : null,
    lastMessageAt: row.last_message_at,
    lastPreview: row.last_preview,
    language: row.language,
    brand: { id: row.brand_id, name: row.brand_name, isDemo: row.is_demo },
    complaint: row.complaint && {
      ...row.complaint,
      stage: stageIn(row.complaint.stage, language),
      createdAt: iso(row.complaint.createdAt),
      acknowledgedAt: iso(row.complaint.acknowledgedAt),
      snoozedUntil: iso(row.complaint.snoozedUntil),
    },
    isEnded: row.ended_at !== null,
  }
}

/** Times inside JSON come as the database writes them; the API has one form. */
export const iso = <T extends string | null>(time: T): T => (time === null ? time : (new Date(time).toISOString() as T))

const holderOf = (row: Row) => {
  if (row.holder === 'operator') return { kind: 'operator' as const, id: row.holder_id ?? 0, name: row.holder_name ?? '' }
  return row.holder === 'queue' ? { kind: 'queue' as const, reason: row.holder_reason ?? '' } : { kind: 'flow' as const }
}

export async function readConversation(pool: Pool, language: Language, id: number) {
  const [{ rows }, complaints, suspicions] = await Promise.all([
    pool.query<Row>(`${rowSql} where c.id = $1`, [id]),
    pool.query<Record<string, unknown> & { stage: string }>(
      `select k.id, k.number, k.kind, k.status, k.stage, k.priority, k.channel, k.summary, k.created_at as "createdAt", k.acknowledged_at as "acknowledgedAt",
          json_build_object('key', g.key, 'names', g.names) as category, json_build_object('id', s.id, 'name', s.name) as manager
        from complaint_conversations cc join complaints k on k.id = cc.complaint_id join categories g on g.key = k.category join staff_members s on s.id = k.manager_id
        where cc.conversation_id = $1 order by k.id desc`,
      [id],
    ),
    pool.query<{ message_id: number; text: string; reading: { category: string }; decide_at: string }>(
      `select s.message_id, m.text, s.reading, s.decide_at from suspicions s join messages m on m.id = s.message_id
        where s.conversation_id = $1 and s.outcome is null order by s.message_id`,
      [id],
    ),
  ])
  const [row] = rows
  if (!row) return null
  return {
    ...toRow(row, language),
    complaints: complaints.rows.map((complaint) => ({ ...complaint, stage: stageIn(complaint.stage, language) })),
    context: row.context,
    suspicions: suspicions.rows.map((one) => ({
      messageId: one.message_id,
      text: one.text,
      category: one.reading.category,
      decideAt: one.decide_at,
    })),
  }
}
