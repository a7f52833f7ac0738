import type { ConversationId, FileId, Instant, MessageId, StaffId } from './ids.js'

export const deliveries = ['queued', 'sending', 'sent', 'delivered', 'read', 'uncertain', 'failed'] as const
export type Delivery = (typeof deliveries)[number]

export type Author =
  | { readonly kind: 'person'; readonly name: string | null }
  | { readonly kind: 'flow'; readonly name: string }
  | { readonly kind: 'operator'; readonly name: string; readonly staffId: StaffId | null }
  | { readonly kind: 'system'; readonly name: string }

/** A short answer offered to the customer. `value` comes back as the button of the next message. */
export type Choice = { readonly value: string; readonly title: string }

/** What an outgoing message asks for, so that a channel can show a fitting control. */
export const askKinds = ['choice', 'text', 'name', 'contact', 'file', 'rating'] as const
export type AskKind = (typeof askKinds)[number]

export type MessageFile = { readonly id: FileId; readonly name: string; readonly contentType: string; readonly sizeBytes: number }

export type Message = {
  readonly id: MessageId
  readonly conversationId: ConversationId
  /** 1, 2, 3 … within the conversation, given under its lock: the watermark of the web channel. */
  readonly seq: number
  readonly direction: 'in' | 'out'
  readonly author: Author
  /** A note never leaves the house. */
  readonly visibility: 'public' | 'note'
  readonly text: string
  readonly choices: readonly Choice[]
  readonly ask: AskKind | null
  readonly files: readonly MessageFile[]
  /** null for what came in and for notes. */
  readonly delivery: Delivery | null
  /** The platform's id: of the event that came in, or of the message that was sent. */
  readonly externalId: string | null
  readonly at: Instant
}
