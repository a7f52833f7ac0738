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

/** What a letter tells besides its words. */
export type Letter = {
  readonly subject: string
  /** Message-IDs it answers, nearest first, at most twenty; the desk's own among them are read out in `answers`. */
  readonly references: readonly string[]
  /** The conversation (platform id) that a reply address or Message-ID signed by this account names; null where none is, or the signature is wrong. */
  readonly answers: string | null
  /** The receiving server proves that the sender's domain sent it (aligned DMARC by our own server's Authentication-Results). */
  readonly isVerified: boolean
  /** No person wrote it: nothing may answer it. */
  readonly automatic: 'auto-reply' | 'out-of-office' | 'list' | 'own' | null
}

/** What a channel can tell the core. `parse` makes these and nothing else. Texts are clean: no U+0000, no lone surrogates. */
export type InboundEvent =
  | (Arrival & {
      readonly type: 'message'
      /** The person's own words. A sticker is its emoji, a place `geo:<lat>,<lon>`, a contact its name and phone: no word of ours. */
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
      /** The platform's id of the message that this one answers or quotes. */
      readonly replyTo?: string
      /** All of it, with quotes and signature, where `text` is only a part. */
      readonly whole?: string
      /** Whose words were passed on; null where the platform hides it. */
      readonly forwardedFrom?: string | null
      readonly letter?: Letter
    })
  | (Arrival & { readonly type: 'typing' })
  | (Arrival & { readonly type: 'ended' })
  /** The person opened the conversation by a link or a start button. `payload` is what the link carried, unchecked. */
  | (Arrival & { readonly type: 'started'; readonly payload: string | null; readonly language: Language | null })
  | (Arrival & { readonly type: 'edited'; readonly of: string; readonly text: string })
  | (Arrival & { readonly type: 'deleted'; readonly of: readonly string[] })
  /** `emoji: null` takes it back. */
  | (Arrival & { readonly type: 'reaction'; readonly of: string; readonly emoji: string | null })
  /** What became of a message of ours, named by the platform's id or by the key it was sent with. `isUpTo`: and of all before it. */
  | (Arrival & {
      readonly type: 'receipt'
      readonly of: { readonly externalId: string } | { readonly key: number }
      readonly state: 'delivered' | 'read' | 'failed'
      readonly isUpTo: boolean
      readonly reason: string | null
    })
  /** The person can no longer be written to here, or can again. */
  | (Arrival & { readonly type: 'left'; readonly reason: string })
  | (Arrival & { readonly type: 'returned' })
  /** The platform gave the conversation another id. */
  | (Arrival & { readonly type: 'moved'; readonly to: string })
  | (Arrival & { readonly type: 'call'; readonly state: 'began' | 'ended'; readonly callId: string; readonly recordingUrl: string | null })
  | (Arrival & { readonly type: 'unreadable'; readonly reason: string })
