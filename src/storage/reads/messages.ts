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
  files: { id: number; name: string; contentType: string; sizeBytes: number }[]
  at: string
}

const sql = `select m.id, m.seq, m.direction, m.author, m.author_name, m.visibility, m.text, m.choices, m.delivery, m.external_id, k.number, m.at,
    coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'sizeBytes', f.size_bytes) order by f.id)
      from files f where f.message_id = m.id), '[]') as files
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
  complaintNumber: row.number,
  at: row.at,
  externalId: row.external_id,
})
