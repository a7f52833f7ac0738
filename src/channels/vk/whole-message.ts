import { z } from 'zod'
import type { VkApi } from './api.js'
import { messageOf, type VkEvent } from './event-shape.js'

const found = z.object({ items: z.array(z.record(z.string(), z.unknown())).min(1) })
const patienceMs = 3_000

/**
 * The event's bytes, or, where VK cut the message to fit into an event (`is_cropped`), the event with the whole of it. When that cannot be
 * had, the part is better than nothing. https://dev.vk.com/ru/reference/objects/message
 */
export async function withWholeMessage(api: VkApi, event: VkEvent, raw: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
  if (event.type !== 'message_new') return raw
  const { is_cropped, peer_id, conversation_message_id } = messageOf(event) ?? {}
  if (is_cropped !== true || !peer_id || !conversation_message_id) return raw
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
    const answer = await api.call('messages.getById', { peer_id, cmids: String(conversation_message_id) }, patience)
    const [message] = found.parse(answer).items
    return Buffer.from(JSON.stringify({ ...event, object: { ...event.object, message } }))
  } catch {
    return raw
  }
}
