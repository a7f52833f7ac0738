import { createHash } from 'node:crypto'
import { ActivityTypes } from '@microsoft/agents-activity'
import { cleanLine, cleanText } from '../../core/clean-text.js'
import type { InboundEvent } from '../../core/model/event.js'
import { type Activity, type ActivityReading, readActivity, toExternalId, toReference } from './activity-shape.js'
import { parseMessage } from './parse-message.js'
import { toConversation, toMessageId } from './reference.js'

export type Told = Pick<InboundEvent, 'conversation' | 'externalId' | 'sender' | 'at'>

/** Hop 2 of the Bot Framework channel: one activity as it was posted. Pure and total. */
export function parse(raw: Uint8Array): readonly InboundEvent[] {
  const reading = readActivity(raw)
  const told = toTold(reading, raw)
  if (!reading.activity) return [{ ...told, type: 'unreadable', reason: cleanLine(reading.problem, 200) }]
  return toEvents(reading.activity, told)
}

function toEvents(activity: Activity, told: Told): readonly InboundEvent[] {
  const of = (id: string) => cleanLine(toMessageId(toReference(activity), id), idLimit)
  switch (activity.type) {
    case ActivityTypes.Message:
      return parseMessage(activity, told)
    case ActivityTypes.MessageUpdate:
      return activity.id ? [{ ...told, type: 'edited', of: of(activity.id), text: cleanText(activity.text ?? '') }] : []
    case ActivityTypes.MessageDelete:
      return activity.id ? [{ ...told, type: 'deleted', of: [of(activity.id)] }] : []
    case ActivityTypes.MessageReaction:
      return toReaction(activity, told, of)
    case ActivityTypes.ConversationUpdate:
      return toStart(activity, told)
    case ActivityTypes.InstallationUpdate:
      return activity.action === 'remove' && isPersonal(activity) ? [{ ...told, type: 'left', reason: 'the app was removed' }] : []
    case ActivityTypes.Typing:
      return [{ ...told, type: 'typing' }]
    case ActivityTypes.EndOfConversation:
      return [{ ...told, type: 'ended' }]
    default:
      return signals.has(activity.type)
        ? []
        : [{ ...told, type: 'unreadable', reason: `an activity of type ${cleanLine(activity.type, 40)}` }]
  }
}

/** What programs tell each other (`event` is also `handoff.status`); no word of a person is in it. */
const signals: ReadonlySet<string> = new Set([
  ActivityTypes.Event,
  ActivityTypes.ContactRelationUpdate,
  ActivityTypes.Suggestion,
  ActivityTypes.Trace,
  ActivityTypes.Handoff,
  ActivityTypes.Invoke,
  ActivityTypes.InvokeResponse,
  ActivityTypes.Command,
  ActivityTypes.CommandResult,
])

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events: by name, else as it is. */
const emoji: Readonly<Record<string, string>> = {
  like: '👍',
  plusOne: '👍',
  heart: '❤️',
  laugh: '😆',
  surprised: '😮',
  sad: '😢',
  angry: '😠',
}

function toReaction(activity: Activity, told: Told, of: (id: string) => string): readonly InboundEvent[] {
  const added = activity.reactionsAdded?.at(-1)?.type
  const isTaken = (activity.reactionsRemoved ?? []).length > 0
  if (!activity.replyToId || (added === undefined && !isTaken)) return []
  const shown = added === undefined ? null : Object.hasOwn(emoji, added) ? (emoji[added] ?? null) : cleanLine(added, 40) || null
  return [{ ...told, type: 'reaction', of: of(activity.replyToId), emoji: shown }]
}

/** Somebody who is not the bot came into a conversation of two. */
function toStart(activity: Activity, told: Told): readonly InboundEvent[] {
  const bot = activity.recipient?.id
  const others = (activity.membersAdded ?? []).filter(({ id }) => id !== bot)
  const [person] = others.flatMap(({ id, name }) => {
    const externalId = cleanLine(id ?? '', idLimit)
    return externalId === '' ? [] : [{ externalId, name }]
  })
  if (!person || !isPersonal(activity)) return []
  const sender = { externalId: person.externalId, name: cleanLine(person.name ?? '', 100) || told.sender.name }
  return [{ ...told, sender, type: 'started', payload: null, language: null }]
}

const isPersonal = ({ conversation }: Activity): boolean =>
  conversation.isGroup !== true && (conversation.conversationType ?? 'personal') === 'personal'

const idLimit = 1_000

function toTold({ envelope, activity }: ActivityReading, raw: Uint8Array): Told {
  const hash = createHash('sha256').update(raw).digest('hex')
  const conversation = envelope ? toConversation(toReference(envelope)) : `stray-${hash}`
  return {
    conversation,
    externalId: envelope ? toExternalId(envelope, raw) : hash,
    sender: {
      // Who is not named is known by the conversation alone: two strangers are never taken for one.
      externalId: cleanLine(activity?.from?.id ?? '', idLimit) || conversation,
      name: cleanLine(activity?.from?.name ?? '', 100) || null,
    },
    at: toInstant(activity?.timestamp ?? ''),
  }
}

/** What is no time of the years 1 to 9999 becomes 1970, which order does not go by: other years have no form that every later hop can hold. */
function toInstant(timestamp: string): string {
  const time = Date.parse(timestamp)
  const isTime = time >= Date.parse('0001-01-01T00:00:00Z') && time <= Date.parse('9999-12-31T23:59:59.999Z')
  return new Date(isTime ? time : 0).toISOString()
}
