import type { Pool } from 'pg'
import type { Delivery } from '../../core/model/message.js'
import type { PageQuestion } from '../../core/reads.js'
import { byId, readCursor, toPage } from './page.js'
import { openWhere } from './where.js'

type Row = {
  id: number
  seq: number
  direction: 'in' | 'out'
  author: 'person' | 'flow' | 'operator' | 'system'
  author_name: string | null
  visibility: 'public' | 'note'
  text: string
  choices: { value: string; title: string }[]
  delivery: Delivery | null
  external_id: string | null
  number: string | null
  files: {
    id: number
    name: string
    contentType: string
    sizeBytes: number
    state: 'stored' | 'waiting' | 'lost'
    failure: string | null
  }[]
  at: string
  retry_at: string | null
  failure: string | null
  delivered_at: string | null
  edited_at: string | null
  before: string[]
  deleted_at: string | null
  reactions: Record<string, string>
  answered: { id: number; text: string } | null
  whole: string | null
  forwarded_from: string | null
}

const sql = `select m.id, m.seq, m.direction, m.author, m.author_name, m.visibility, m.text, m.choices, m.delivery, m.external_id, k.number, m.at, m.failure,
    m.delivered_at, m.edited_at, m.deleted_at, m.reactions, m.whole, m.forwarded_from,
    case when m.delivery = 'queued' then (select min(o.retry_at) from outbox o where o.message_id = m.id and o.state = 'queued') end as retry_at,
    case when m.edited_at is null then '{}' else array(select e.text from message_edits e where e.message_id = m.id order by e.id) end as before,
    case when m.reply_to is not null then (select json_build_object('id', a.id, 'text', left(a.text, 300)) from messages a
      where a.conversation_id = m.conversation_id and a.external_id = m.reply_to and a.visibility = 'public' limit 1) end as answered,
    coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'sizeBytes', f.size_bytes,
      'state', f.state, 'failure', f.failure) order by f.id) from files f where f.message_id = m.id), '[]') as files
  from messages m left join complaints k on k.id = m.complaint_id`

/** Newest first; with `after` those above that seq, oldest first. Notes are among them: this is the staff's view. */
export async function readMessages(
  pool: Pool,
  conversationId: number,
  { limit, cursor, after }: PageQuestion & { after?: number | undefined },
) {
  const where = openWhere()
  where.add('m.conversation_id = ?', conversationId)
  const from = readCursor(cursor, byId)?.[0]
  const isForward = after !== undefined
  if (isForward) where.add('m.seq > ?', from ?? after)
  else if (from !== undefined) where.add('m.seq < ?', from)
  const order = isForward ? 'm.seq' : 'm.seq desc'
  const { rows } = await pool.query<Row>(`${sql}${where.sql} order by ${order} limit ${where.bind(limit + 1)}`, [...where.values])
  return toPage(rows, limit, (row) => [row.seq], toMessage)
}

export async function readMessage(pool: Pool, id: number) {
  const { rows } = await pool.query<Row>(`${sql} where m.id = $1`, [id])
  return rows[0] ? toMessage(rows[0]) : null
}

export const fileUrl = (id: number): string => `/api/v1/files/${id}`

const toMessage = (row: Row) => ({
  id: row.id,
  seq: row.seq,
  direction: row.direction,
  author: { kind: row.author, name: row.author === 'flow' || row.author === 'system' ? null : row.author_name },
  visibility: row.visibility,
  text: row.text,
  choices: row.choices,
  files: row.files.map((file) => ({ ...file, url: fileUrl(file.id) })),
  delivery: row.delivery,
  retryAt: row.retry_at,
  failure: row.failure,
  deliveredAt: row.delivered_at,
  editedAt: row.edited_at,
  before: row.before,
  deletedAt: row.deleted_at,
  reactions: Object.values(row.reactions),
  replyTo: row.answered,
  whole: row.whole,
  forwardedFrom: row.forwarded_from,
  complaintNumber: row.number,
  at: row.at,
  externalId: row.external_id,
})
