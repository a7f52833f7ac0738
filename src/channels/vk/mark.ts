import { z } from 'zod'
import type { VkMessage } from './event-shape.js'

/** How far the desk has come in what customers write, by VK's own numbers and clock. */
export const markSchema = z.object({
  /** When the newest known message was written, in seconds; for dialogs whose messages have no id of the community's (group chats). */
  newestAt: z.number().int().nonnegative(),
  /** The newest known id, and the one up to which everything was there before the desk; null where VK would not tell. */
  newestId: z.number().int().nonnegative().nullable(),
  floorId: z.number().int().nonnegative(),
})
export type Mark = z.infer<typeof markSchema>

/** How much of what is known a back-fill reads again: VK's servers do not agree to the second. What is known already changes nothing. */
const overlap = { seconds: 300, ids: 200 }

export function isFresh({ id = 0, date = 0 }: VkMessage, { newestAt, newestId, floorId }: Mark): boolean {
  if (id > 0 && newestId !== null) return id > Math.max(floorId, newestId - overlap.ids)
  return date >= newestAt - overlap.seconds
}

export function moveMark(mark: Mark, messages: readonly (VkMessage | null)[]): Mark {
  const known = messages.flatMap((message) => message ?? [])
  const ids = known.flatMap(({ id = 0 }) => (id > 0 ? [id] : []))
  const newestAt = Math.max(mark.newestAt, ...known.map(({ date = 0 }) => date))
  if (ids.length === 0) return { ...mark, newestAt }
  const floorId = mark.newestId === null ? Math.min(...ids) - 1 : mark.floorId
  return { newestAt, newestId: Math.max(mark.newestId ?? 0, ...ids), floorId }
}
