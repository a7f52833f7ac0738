import { z } from 'zod'

/**
 * What the desk reads of VK's events, leniently: a field of another shape counts as absent, so that no message is lost over a detail.
 * https://dev.vk.com/ru/api/community-events/json-schema · https://dev.vk.com/ru/reference/objects/message
 */
const int = z.number().int().optional().catch(undefined)
const text = z.string().optional().catch(undefined)
const record = z.record(z.string(), z.unknown())

const attachment = z.looseObject({ type: z.string() })
export type VkAttachment = z.infer<typeof attachment>

const coordinates = z.object({ latitude: z.number(), longitude: z.number() })

export type VkMessage = z.infer<typeof flat> & {
  readonly fwd_messages: readonly VkMessage[]
  readonly reply_message?: VkMessage | undefined
}

const attachments = z
  .array(z.unknown())
  .catch([])
  .default([])
  .transform((items) => items.flatMap((item) => attachment.safeParse(item).data ?? []))

const flat = z.object({
  id: int,
  conversation_message_id: int,
  peer_id: int,
  from_id: int,
  /** Seconds since 1970. */
  date: int,
  out: z.union([z.number(), z.boolean()]).optional().catch(undefined),
  text: z.string().catch(''),
  payload: z.unknown().optional(),
  ref: text,
  ref_source: text,
  update_time: int,
  action: z.unknown().optional(),
  is_cropped: z.boolean().optional().catch(undefined),
  geo: z.object({ coordinates }).optional().catch(undefined),
  attachments,
})

/** Forwards hold forwards; VK itself stops long before this. */
const depthLimit = 40

/** Never fails for an object; deeper forwards than can be read are left out. */
export function readMessage(value: unknown, depth = 0): VkMessage | null {
  const read = flat.safeParse(value)
  if (!read.success || depth > depthLimit) return null
  const { fwd_messages, reply_message } = toRecord(value)
  const forwards = Array.isArray(fwd_messages) ? fwd_messages : []
  return {
    ...read.data,
    peer_id: read.data.peer_id ?? read.data.from_id,
    fwd_messages: forwards.flatMap((one) => readMessage(one, depth + 1) ?? []),
    reply_message: reply_message === undefined ? undefined : (readMessage(reply_message, depth + 1) ?? undefined),
  }
}

const envelope = z.looseObject({
  type: z.string(),
  group_id: z.number().optional().catch(undefined),
  event_id: text,
  secret: text,
  object: record.catch({}),
})
export type VkEvent = z.infer<typeof envelope>

export const readEvent = (value: unknown): VkEvent | null => envelope.safeParse(value).data ?? null

export const toRecord = (value: unknown): Readonly<Record<string, unknown>> => record.safeParse(value).data ?? {}
export const toInt = (value: unknown): number | null => (Number.isSafeInteger(value) ? Number(value) : null)

/** message_new holds `{ message, client_info }` since version 5.103; before, and in the other events, the message itself. */
export function messageOf(event: VkEvent): VkMessage | null {
  const message = known.get(event)
  if (message !== undefined) return message
  const read = readMessage(event.object.message ?? event.object)
  known.set(event, read)
  return read
}

/** An event is asked for its message by several readers. */
const known = new WeakMap<VkEvent, VkMessage | null>()
