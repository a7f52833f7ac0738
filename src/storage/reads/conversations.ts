import type { Pool } from 'pg'
import type { ClockName } from '../../core/model/clock.js'
import { type View, views } from '../../core/model/complaint.js'
import type { AccountId } from '../../core/model/ids.js'
import type { Language } from '../../core/model/reading.js'
import type { FeedQuestion } from '../../core/reads.js'
import { type ListedRow, listedColumns, listedFrom, type NextClock, nextClockColumn, toListed, toNextClock } from './complaint-rows.js'
import { byDue, iso, readCursor, toPage } from './page.js'
import { openWhere, type Where } from './where.js'

/** One row of the feed in one statement. */
const rowSql = `select c.id, a.channel, a.name as account, c.external_id, c.holder, c.holder_id, c.holder_name, c.holder_reason, c.person_id, p.name as person_name,
    c.view, c.next_clock, c.next_due_at, c.next_rank, c.last_message_at, c.last_preview, c.language, c.ended_at, c.context, b.id as brand_id, b.name as brand_name, b.is_demo,
    (select started_at from clocks k where k.complaint_id = c.top_complaint_id and k.name = c.next_clock) as next_started_at,
    coalesce((select json_agg(k.number order by k.id) from complaint_conversations cc join complaints k on k.id = cc.complaint_id
      where cc.conversation_id = c.id), '[]') as numbers,
    (select to_json(r) from (select ${listedColumns}, k.snoozed_until as "snoozedUntil", k.snooze_reason as "snoozeReason"
      ${listedFrom} where k.id = c.top_complaint_id) r) as complaint
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
  next_clock: ClockName | null
  next_due_at: string | null
  next_rank: number
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
  complaint: (ListedRow & { snoozedUntil: string | null; snoozeReason: string | null }) | null
}

/** The nearest unmet clock first, by priority where several are due at one moment, what has none last; what is closed newest first. A conversation in which nobody has said anything is not shown. */
export async function readFeed(pool: Pool, language: Language, question: FeedQuestion) {
  const { view, limit } = question
  const isClosed = view === 'closed'
  const where = openWhere()
  where.add('c.view = ?', view)
  // Said again as a constant, so that the planner sees the partial index fit.
  if (!isClosed) where.add(`c.view <> 'closed'`)
  where.add('c.last_seq > 0')
  addHolder(where, question.heldBy)
  const from = readCursor(question.cursor, byDue)
  if (from && isClosed) where.add('c.id < ?', from[2])
  else if (from && from[0] === null) where.add('c.next_due_at is null and (c.next_rank, c.id) > (?::smallint, ?::bigint)', from[1], from[2])
  else if (from)
    where.add('(c.next_due_at, c.next_rank, c.id) > (?::timestamptz, ?::smallint, ?::bigint) or c.next_due_at is null', ...from)
  const [{ rows }, counts] = await Promise.all([
    pool.query<Row>(
      `${rowSql}${where.sql} order by ${isClosed ? 'c.id desc' : 'c.next_due_at, c.next_rank, c.id'} limit ${where.bind(limit + 1)}`,
      [...where.values],
    ),
    countViews(pool, question.heldBy),
  ])
  return {
    ...toPage(
      rows,
      limit,
      (row) => [isClosed ? null : row.next_due_at, row.next_rank, row.id],
      (row) => toRow(row, language),
    ),
    counts,
  }
}

function addHolder(where: Where, heldBy: FeedQuestion['heldBy']): void {
  if (heldBy === undefined) return
  if (heldBy.staffId !== null) where.add('c.holder_id = ?', heldBy.staffId)
  else where.add(`c.holder = 'operator' and c.holder_id is null and c.holder_name = ?`, heldBy.name)
}

/** What is closed is not counted: nobody waits for it, and counting it would cost more every year. */
async function countViews(pool: Pool, heldBy: FeedQuestion['heldBy']): Promise<Record<View, number>> {
  const where = openWhere()
  where.add(`c.view <> 'closed'`)
  addHolder(where, heldBy)
  const { rows } = await pool.query<{ view: View; count: number }>(
    `select c.view, count(*) as count from conversations c${where.sql} group by c.view`,
    [...where.values],
  )
  const counts = views.map((view) => [view, rows.find((row) => row.view === view)?.count ?? 0])
  return Object.fromEntries(counts) as Record<View, number>
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
    complaint: row.complaint && { ...toListed(row.complaint, language), snoozedUntil: iso(row.complaint.snoozedUntil) },
    isEnded: row.ended_at !== null,
  }
}

/** A program that came by a token holds under its name and has no id among the staff: 0. */
const holderOf = (row: Row) => {
  if (row.holder === 'operator') return { kind: 'operator' as const, id: row.holder_id ?? 0, name: row.holder_name ?? '' }
  return row.holder === 'queue' ? { kind: 'queue' as const, reason: row.holder_reason ?? '' } : { kind: 'flow' as const }
}

type SuspicionRow = { messageId: number; text: string; category: string; decideAt: string }

type JoinRow = { id: number; way: 'link' | 'operator'; at: string; from: string | null }
type ProposalRow = { conversationId: number; channel: string; to: string; name: string | null; by: 'phone' | 'email' }

type WayRow = { conversationId: number; channel: string; account: string; to: string; blockedAt: string | null; isHere: boolean }

export async function readConversation(pool: Pool, language: Language, id: number) {
  const [{ rows }, complaints, suspicions, ways, joins, proposals] = await Promise.all([
    pool.query<Row>(`${rowSql} where c.id = $1`, [id]),
    pool.query<ListedRow & { next: NextClock }>(
      `select ${listedColumns}, ${nextClockColumn} ${listedFrom} join complaint_conversations cc on cc.complaint_id = k.id
        where cc.conversation_id = $1 order by k.id desc`,
      [id],
    ),
    pool.query<SuspicionRow>(
      `select s.message_id as "messageId", m.text, s.reading->>'category' as category, s.decide_at as "decideAt"
        from suspicions s join messages m on m.id = s.message_id where s.conversation_id = $1 and s.outcome is null order by s.message_id`,
      [id],
    ),
    pool.query<WayRow>(
      `select w.id as "conversationId", a.channel, a.name as account, ad.external_id as to, ad.blocked_at as "blockedAt", w.id = $1 as "isHere"
        from conversations c join conversations w on w.person_id = c.person_id join accounts a on a.id = w.account_id
        join addresses ad on ad.id = w.address_id where c.id = $1 order by w.id = $1 desc, w.last_message_at desc nulls last limit 20`,
      [id],
    ),
    pool.query<JoinRow>(
      `select j.id, j.way, j.at, p.name as from from joins j join people p on p.id = j.from_person
        where j.conversation_id = $1 and j.undone_at is null order by j.id`,
      [id],
    ),
    pool.query<ProposalRow>(
      `select distinct on (o.id) w.id as "conversationId", a.channel, ad.external_id as to, o.name,
          case when o.phone = p.phone then 'phone' else 'email' end as by
        from conversations c join people p on p.id = c.person_id
        join people o on o.id <> p.id and (o.phone = p.phone or lower(o.email) = lower(p.email))
        join conversations w on w.person_id = o.id join accounts a on a.id = w.account_id join addresses ad on ad.id = w.address_id
        where c.id = $1 order by o.id, w.last_message_at desc nulls last limit 10`,
      [id],
    ),
  ])
  const [row] = rows
  if (!row) return null
  const here = ways.rows.find(({ isHere }) => isHere)
  return {
    ...toRow(row, language),
    complaints: complaints.rows.map(({ next, ...complaint }) => ({ ...toListed(complaint, language), nextClock: toNextClock(next) })),
    context: row.context,
    to: here?.to ?? '',
    blockedAt: here?.blockedAt ?? null,
    ways: ways.rows.filter(({ isHere }) => !isHere).map(({ isHere: _, ...way }) => way),
    suspicions: suspicions.rows,
    joins: joins.rows,
    proposals: proposals.rows,
  }
}

/** Where the conversation is, as its channel names it. */
export async function readPlace(pool: Pool, id: number): Promise<{ accountId: AccountId; conversation: string } | null> {
  const { rows } = await pool.query<{ accountId: AccountId; conversation: string }>(
    'select account_id as "accountId", external_id as conversation from conversations where id = $1',
    [id],
  )
  return rows[0] ?? null
}
