import type { Instant } from './ids.js'
import type { Language } from './reading.js'

/** A file as the platform announces it; bytes are fetched or already stored by the channel's intake. */
export type ArrivedFile = {
  readonly name: string
  /** As claimed by the sender; never trusted for serving. */
  readonly contentType: string
  readonly sizeBytes: number | null
  /** Where the bytes are: a file already stored by a served channel, or the platform's own reference. */
  readonly ref: { readonly stored: string } | { readonly remote: string }
}

type Arrival = {
  /** The platform's id of the conversation within the account (Direct Line conversationId, Telegram chat id). */
  readonly conversation: string
  /** The platform's id of this event: two events with one id are one event. */
  readonly externalId: string
  readonly sender: { readonly externalId: string; readonly name: string | null }
  /** When the platform says it happened; order follows arrival, not this. */
  readonly at: Instant
}

/** What a channel can tell the core. `parse` makes these and nothing else. Texts are clean: no U+0000, no lone surrogates. */
export type InboundEvent =
  | (Arrival & {
      readonly type: 'message'
      readonly text: string
      readonly files: readonly ArrivedFile[]
      /** The value of a pressed button or suggested action, when it was one. */
      readonly button: string | null
      /** What the platform or the page knows of the sender's language. */
      readonly language: Language | null
      /** Page, campaign and the like, kept with the conversation: short strings only. */
      readonly context: Readonly<Record<string, string>>
      /** Events of one album share it; the core joins them. */
      readonly groupId: string | null
    })
  | (Arrival & { readonly type: 'typing' })
  | (Arrival & { readonly type: 'ended' })
  | (Arrival & { readonly type: 'unreadable'; readonly reason: string })
