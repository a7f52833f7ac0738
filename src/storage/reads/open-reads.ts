import type { Pool } from 'pg'
import type { Language } from '../../core/model/reading.js'
import type { Links } from '../../core/ports.js'
import type { Reads } from '../../core/reads.js'
import { listComplaints, readComplaint, readJournal } from './complaints.js'
import { readConversation, readFeed, readPlace } from './conversations.js'
import { fileUrl, readMessage, readMessages } from './messages.js'
import { readStatusPage } from './status-page.js'

type Shapes = {
  conversationRow: Awaited<ReturnType<typeof readFeed>>['items'][number]
  conversation: NonNullable<Awaited<ReturnType<typeof readConversation>>>
  message: Awaited<ReturnType<typeof readMessages>>['items'][number]
  complaintRow: Awaited<ReturnType<typeof listComplaints>>['items'][number]
  complaint: NonNullable<Awaited<ReturnType<typeof readComplaint>>>
  journalLine: NonNullable<Awaited<ReturnType<typeof readJournal>>>['items'][number]
  file: {
    id: number
    name: string
    contentType: string
    sizeBytes: number
    url: string
    state: 'stored' | 'waiting' | 'lost'
    failure: string | null
  }
}

export type ReadParts = { readonly pool: Pool; readonly language: Language; readonly links: Links; readonly now: () => string }

export function openReads({ pool, language, links, now }: ReadParts): Reads<Shapes> {
  return {
    feed: (question) => readFeed(pool, language, question),
    conversation: (id) => readConversation(pool, language, id),
    place: (id) => readPlace(pool, id),
    messages: (conversationId, question) => readMessages(pool, conversationId, question),
    message: (id) => readMessage(pool, id),
    complaints: (question) => listComplaints(pool, language, question),
    complaint: (number) => readComplaint(pool, language, links, number),
    journal: (number, question) => readJournal(pool, number, question),
    async file(id) {
      const { rows } = await pool.query<{ name: string; contentType: string; sizeBytes: number; stored: string }>(
        'select name, content_type as "contentType", size_bytes as "sizeBytes", stored from files where id = $1 and stored is not null',
        [id],
      )
      return rows[0] ?? null
    },
    async addFile({ stored, name, contentType, sizeBytes, staffId }) {
      const { rows } = await pool.query<{ id: number }>(
        `insert into files (id, stored, sha256, size_bytes, name, content_type, uploaded_by, created_at)
          values (nextval('ledger_ids'), $1, $1, $2, $3, $4, $5, $6) returning id`,
        [stored, sizeBytes, name, contentType, staffId, now()],
      )
      const id = rows[0]?.id ?? 0
      return { id, name, contentType, sizeBytes, url: fileUrl(id), state: 'stored', failure: null }
    },
    statusPage: (complaintId) => readStatusPage(pool, complaintId),
  }
}
