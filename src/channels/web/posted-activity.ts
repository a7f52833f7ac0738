import { activityZodSchema } from '@microsoft/agents-activity'
import { cleanText } from '../../core/clean-text.js'
import { refuse } from './refuse.js'

/** What a client posts, as far as the desk reads it: Microsoft's own schema, cut to those fields. */
const schema = activityZodSchema.pick({
  type: true,
  id: true,
  from: true,
  text: true,
  value: true,
  locale: true,
  attachments: true,
  channelData: true,
})
export type PostedActivity = ReturnType<typeof schema.parse>

export const textLimit = 20_000

/** null and a word about the first problem for what is no activity. Fields that are null or '' count as absent: some clients write all of them. */
export function parseActivity(raw: unknown): { readonly activity: PostedActivity | null; readonly problem: string } {
  const read = schema.safeParse(dropEmpty(raw))
  if (read.success) return { activity: read.data, problem: '' }
  const [issue] = read.error.issues
  return { activity: null, problem: issue ? `${issue.path.join('.') || 'body'}: ${issue.message}` : 'unknown' }
}

/** Throws DeskError for what would be refused later anyway, while its sender can still be told. */
export function checkActivity(raw: unknown, fileCount: number): PostedActivity {
  const { activity, problem } = parseActivity(raw)
  if (!activity) throw refuse.badActivity(problem)
  if (activity.type !== 'message') return activity
  const text = cleanText(activity.text ?? '')
  if (text.length > textLimit && Array.from(text).length > textLimit) throw refuse.tooLong(textLimit)
  const attachments = activity.attachments ?? []
  if (attachments.some(({ contentUrl }) => contentUrl?.startsWith('data:'))) throw refuse.inlineFile()
  const hasLink = attachments.some(({ contentUrl }) => contentUrl !== undefined)
  if (text.trim() === '' && activity.value === undefined && fileCount === 0 && !hasLink) throw refuse.emptyMessage()
  return activity
}

/** The id under which the client would send the same activity again, if it has one. */
export function clientIdOf({ id, channelData }: PostedActivity): string | null {
  const named = toRecord(channelData).clientActivityID
  return typeof named === 'string' && named !== '' ? named : (id ?? null)
}

/** The fields of what may be an object. */
export const toRecord = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? Object.fromEntries(Object.entries(raw)) : {}

function dropEmpty(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw
  const isFilled = ([, value]: [string, unknown]) => value !== null && value !== ''
  const filled = Object.fromEntries(Object.entries(raw).filter(isFilled))
  return filled.from === undefined ? filled : { ...filled, from: dropEmpty(filled.from) }
}
