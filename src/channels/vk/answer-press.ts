import type { VkApi } from './api.js'
import { toInt, type VkEvent } from './event-shape.js'

/**
 * A callback button (an earlier bot's; the desk's own are text) spins for a minute unless it is answered. Nothing depends on it, so nobody
 * waits and failures are left alone. https://dev.vk.com/ru/method/messages.sendMessageEventAnswer
 */
export function answerPress(api: VkApi, { type, object }: VkEvent, signal: AbortSignal): void {
  const [user_id, peer_id] = [toInt(object.user_id), toInt(object.peer_id)]
  if (type !== 'message_event' || user_id === null || peer_id === null || typeof object.event_id !== 'string') return
  api.call('messages.sendMessageEventAnswer', { event_id: object.event_id, user_id, peer_id }, signal).catch(() => undefined)
}
