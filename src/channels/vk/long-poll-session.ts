import { z } from 'zod'
import { SendError } from '../../core/channel.js'
import type { VkApi } from './api.js'
import { toSendError } from './vk-error.js'

export type Session = { readonly server: string; readonly key: string; readonly ts: string }
export type Polled =
  | { readonly type: 'updates'; readonly ts: string; readonly updates: readonly unknown[] }
  | { readonly type: 'failed'; readonly code: number; readonly ts: string | null }

const number = z.union([z.string(), z.number()]).transform(String)
const sessionSchema = z.object({
  server: z.string().transform((server) => (/^https?:\/\//.test(server) ? server : `https://${server}`)),
  key: z.string(),
  ts: number,
})
const failedSchema = z.object({ failed: z.number(), ts: number.optional() })
const updatesSchema = z.object({ ts: number, updates: z.array(z.unknown()) })

/** https://dev.vk.com/ru/method/groups.getLongPollServer */
export async function openSession(api: VkApi, groupId: number, signal: AbortSignal): Promise<Session> {
  const answer = sessionSchema.safeParse(await api.call('groups.getLongPollServer', { group_id: groupId }, signal))
  if (!answer.success) throw new SendError('unreachable', 'VK named no server of the long poll')
  return answer.data
}

/** One poll: https://dev.vk.com/ru/api/bots-long-poll/getting-started. Throws SendError; ours, because the address holds the key. */
export async function poll(session: Session, ts: string, waitSeconds: number, signal: AbortSignal): Promise<Polled> {
  const query = new URLSearchParams({ act: 'a_check', key: session.key, ts, wait: String(waitSeconds) })
  try {
    // A connection that died silently would wait for ever: VK answers within `wait`, and that much again is patience enough.
    const patience = AbortSignal.timeout(waitSeconds * 2_000)
    const response = await fetch(`${session.server}?${query}`, { signal: AbortSignal.any([signal, patience]) })
    const body: unknown = await response.json()
    const failed = failedSchema.safeParse(body)
    if (failed.success) return { type: 'failed', code: failed.data.failed, ts: failed.data.ts ?? null }
    return { type: 'updates', ...updatesSchema.parse(body) }
  } catch (reason) {
    throw toSendError(reason, false)
  }
}
