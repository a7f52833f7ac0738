import type { Pool } from 'pg'
import type { PageQuestion } from '../../core/reads.js'
import { toPage } from './conversations.js'
import { readCursor } from './cursor.js'

type Row = {
  id: number
  seq: number
  direction: 'in' | 'out'
  author: 'person' | 'flow' | 'operator' | 'system'
  author_name: string | null
  visibility: 'public' | 'note'
  text: string
  choices: { value: string; title: string }[]
  delivery: string | null
  external_id: string | null
  number: string | null
  files: { id: number; name: string; contentType: string; sizeBytes: number }[]
  at: string
}

const sql = `select m.id, m.seq, m.direction, m.author, m.author_name, m.visibility, m.text, m.choices, m.delivery, m.external_id, k.number, m.at,
    coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'sizeBytes', f.size_bytes) order by f.id)
      from files f where f.message_id = m.id), '[]') as files
  from messages m left join complaints k on k.id = m.complaint_id where m.conversation_id = $1`

/** Newest first; with `after` those above that seq, oldest first. Notes are among them: this is the staff's view. */
export async function readMessages(
  pool: Pool,
  conversationId: number,
  { limit, cursor, after }: PageQuestion & { after?: number | undefined },
) {
  if (after !== undefined) {
    const { rows } = await pool.query<Row>(`${sql} and m.seq > $2 order by m.seq limit $3`, [conversationId, after, limit])
    return { items: rows.map(toMessage), nextCursor: null }
  }
  const from = readCursor(cursor, 1)
  const { rows } = await pool.query<Row>(`${sql} and ($2::integer is null or m.seq < $2) order by m.seq desc limit $3`, [
    conversationId,
    from?.[0] ?? null,
    limit + 1,
  ])
  return toPage(rows, limit, (row) => [row.seq], toMessage)
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
