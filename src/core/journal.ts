import { hashLine, personalHash } from './complaints/journal-hash.js'
import type { ComplaintDraft } from './scene.js'
import type { Actor, JournalLine, Work } from './work.js'

/**
 * Appends one line to a complaint's journal; the complaint is locked, so seq and hash follow the head.
 * `data` holds ids and codes only. A personal value goes through `personal`, which keeps its salted hash.
 */
export function record(work: Work, complaint: ComplaintDraft, actor: Actor, action: string, data: JournalLine['data'] = {}): void {
  const line = {
    complaintId: complaint.id,
    seq: complaint.journalSeq + 1,
    at: work.now,
    actor: actor.kind,
    actorId: actor.id,
    action,
    data: actor.kind === 'operator' && actor.tokenId !== undefined ? { ...data, token: actor.tokenId } : data,
  }
  const hash = hashLine(complaint.journalHash, line)
  work.journal.push({ ...line, prevHash: complaint.journalHash, hash })
  complaint.journalSeq = line.seq
  complaint.journalHash = hash
  complaint.isChanged = true
}

/** The salted hash that stands for a value in the journal; erasing the person's salt makes it meaningless. */
export const personal = (complaint: ComplaintDraft, value: string): string => personalHash(complaint.personSalt, value)
