import { createHash } from 'node:crypto'
import { ActivityTypes } from '@microsoft/agents-activity'
import { cleanLine, cleanText } from '../../core/clean-text.js'
import type { ArrivedFile, InboundEvent } from '../../core/model/event.js'
import { readJson } from '../shared/read-json.js'
import { parseContext, parseLanguage } from './context.js'
import { type Envelope, parseEnvelope } from './envelope.js'
import { type PostedActivity, parseActivity, toRecord } from './posted-activity.js'

/** Hop 2 of the web chat: one envelope of the inbox into events. Pure and total. */
export function parse(raw: Uint8Array): readonly InboundEvent[] {
  const json = readJson(raw, 80)
  const envelope = json.isRead ? parseEnvelope(json.value) : null
  if (!envelope) return [toUnreadable(strayEnvelope(raw), json.isRead ? 'not an envelope' : json.problem)]
  const { activity, problem } = parseActivity(envelope.activity)
  return activity ? toEvents(envelope, activity) : [toUnreadable(envelope, problem)]
}

function toEvents(envelope: Envelope, activity: PostedActivity): readonly InboundEvent[] {
  if (activity.type === ActivityTypes.Message) return toMessage(envelope, activity)
  if (activity.type === ActivityTypes.Typing) return [{ ...toArrival(envelope), type: 'typing' }]
  if (activity.type === ActivityTypes.EndOfConversation) return [{ ...toArrival(envelope), type: 'ended' }]
  return signals.has(activity.type) ? [] : [toUnreadable(envelope, `an activity of type ${cleanLine(activity.type, 40)}`)]
}

/** What programs tell each other; no word of a person is in it. */
const signals: ReadonlySet<string> = new Set([
  ActivityTypes.Event,
  ActivityTypes.ConversationUpdate,
  ActivityTypes.ContactRelationUpdate,
  ActivityTypes.InstallationUpdate,
  ActivityTypes.MessageReaction,
  ActivityTypes.Suggestion,
  ActivityTypes.Trace,
  ActivityTypes.Invoke,
  ActivityTypes.InvokeResponse,
  ActivityTypes.Command,
  ActivityTypes.CommandResult,
])

function toMessage(envelope: Envelope, activity: PostedActivity): readonly InboundEvent[] {
  const channelData = toRecord(activity.channelData)
  const written = cleanText(activity.text ?? '')
  const button = readButton(activity, written)
  const links = (activity.attachments ?? []).flatMap(({ contentUrl }) => (contentUrl ? [cleanLine(contentUrl, 2_000)] : []))
  const text = [written.trim() === '' ? (button ?? '') : written, ...links].filter((part) => part !== '').join('\n')
  if (text === '' && envelope.files.length === 0) {
    return activity.value === undefined ? [] : [toUnreadable(envelope, 'a form without words')]
  }
  return [
    {
      ...toArrival(envelope),
      type: 'message',
      text,
      files: envelope.files.map(toFile),
      button,
      language: parseLanguage(channelData.language, activity.locale),
      context: parseContext(channelData),
      groupId: null,
    },
  ]
}

/**
 * What was pressed. Our widget and messageBack send `value` beside the title as text; Web Chat sends the value of a postBack button as text,
 * marked in channelData; imBack cannot be told from typing, so the flow matches the text itself.
 */
function readButton({ value, channelData }: PostedActivity, text: string): string | null {
  if (typeof value === 'string' && value !== '') return cleanLine(value, 200)
  if (typeof value === 'number') return String(value)
  return toRecord(channelData).postBack === true && text !== '' ? cleanLine(text, 200) : null
}

const toFile = ({ stored, name, contentType, sizeBytes }: Envelope['files'][number]): ArrivedFile => ({
  name,
  contentType,
  sizeBytes,
  ref: { stored },
})

const toArrival = ({ conversation, id, user, receivedAt }: Pick<Envelope, 'conversation' | 'id' | 'user' | 'receivedAt'>) => ({
  conversation,
  externalId: id,
  sender: { externalId: user.id, name: user.name },
  at: receivedAt,
})

const toUnreadable = (envelope: Parameters<typeof toArrival>[0], reason: string): InboundEvent => ({
  ...toArrival(envelope),
  type: 'unreadable',
  reason,
})

/** For bytes that no envelope was: only a damaged inbox can hold them. Named by their hash, so that reading them again tells the same. */
function strayEnvelope(raw: Uint8Array): Parameters<typeof toArrival>[0] {
  const id = createHash('sha256').update(raw).digest('hex')
  return { conversation: `stray-${id}`, id, user: { id: 'unknown', name: null }, receivedAt: new Date(0).toISOString() }
}
