import { z } from 'zod'
import type { StoredFile } from '../../core/channel.js'

/** What the inbox keeps of one post: the activity exactly as it was understood as JSON, and what only the server knew at that moment. */
export type Envelope = {
  /** The activity id that the post was answered with. */
  readonly id: string
  readonly conversation: string
  /** From the token, or from the activity when a server posts with the secret. Whatever else the activity says of its sender is not believed. */
  readonly user: { readonly id: string; readonly name: string | null }
  readonly receivedAt: string
  readonly files: readonly StoredFile[]
  readonly activity: unknown
}

export const toRaw = (envelope: Envelope): Uint8Array => new TextEncoder().encode(JSON.stringify(envelope))

/** null for what `toRaw` has not written. */
export function parseEnvelope(value: unknown): Envelope | null {
  const read = schema.safeParse(value)
  return read.success ? read.data : null
}

const schema = z.object({
  id: z.string().min(1),
  conversation: z.string().min(1),
  user: z.object({ id: z.string().min(1), name: z.string().nullable() }),
  receivedAt: z.iso.datetime(),
  files: z.array(z.object({ stored: z.string().min(1), name: z.string(), contentType: z.string(), sizeBytes: z.number() })),
  activity: z.unknown(),
})
