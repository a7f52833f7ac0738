import type { Readable } from 'node:stream'
import type { InboundEvent } from './model/event.js'
import type { AccountId, Instant, MessageId } from './model/ids.js'
import type { AskKind, Author, Choice, MessageFile } from './model/message.js'
import type { Language } from './model/reading.js'

/** What a channel can do, as data; the core shapes messages by it and never asks which channel it is. */
export type Capabilities = {
  /** Longest text of one platform call, in UTF-16 code units. */
  readonly textLimit: number
  readonly buttons: boolean
  readonly files: boolean
  readonly edits: boolean
  /** A second send of the same message id changes nothing, so an interrupted one may simply be repeated. */
  readonly exactResend: boolean
  /** May the desk write to a person who has not written first. */
  readonly writesFirst: boolean
}

/** A channel translates. It never decides, stores, retries or chooses words. `Mount` is what a served one declares its routes on. */
export interface Channel<Mount = never> {
  readonly can: Capabilities
  /** How raw payloads arrive: the platform calls us, we listen, or we are the server. Exactly one. */
  readonly intake: Served<Mount>
  /**
   * One raw payload in, any number of events out. Pure and total: what it cannot read gives one event of type 'unreadable', kept for a person;
   * [] only for what carries nothing.
   */
  parse(raw: Uint8Array): readonly InboundEvent[]
  /** Delivers one message; `message.id` is the idempotency key. Throws SendError and nothing else. */
  send(message: OutboundMessage, signal: AbortSignal): Promise<Receipt>
}

/** The desk itself is the server of this channel (the web chat's Direct Line). Everything goes through the port; no storage of its own. */
export interface Served<Mount = never> {
  readonly via: 'served'
  /** Declares its routes, under their full paths. `Mount` is the web server's; the core never sees one. */
  routes(mount: Mount, conversations: ConversationPort): void
}

/** One platform call: what `fit` made of a message for this channel. */
export type OutboundMessage = {
  readonly id: MessageId
  readonly accountId: AccountId
  /** The platform's id of the conversation. */
  readonly conversation: string
  readonly seq: number
  readonly author: Author
  readonly text: string
  readonly choices: readonly Choice[]
  readonly ask: AskKind | null
  readonly files: readonly MessageFile[]
  readonly at: Instant
}

export type Receipt = { readonly externalId: string }

export const sendErrorKinds = ['unreachable', 'uncertain', 'throttled', 'refused', 'blocked', 'misconfigured'] as const
export type SendErrorKind = (typeof sendErrorKinds)[number]

/**
 * Why a message did not leave. `unreachable`: provably not sent · `uncertain`: may have been sent · `throttled`: come back after `retryAfterMs` ·
 * `refused`: the platform will never take it · `blocked`: the person left · `misconfigured`: the account is broken. The core alone decides what follows.
 */
export class SendError extends Error {
  override readonly name = 'SendError'
  constructor(
    readonly kind: SendErrorKind,
    message: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(message)
  }
}

/** A public message as a served channel shows it to the customer; notes never come through here. */
export type PublicMessage = {
  readonly id: MessageId
  readonly seq: number
  readonly direction: 'in' | 'out'
  readonly author: Author
  readonly text: string
  readonly choices: readonly Choice[]
  readonly ask: AskKind | null
  readonly files: readonly MessageFile[]
  /** The platform's id: for what came in, the id its sender was given. */
  readonly externalId: string | null
  /** The complaint the message speaks of, for the page's header. */
  readonly complaint: { readonly number: string; readonly statusUrl: string } | null
  readonly at: Instant
}

/** What one accepted payload is. Written to the inbox exactly as it came; only then is the sender answered. */
export type Arrival = {
  readonly accountId: AccountId
  /** The platform's id of the payload: the same one twice is accepted once. */
  readonly externalId: string
  /** What must be handled in order: the platform's id of the conversation. */
  readonly lane: string
  readonly raw: Uint8Array
  /** `desk` for an event of our own pages (see own-payload.ts); else it is as the platform sent it. */
  readonly form?: 'platform' | 'desk'
}

/** All that a served channel may do with the rest of the desk. */
export interface ConversationPort {
  /** Makes the conversation known, once; a second call with the same id changes nothing. */
  open(start: ConversationStart): Promise<void>
  /** null when there is none by that id. Must not make one. */
  find(accountId: AccountId, conversation: string): Promise<{ readonly lastSeq: number; readonly isEnded: boolean } | null>
  /** Hop 1. Resolves after the commit; handling goes on by itself. `isNew: false` says the payload had been accepted before. */
  accept(arrival: Arrival): Promise<{ readonly isNew: boolean }>
  /** Public messages with seq above `afterSeq`, oldest first, at most `limit`. */
  since(accountId: AccountId, conversation: string, afterSeq: number, limit: number): Promise<readonly PublicMessage[]>
  /** Calls back after a commit with what is new there, or with [] when it only knows that something is. Returns the way to stop. */
  onChange(accountId: AccountId, conversation: string, listener: (fresh: readonly PublicMessage[]) => void): () => void
  /** Someone is typing, on either side. Not stored. */
  typing(accountId: AccountId, conversation: string, who: 'person' | 'operator'): void
  onTyping(accountId: AccountId, conversation: string, listener: (who: 'person' | 'operator') => void): () => void
  readonly files: FileIntake
}

export type ConversationStart = {
  readonly accountId: AccountId
  readonly conversation: string
  readonly sender: { readonly externalId: string; readonly name: string | null }
  readonly language: Language | null
  readonly context: Readonly<Record<string, string>>
}

export interface FileIntake {
  /** Stores the bytes before any row speaks of them. Throws DeskError `file_too_large` (413) and keeps nothing when over the limit. */
  put(content: Readable, claimed: { readonly name: string; readonly contentType: string }): Promise<StoredFile>
  /** The bytes of a file that belongs to this conversation, or null. */
  open(
    accountId: AccountId,
    conversation: string,
    fileId: number,
  ): Promise<{ readonly file: MessageFile; readonly content: Readable } | null>
}

export type StoredFile = {
  readonly stored: string
  readonly name: string
  /** Detected from the bytes, not from the name. */
  readonly contentType: string
  readonly sizeBytes: number
}
