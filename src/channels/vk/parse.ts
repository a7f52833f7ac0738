import { createHash } from 'node:crypto'
import { cleanLine } from '../../core/clean-text.js'
import type { InboundEvent } from '../../core/model/event.js'
import { readJson } from '../shared/read-json.js'
import { messageOf, readEvent, toInt, type VkEvent, type VkMessage } from './event-shape.js'
import { identityOf, messageIdOf, peerOf } from './identity.js'
import { toEdit, toMessage } from './parse-message.js'
import { readButton } from './read-button.js'

type Base = Pick<InboundEvent, 'conversation' | 'externalId' | 'sender' | 'at'>
export type ParseOptions = { readonly groupChats: boolean }

/** Peers above this are chats of several people: https://dev.vk.com/ru/method/messages.send */
const firstChat = 2_000_000_000
const depthLimit = 400
/** Events without a date: order follows arrival. */
const undated = new Date(0).toISOString()

/** Hop 2 of VK: one event of the Callback API or of Bots Long Poll into what the desk knows. Pure and total. */
export function parse(raw: Uint8Array, options: ParseOptions): readonly InboundEvent[] {
  const json = readJson(raw, depthLimit)
  const event = json.isRead ? readEvent(json.value) : null
  if (!event) return [toUnreadable(strayBase(raw), json.isRead ? 'not an event of VK' : json.problem)]
  if (!event.type.startsWith('message_')) return []
  const peer = peerOf(event)
  if (peer === null || peer === 0) return [toUnreadable(strayBase(raw), `an event without a dialog: ${cleanLine(event.type, 40)}`)]
  if (peer >= firstChat && !options.groupChats) return []
  const base: Base = {
    conversation: String(peer),
    externalId: cleanLine(identityOf(event, raw), 200),
    sender: senderOf(event, peer),
    at: undated,
  }
  const read = readers[event.type]
  return read ? read(event, base) : [toUnreadable(base, `an event of type ${cleanLine(event.type, 40)}`)]
}

const readers: Readonly<Record<string, (event: VkEvent, base: Base) => readonly InboundEvent[]>> = {
  message_new: (event, base) => withMessage(event, base, (message) => toMessage(event, base, message)),
  message_edit: (event, base) => withMessage(event, base, (message) => toEdit(base, message)),
  // What the community itself wrote, the desk or an admin on VK's own page.
  message_reply: () => [],
  message_event: toPress,
  message_allow: (_event, base) => [{ ...base, type: 'returned' }],
  message_deny: (_event, base) => [{ ...base, type: 'left', reason: 'denied messages of the community' }],
  message_typing_state: (_event, base) => [{ ...base, type: 'typing' }],
  message_read: toReceipt,
  message_reaction_event: toReaction,
}

function withMessage(event: VkEvent, base: Base, read: (message: VkMessage) => readonly InboundEvent[]): readonly InboundEvent[] {
  const message = messageOf(event)
  if (!message) return [toUnreadable(base, 'an event without its message')]
  // Whatever the community says is no word of a customer.
  return message.out === 1 || message.out === true || (message.from_id ?? 0) < 0 ? [] : read(message)
}

function toPress(event: VkEvent, base: Base): readonly InboundEvent[] {
  const { button, isStart } = readButton(event.object.payload)
  if (isStart) return [{ ...base, type: 'started', payload: null, language: null }]
  if (button === null) return [toUnreadable(base, 'a button of somebody else')]
  return [{ ...base, type: 'message', text: button, files: [], button, language: null, context: {}, groupId: null }]
}

/** `read_message_id` is of the newest message read, by the id that messages.send answered. */
function toReceipt({ object }: VkEvent, base: Base): readonly InboundEvent[] {
  const id = toInt(object.read_message_id) ?? 0
  const externalId = id > 0 ? String(id) : `${base.conversation}_${toInt(object.conversation_message_id) ?? 0}`
  return [{ ...base, type: 'receipt', of: { externalId }, state: 'read', isUpTo: true, reason: null }]
}

function toReaction({ object }: VkEvent, base: Base): readonly InboundEvent[] {
  const of = messageIdOf({ peer_id: Number(base.conversation), conversation_message_id: toInt(object.cmid) ?? undefined, id: undefined })
  if (!of) return [toUnreadable(base, 'a reaction without its message')]
  const id = toInt(object.reaction_id)
  return [{ ...base, type: 'reaction', of, emoji: id === null || id === 0 ? null : (reactions[id - 1] ?? `reaction:${id}`) }]
}

/** By reaction_id from 1 on, as VK's clients show them; https://dev.vk.com/ru/method/messages.getReactionsAssets serves pictures alone. */
const reactions = ['❤️', '🔥', '😂', '👍', '💩', '❓', '😭', '😡', '👎', '👌', '😃', '🤔', '🙏', '😘', '😍', '🎉']

function senderOf(event: VkEvent, peer: number): Base['sender'] {
  const { from_id, user_id, reacted_id } = event.object
  const from = messageOf(event)?.from_id ?? toInt(from_id) ?? toInt(user_id) ?? toInt(reacted_id) ?? peer
  return { externalId: String(from), name: null }
}

const toUnreadable = (base: Base, reason: string): InboundEvent => ({ ...base, type: 'unreadable', reason })

/**
 * For bytes that no event of a dialog was. Named by their hash, so that reading them again tells the same, and so is who sent them: two
 * strangers are never taken for one.
 */
function strayBase(raw: Uint8Array): Base {
  const id = createHash('sha256').update(raw).digest('hex')
  return { conversation: `stray-${id}`, externalId: id, sender: { externalId: `stray-${id}`, name: null }, at: undated }
}
