import type { Pool } from 'pg'

export type StoredLine = {
  readonly complaintId: number
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly actorId: number | null
  readonly action: string
  readonly data: unknown
  readonly prevHash: string | null
  readonly hash: string
}

/** Every line of one complaint's journal as it was hashed, with the head that the complaint remembers. */
export async function readWholeJournal(
  pool: Pool,
  number: string,
): Promise<{ readonly lines: readonly StoredLine[]; readonly head: { readonly seq: number; readonly hash: string | null } } | null> {
  const { rows } = await pool.query<{ id: number; journal_seq: number; journal_hash: string | null }>(
    'select id, journal_seq, journal_hash from complaints where number = $1',
    [number],
  )
  const [complaint] = rows
  if (!complaint) return null
  const lines = await pool.query<StoredLine>(
    `select complaint_id as "complaintId", seq, at, actor, actor_id as "actorId", action, data, prev_hash as "prevHash", hash from journal where complaint_id = $1 order by seq`,
    [complaint.id],
  )
  return { lines: lines.rows, head: { seq: complaint.journal_seq, hash: complaint.journal_hash } }
}
