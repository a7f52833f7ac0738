import { createHash } from 'node:crypto'
import { ActivityTypes } from '@microsoft/agents-activity'
import { z } from 'zod'
import { cleanLine } from '../../core/clean-text.js'
import { readJson } from '../shared/read-json.js'
import { isServiceAddress, type Reference, toMessageId } from './reference.js'

/** A part of the desk's ids: taken only where it is plain, since a changed one would lead elsewhere. */
const plain = z.string().refine((text) => cleanLine(text, 400) === text, 'is no plain id')
const account = z.object({ id: z.string().nullish(), name: z.string().nullish() })
const attachment = z.object({
  contentType: z.string().nullish(),
  contentUrl: z.string().nullish(),
  name: z.string().nullish(),
  content: z.unknown().optional(),
})
const reactions = z.array(z.object({ type: z.string() })).nullish()
/** What the channel reads of an activity: https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md */
const activitySchema = z.object({
  type: plain.min(1),
  id: plain.nullish(),
  timestamp: z.string().nullish(),
  channelId: plain.min(1),
  serviceUrl: plain.min(1),
  conversation: z.object({ id: plain.min(1), isGroup: z.boolean().nullish(), conversationType: z.string().nullish() }),
  from: account.nullish(),
  recipient: z.object({ id: plain.nullish() }).nullish(),
  text: z.string().nullish(),
  locale: z.string().nullish(),
  replyToId: z.string().nullish(),
  attachments: z.array(attachment).nullish(),
  entities: z.array(z.looseObject({ type: z.string().nullish() })).nullish(),
  membersAdded: z.array(account).nullish(),
  reactionsAdded: reactions,
  reactionsRemoved: reactions,
  action: z.string().nullish(),
  value: z.unknown().optional(),
  channelData: z.unknown().optional(),
})
/** Enough to know who must answer, and where. */
const envelopeSchema = activitySchema.pick({ type: true, id: true, channelId: true, serviceUrl: true, conversation: true, recipient: true })
export type Activity = z.infer<typeof activitySchema>
type Envelope = z.infer<typeof envelopeSchema>

/** `envelope` where at least the addresses can be read; `activity` where all can. Never throws. */
export type ActivityReading = { readonly envelope: Envelope | null; readonly activity: Activity | null; readonly problem: string }

export function readActivity(raw: Uint8Array): ActivityReading {
  const json = readJson(raw)
  if (!json.isRead) return { envelope: null, activity: null, problem: json.problem }
  const whole = activitySchema.safeParse(json.value)
  if (whole.success && isServiceAddress(whole.data.serviceUrl)) return { envelope: whole.data, activity: whole.data, problem: '' }
  const envelope = envelopeSchema.safeParse(json.value)
  const problem = whole.success ? 'serviceUrl' : (whole.error.issues[0]?.path.join('.') ?? '') || 'the body'
  const isAddressed = envelope.success && isServiceAddress(envelope.data.serviceUrl)
  return { envelope: isAddressed ? envelope.data : null, activity: null, problem: `${problem} is missing or wrong` }
}

export const toReference = ({ channelId, serviceUrl, recipient, conversation }: Envelope): Reference => ({
  channelId: channelId.split(':', 1)[0] ?? '',
  serviceUrl: trimSlash(serviceUrl),
  bot: recipient?.id ?? '',
  conversation: conversation.id,
})

/**
 * A message's id; of anything else the id with its type and the bytes' hash, since a change or deletion comes under the id of the message it
 * is about, twice if it is changed twice.
 */
export function toExternalId(envelope: Envelope, raw: Uint8Array): string {
  const reference = toReference(envelope)
  const hash = () => createHash('sha256').update(raw).digest('hex').slice(0, 32)
  if (envelope.type === ActivityTypes.Message) return toMessageId(reference, envelope.id || hash())
  return `${toMessageId(reference, envelope.id ?? '')}|${envelope.type}|${hash()}`
}

export const trimSlash = (url: string): string => url.replace(/\/+$/, '')
