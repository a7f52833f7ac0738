import { cleanLine, cleanText } from '../../core/clean-text.js'
import type { ArrivedFile, InboundEvent } from '../../core/model/event.js'
import type { Language } from '../../core/model/reading.js'
import { readAttachment } from './attachments.js'
import { toInt, toRecord, type VkEvent, type VkMessage } from './event-shape.js'
import { messageIdOf } from './identity.js'
import { readButton } from './read-button.js'

type Base = Pick<InboundEvent, 'conversation' | 'externalId' | 'sender' | 'at'>

/** A message, and before it that the person came by a link (`ref`) or pressed «Начать». */
export function toMessage(event: VkEvent, base: Base, message: VkMessage): readonly InboundEvent[] {
  const { button, isStart } = readButton(message.payload)
  const at = timeOf(message.date, base.at)
  const externalId = messageIdOf(message) ?? base.externalId
  const language = languageOf(toRecord(event.object.client_info).lang_id)
  const ref = message.ref === undefined ? null : cleanLine(message.ref, 500) || null
  const started: InboundEvent = {
    ...base,
    at,
    type: 'started',
    externalId: isStart ? externalId : `${externalId}:start`,
    payload: ref,
    language,
  }
  if (isStart) return [started]
  const arrived = ref === null ? [] : [started]
  const told = tell(message)
  if (told.text === '' && told.files.length === 0) {
    // `action` is a notice of VK's own, of a chat's title and the like.
    const isNothing = message.action !== undefined || ref !== null
    return isNothing ? arrived : [{ ...base, at, type: 'unreadable', externalId, reason: 'an empty message' }]
  }
  const replyTo = message.reply_message ? replyOf(message, message.reply_message) : null
  const [forward] = message.fwd_messages
  const said: InboundEvent = {
    ...base,
    type: 'message',
    externalId,
    at,
    text: told.text,
    files: told.files,
    button,
    language,
    context: message.ref_source === undefined ? {} : { ref_source: cleanLine(message.ref_source, 300) },
    groupId: null,
    ...(replyTo === null ? {} : { replyTo }),
    ...(forward ? { forwardedFrom: authorOf(forward) } : {}),
  }
  return [...arrived, said]
}

export function toEdit(base: Base, message: VkMessage): readonly InboundEvent[] {
  const of = messageIdOf(message)
  const at = timeOf(message.update_time ?? message.date, base.at)
  if (!of) return [{ ...base, at, type: 'unreadable', reason: 'an edit without its message' }]
  return [{ ...base, at, type: 'edited', of, text: tell(message).text }]
}

type Told = { readonly text: string; readonly files: readonly ArrivedFile[] }

/** Words and files of a message and of all that it passes on, in the order in which VK shows them. */
function tell(message: VkMessage): Told {
  const own = message.attachments.map(readAttachment)
  const forwards = message.fwd_messages.map(tell)
  const { latitude, longitude } = message.geo?.coordinates ?? {}
  const place = latitude === undefined ? '' : `geo:${latitude},${longitude}`
  const parts = [cleanText(message.text), ...own.map(({ words }) => words), place, ...forwards.map(({ text }) => text)]
  return {
    text: parts.filter((part) => part.trim() !== '').join('\n'),
    files: [...own, ...forwards].flatMap(({ files }) => files),
  }
}

/** Ours are named by the id that messages.send answered, the customer's by their number in the dialog. */
function replyOf(message: VkMessage, reply: VkMessage): string | null {
  if ((reply.from_id ?? 0) < 0 && reply.id !== undefined && reply.id > 0) return String(reply.id)
  return messageIdOf({ ...reply, peer_id: message.peer_id })
}

const authorOf = ({ from_id }: VkMessage): string | null =>
  from_id === undefined || from_id === 0 ? null : `https://vk.com/${from_id > 0 ? 'id' : 'club'}${Math.abs(from_id)}`

/** https://dev.vk.com/ru/api/api-requests: `lang`. */
function languageOf(langId: unknown): Language | null {
  return (
    new Map<number | null, Language>([
      [0, 'ru'],
      [3, 'en'],
      [18, 'zh'],
    ]).get(toInt(langId)) ?? null
  )
}

function timeOf(seconds: number | undefined, otherwise: string): string {
  return seconds !== undefined && seconds > 0 && seconds < 10_000_000_000 ? new Date(seconds * 1000).toISOString() : otherwise
}
