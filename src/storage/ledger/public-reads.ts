import type { Pool } from 'pg'
import type { PublicMessage } from '../../core/channel.js'
import type { PublicReads } from '../../core/conversation-port.js'
import type { Instant, MessageId } from '../../core/model/ids.js'
import type { Author, Choice, MessageFile } from '../../core/model/message.js'
import type { Links } from '../../core/ports.js'
import { authorOf } from './claim.js'

type Row = {
  id: number
  seq: number
  direction: 'in' | 'out'
  author: Author['kind']
  author_name: string | null
  author_id: number | null
  text: string
  choices: Choice[]
  ask: PublicMessage['ask']
  external_id: string | null
  complaint_id: number | null
  number: string | null
  files: MessageFile[]
  at: Instant
}

/** What a customer may read: the visibility is part of every question, so a note cannot be asked for. */
export function openPublicReads(pool: Pool, links: Links): PublicReads {
  return {
    async find(accountId, conversation) {
      const { rows } = await pool.query<{ last_seq: number; ended_at: string | null }>({
        name: 'public-find',
        text: 'select last_seq, ended_at from conversations where account_id = $1 and external_id = $2',
        values: [accountId, conversation],
      })
      const [found] = rows
      return found ? { lastSeq: found.last_seq, isEnded: found.ended_at !== null } : null
    },
    async since(accountId, conversation, afterSeq, limit) {
      const { rows } = await pool.query<Row>({
        name: 'public-since',
        text: `select m.id, m.seq, m.direction, m.author, m.author_name, m.author_id, m.text, m.choices, m.ask, m.external_id, m.complaint_id, m.at, k.number,
            coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'sizeBytes', f.size_bytes) order by f.id)
              from files f where f.message_id = m.id), '[]') as files
          from messages m join conversations c on c.id = m.conversation_id left join complaints k on k.id = m.complaint_id
          where c.account_id = $1 and c.external_id = $2 and m.seq > $3 and m.visibility = 'public' order by m.seq limit $4`,
        values: [accountId, conversation, afterSeq, limit],
      })
      return rows.map((row) => toPublic(row, links))
    },
    async file(accountId, conversation, fileId) {
      const { rows } = await pool.query<{ id: number; stored: string; name: string; content_type: string; size_bytes: number }>({
        name: 'public-file',
        text: `select f.id, f.stored, f.name, f.content_type, f.size_bytes from files f join messages m on m.id = f.message_id
          join conversations c on c.id = m.conversation_id
          where f.id = $3 and c.account_id = $1 and c.external_id = $2 and m.visibility = 'public'`,
        values: [accountId, conversation, fileId],
      })
      const [row] = rows
      if (!row) return null
      return {
        stored: row.stored,
        file: { id: row.id as MessageFile['id'], name: row.name, contentType: row.content_type, sizeBytes: row.size_bytes },
      }
    },
  }
}

const toPublic = (row: Row, links: Links): PublicMessage => ({
  id: row.id as MessageId,
  seq: row.seq,
  direction: row.direction,
  author: authorOf(row),
  text: row.text,
  choices: row.choices,
  ask: row.ask,
  files: row.files,
  externalId: row.direction === 'in' ? row.external_id : null,
  complaint: row.number !== null && row.complaint_id !== null ? { number: row.number, statusUrl: links.status(row.complaint_id) } : null,
  at: row.at,
})
