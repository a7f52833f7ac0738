import type { Activity, ActivitySet, Ask, Attachment, Author, AuthorKind, Choice, ComplaintMark, MessageActivity } from './activity'

/** One frame of the socket or one answer of GET activities. Total: what it cannot read it leaves out, it never throws. */
export function parseActivitySet(raw: unknown): ActivitySet {
  const set = toRecord(raw)
  const activities = toList(set.activities).flatMap(parseActivity)
  const watermark = toText(set.watermark)
  return watermark === '' ? { activities } : { activities, watermark }
}

export type Start = { conversationId: string; token: string; expiresInMs: number; streamUrl: string; brand: BrandNote }
/** What the desk may say of the brand beside the token. */
export type BrandNote = { name?: string; demonstration?: boolean }

/** The answer of tokens/generate, tokens/refresh, POST and GET conversations; fields that an answer does not have are empty. */
export function parseStart(raw: unknown): Start {
  const answer = toRecord(raw)
  const seconds = Number(answer.expires_in)
  return {
    conversationId: toText(answer.conversationId),
    token: toText(answer.token),
    streamUrl: toText(answer.streamUrl),
    expiresInMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1_800_000,
    brand: parseBrand(toRecord(answer.brand)),
  }
}

export const parseId = (raw: unknown): string => toText(toRecord(raw).id)

export const parseErrorCode = (raw: unknown): string => toText(toRecord(toRecord(raw).error).code)

/** JSON or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Only what may stand in an href: http or https, absolute. */
export function parseWebUrl(raw: unknown): string | undefined {
  try {
    const url = new URL(toText(raw))
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
  } catch {
    return undefined
  }
}

export function toRecord(raw: unknown): Record<string, unknown> {
  return typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {}
}

export function toText(raw: unknown): string {
  return typeof raw === 'string' ? raw : typeof raw === 'number' ? String(raw) : ''
}

export const toList = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : [])

function parseActivity(raw: unknown): Activity[] {
  const activity = toRecord(raw)
  if (activity.type === 'message') return [parseMessage(activity)]
  if (activity.type === 'typing') return [{ type: 'typing', author: parseAuthor(activity) }]
  if (activity.type === 'endOfConversation') return [{ type: 'endOfConversation' }]
  return []
}

function parseMessage(activity: Record<string, unknown>): MessageActivity {
  const channelData = toRecord(activity.channelData)
  const clientActivityID = toText(channelData.clientActivityID)
  const otklik = toRecord(channelData.otklik)
  const complaint = parseComplaint(toRecord(otklik.complaint))
  const ask = parseAsk(toRecord(otklik.ask).kind)
  return {
    type: 'message',
    id: toText(activity.id),
    author: parseAuthor(activity),
    text: toText(activity.text),
    at: Date.parse(toText(activity.timestamp)) || Date.now(),
    choices: toList(toRecord(activity.suggestedActions).actions).flatMap(parseChoice),
    attachments: toList(activity.attachments).flatMap(parseAttachment),
    ...(clientActivityID && { clientActivityID }),
    ...(complaint && { complaint }),
    ...(ask && { ask }),
  }
}

const authorKinds: readonly string[] = ['person', 'flow', 'operator', 'system'] satisfies AuthorKind[]
const asks: readonly string[] = ['choice', 'text', 'name', 'contact', 'file', 'rating'] satisfies Ask[]

function parseAuthor(activity: Record<string, unknown>): Author {
  const from = toRecord(activity.from)
  const said = toRecord(toRecord(toRecord(activity.channelData).otklik).author)
  const kind = authorKinds.includes(toText(said.kind)) ? (said.kind as AuthorKind) : 'flow'
  return { kind: from.role === 'user' ? 'person' : kind, name: toText(said.name) || toText(from.name) }
}

function parseAsk(raw: unknown): Ask | undefined {
  return asks.includes(toText(raw)) ? (raw as Ask) : undefined
}

function parseComplaint(raw: Record<string, unknown>): ComplaintMark | undefined {
  const number = toText(raw.number)
  if (!number) return undefined
  const statusUrl = parseWebUrl(raw.statusUrl)
  const stage = toText(raw.stage)
  return { number, ...(statusUrl && { statusUrl }), ...(stage && { stage }) }
}

function parseChoice(raw: unknown): Choice[] {
  const action = toRecord(raw)
  const title = toText(action.title) || toText(action.value)
  if (!title || (action.type !== 'imBack' && action.type !== 'postBack')) return []
  return [{ type: action.type, title, value: toText(action.value) || title }]
}

function parseAttachment(raw: unknown): Attachment[] {
  const file = toRecord(raw)
  const url = parseWebUrl(file.contentUrl)
  return url ? [{ url, contentType: toText(file.contentType), name: toText(file.name) }] : []
}

export function parseBrand(raw: Record<string, unknown>): BrandNote {
  const name = toText(raw.name)
  return { ...(name && { name }), ...(raw.demonstration === true && { demonstration: true }) }
}
