import { parseJson, toList, toRecord, toText } from './parse'

/** A message of the customer from the moment it was written until the desk shows it back. */
export type Outgoing = Draft & {
  /** The clientActivityID: a resend under it is exact, the desk keeps one. */
  id: string
  createdAt: number
  state: OutgoingState
}

export type Draft = {
  text: string
  /** What a postBack button stands for; `text` is its title, which a person reads. */
  value?: string
  files: FileNote[]
}

export type FileNote = { name: string; size: number; contentType: string }

export type OutgoingState =
  | { type: 'waiting' }
  | { type: 'sending'; part: number }
  /** The desk has it under this activity id. */
  | { type: 'sent'; activityId: string }
  | { type: 'failed'; reason: FailureReason }

export type FailureReason = 'too-large' | 'unsupported' | 'refused' | 'server' | 'files-lost'

/** For storage. What was being sent waits again after a reload: nobody knows whether it arrived, and a resend is exact. */
export function writeOutgoing(outgoing: Outgoing): string {
  return JSON.stringify({ ...outgoing, state: outgoing.state.type === 'failed' ? outgoing.state : { type: 'waiting' } })
}

export function parseOutgoing(text: string | null): Outgoing | undefined {
  const raw = toRecord(parseJson(text ?? ''))
  const id = toText(raw.id)
  if (!id) return undefined
  const value = toText(raw.value)
  return {
    id,
    createdAt: Number(raw.createdAt) || 0,
    text: toText(raw.text),
    ...(value && { value }),
    files: toList(raw.files).map(parseFileNote),
    state: parseState(toRecord(raw.state)),
  }
}

function parseFileNote(raw: unknown): FileNote {
  const file = toRecord(raw)
  return { name: toText(file.name), size: Number(file.size) || 0, contentType: toText(file.contentType) }
}

const reasons: readonly string[] = ['too-large', 'unsupported', 'refused', 'server', 'files-lost'] satisfies FailureReason[]

function parseState(raw: Record<string, unknown>): OutgoingState {
  if (raw.type !== 'failed') return { type: 'waiting' }
  return { type: 'failed', reason: reasons.includes(toText(raw.reason)) ? (raw.reason as FailureReason) : 'server' }
}
