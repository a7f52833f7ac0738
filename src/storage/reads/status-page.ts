import type { Pool } from 'pg'
import { type StageKey, stageKeys } from '../../core/model/complaint.js'
import type { StatusPage } from '../../core/reads.js'

type Row = Omit<StatusPage, 'stages' | 'conversation' | 'messages' | 'firstAnswer' | 'decision' | 'brand' | 'manager' | 'lastResort'> & {
  brand_name: string
  is_demo: boolean
  manager: string
  contact: string | null
  last_resort: string
  last_resort_contact: string | null
  conversation_id: number
  account_id: number
  external_id: string
  sender_id: string
  ended_at: string | null
}

/** What a customer's page shows of one complaint: the visibility of messages is part of the question, so a note cannot slip in. */
export async function readStatusPage(pool: Pool, complaintId: number): Promise<StatusPage | null> {
  const { rows } = await pool.query<Row>(
    `select k.number, k.kind, k.status, k.stage, k.language, k.rating, k.created_at as "createdAt", b.time_zone as "timeZone", b.name as brand_name, b.is_demo,
        s.name as manager, s.contact, l.name as last_resort, l.contact as last_resort_contact, c.id as conversation_id, c.account_id, c.external_id, c.ended_at,
        a.external_id as sender_id
      from complaints k join brands b on b.id = k.brand_id join staff_members s on s.id = k.manager_id join staff_members l on l.id = b.last_resort_id
        join conversations c on c.id = k.conversation_id join addresses a on a.id = c.address_id where k.id = $1`,
    [complaintId],
  )
  const [row] = rows
  if (!row) return null
  const [clocks, steps, messages] = await Promise.all([
    pool.query<{ name: string; promised_at: string | null; due_at: string; met_at: string | null }>(
      `select name, promised_at, due_at, met_at from clocks where complaint_id = $1 and name in ('first-answer', 'decision')`,
      [complaintId],
    ),
    pool.query<{ to: StageKey; at: string }>(
      `select data->>'to' as to, at from journal where complaint_id = $1 and action = 'stage' order by seq`,
      [complaintId],
    ),
    pool.query<{
      direction: 'in' | 'out'
      author: string
      author_name: string | null
      text: string
      at: string
      files: { id: number; name: string }[]
    }>(
      `select * from (select m.seq, m.direction, m.author, m.author_name, m.text, m.at,
            coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name) order by f.id) from files f where f.message_id = m.id), '[]') as files
          from messages m where m.conversation_id = $1 and m.visibility = 'public' order by m.seq desc limit 100) newest order by seq`,
      [row.conversation_id],
    ),
  ])
  const promise = (name: string) => {
    const clock = clocks.rows.find((one) => one.name === name)
    return clock ? { promisedAt: clock.promised_at ?? clock.due_at, metAt: clock.met_at } : null
  }
  return {
    number: row.number,
    kind: row.kind,
    status: row.status,
    stage: row.stage,
    stages: stageKeys.map((key) => ({ key, at: timeOf(key, row, steps.rows) })),
    language: row.language,
    timeZone: row.timeZone,
    brand: { name: row.brand_name, isDemo: row.is_demo },
    manager: { name: row.manager, contact: row.contact },
    lastResort: { name: row.last_resort, contact: row.last_resort_contact },
    createdAt: row.createdAt,
    firstAnswer: promise('first-answer'),
    decision: promise('decision'),
    conversation: { accountId: row.account_id, externalId: row.external_id, senderId: row.sender_id, isEnded: row.ended_at !== null },
    messages: messages.rows.map(({ author_name, ...message }) => ({
      ...message,
      authorName: message.author === 'operator' || message.author === 'person' ? author_name : null,
    })),
    rating: row.rating,
  }
}

/** When a stage was reached; the first two with the registration. One that lies ahead, after a return, has none. */
function timeOf(key: StageKey, row: Row, steps: readonly { readonly to: StageKey; readonly at: string }[]): string | null {
  if (stageKeys.indexOf(key) > stageKeys.indexOf(row.stage as StageKey)) return null
  if (key === 'received' || key === 'assigned') return row.createdAt
  return steps.filter((step) => step.to === key).at(-1)?.at ?? null
}
