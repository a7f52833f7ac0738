import { createHash } from 'node:crypto'
import { messageOf, toInt, type VkEvent, type VkMessage } from './event-shape.js'

/**
 * The desk's id of a customer's message. By the number within the dialog, which all events name; in dialogs of old it may be absent.
 * Ours are named by the plain id that messages.send answers, so the two never meet.
 */
export function messageIdOf({
  peer_id,
  conversation_message_id,
  id,
}: Pick<VkMessage, 'peer_id' | 'conversation_message_id' | 'id'>): string | null {
  if (conversation_message_id !== undefined && conversation_message_id > 0) return `${peer_id}_${conversation_message_id}`
  return id !== undefined && id > 0 ? `${peer_id}_id${id}` : null
}

/**
 * What makes two payloads one. A message is named by itself and not by `event_id`, because a back-fill brings the same message without
 * an event; other events by `event_id`, under which VK sends them again; what has none, or one that no ledger could keep, by its bytes.
 */
export function identityOf(event: VkEvent, raw: Uint8Array): string {
  const message = event.type === 'message_new' ? messageOf(event) : null
  const id = message && messageIdOf(message)
  if (id) return `message_new:${id.replace('_', ':')}`
  const named = `${event.type}:${event.event_id ?? ''}`
  if (event.event_id !== undefined && /^[\x21-\x7e]{1,200}$/.test(named)) return named
  return `${/^\w{1,40}$/.test(event.type) ? event.type : 'unknown'}:${createHash('sha256').update(raw).digest('hex')}`
}

/** The dialog that an event belongs to; null for what happens outside of dialogs (walls, members). */
export function peerOf(event: VkEvent): number | null {
  const { object } = event
  if (event.type === 'message_new') return messageOf(event)?.peer_id ?? null
  if (event.type === 'message_typing_state') return toInt(object.from_id)
  return toInt(object.peer_id) ?? toInt(object.user_id)
}
