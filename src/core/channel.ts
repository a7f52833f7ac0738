import type { Readable } from 'node:stream'
import type { InboundEvent } from './model/event.js'
import type { AccountId, FileId, Instant, MessageId } from './model/ids.js'
import type { AskKind, Author, Choice, MessageFile } from './model/message.js'
import type { Language } from './model/reading.js'
import type { Log } from './ports.js'

/** What a channel can do, as data; the core shapes messages by it and never asks which channel it is. */
export type Capabilities = {
  /** Longest text of one platform call, in UTF-16 code units. Longer ones are split before they come to `send`. */
  readonly textLimit: number
  /** false: choices come as numbered lines of the text, and `choices` is empty. */
  readonly buttons: boolean
  /** `together`: text and files are one call · `apart`: each file is a call of its own, without text · `none`: a link in the text stands for it. */
  readonly files: 'together' | 'apart' | 'none'
  /** The largest file that can leave by this channel; a link stands for a larger one. */
  readonly fileLimitBytes: number
  /** A second send of the same message id changes nothing, so an interrupted one may simply be repeated. */
  readonly exactResend: boolean
  /** A person says it with their own mouth: a message has left when they tick it. */
  readonly dictated?: true
  /** Every character costs: the acknowledgement is number and link, and the bot asks nothing. */
  readonly brief?: true
  /** All that the desk says at one moment is one message: nobody wants three letters. */
  readonly gathers?: true
  /** May the desk write to a person who has not written first. */
  readonly writesFirst: boolean
  /** How fast the platform lets one account write; the core keeps to it. null: as fast as it comes. */
  readonly pace: { readonly perSecond: number; readonly perConversationMs: number } | null
}

/** A channel translates. It never decides, stores, retries or chooses words. `Mount` is what a served one declares its routes on. */
export interface Channel<Mount = never> {
  readonly can: Capabilities
  /** How raw payloads arrive: the platform calls us, we listen, or we are the server. Exactly one. */
  readonly intake: Webhook | Listener | Served<Mount>
  /**
   * One raw payload in, any number of events out. Pure and total: what it cannot read gives one event of type 'unreadable', kept for a person;
   * [] only for what carries nothing. May run off the main thread.
   */
  parse(raw: Uint8Array): readonly InboundEvent[] | Promise<readonly InboundEvent[]>
  /** One platform call; `message.key` is the idempotency key. Throws SendError and nothing else. */
  send(message: OutboundMessage, signal: AbortSignal): Promise<Receipt>
  /** Brings the bytes of a file that an event announced as `remote`. Throws SendError (`refused`: it is gone or too large). */
  fetchFile?(remote: string, signal: AbortSignal): Promise<Readable>
  /** The first two steps of the connection test: is the token good, does the platform answer. Throws SendError with a reason for people. */
  probe?(signal: AbortSignal): Promise<AccountIdentity>
  /** The address that opens this account's conversation with `payload` handed over (Telegram's t.me link, VK's ref), where there is such a thing. */
  deepLink?(payload: string): string | null
  close?(): Promise<void>
}

/** One line of the list of channels. One channel is opened for each account. */
export type ChannelDefinition<Settings> = {
  /** Throws an error that names every problem of what an admin or the environment gave. */
  readonly settings: { parse(values: unknown): Settings }
  open(settings: Settings, tools: ChannelTools): Channel
}

/** A definition whose settings nobody outside needs to know the shape of. */
export interface ChannelKind {
  /** Throws an error that names every problem. */
  check(values: unknown): void
  open(values: unknown, tools: ChannelTools): Channel
}

export const kindOf = <Settings>({ settings, open }: ChannelDefinition<Settings>): ChannelKind => ({
  check: (values) => void settings.parse(values),
  open: (values, tools) => open(settings.parse(values), tools),
})

/** The only ways out of a translator. */
export type ChannelTools = {
  readonly accountId: AccountId
  /** `default` for the account of the environment. */
  readonly accountName: string
  /** PUBLIC_URL, without a slash at the end. */
  readonly publicUrl: string
  /** A key of this account's own, 32 bytes as hex: signs what must be recognised when it comes back. */
  readonly signingKey: string
  readonly log: Log
  /** Milliseconds since 1970. */
  now(): number
  /** The bytes of a file of an outgoing message. */
  openFile(fileId: FileId): Promise<Readable>
}

/** Who the platform says this account is. */
export type AccountIdentity = { readonly name: string; readonly url: string | null }

/** The platform calls us, at `/channels/<kind>/<account>/<path>`. */
export interface Webhook {
  readonly via: 'webhook'
  readonly path: string
  /**
   * Proves the caller before anything is parsed. `arrivals` are written down before `answer` is given; where that fails the platform hears 503
   * with Retry-After. Must not throw for anything a stranger can send.
   */
  check(request: RawRequest): WebhookVerdict | Promise<WebhookVerdict>
  /** Tells the platform the address, where it wants to be told; called at every start. Throws SendError. */
  register?(url: string, signal: AbortSignal): Promise<void>
}

export type RawRequest = {
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly query: Readonly<Record<string, string | undefined>>
  readonly body: Uint8Array
}
export type RawResponse = { readonly status: number; readonly contentType: string; readonly body: string }
export type WebhookVerdict = { readonly answer: RawResponse; readonly arrivals: readonly Arrival[] }

/** We listen: a long poll, an IMAP connection. One process at a time does, under a lease. */
export interface Listener {
  readonly via: 'listener'
  /**
   * Runs until aborted, keeps itself connected, and never ends by an error of the network. Acknowledges upstream only after `deliver` resolves,
   * so nothing falls between. Throws SendError `misconfigured` when only a person can help.
   */
  listen(door: ListenerDoor, signal: AbortSignal): Promise<void>
}

export interface ListenerDoor {
  /** Where the last listener stopped, as it wrote it; null at the first start. */
  readonly cursor: string | null
  /** Hop 1: resolves when all are written down, and the cursor with them. Rejects when the ledger is away: deliver the same again. */
  deliver(arrivals: readonly Arrival[], cursor?: string): Promise<void>
  /** What the console shows of the account. */
  report(state: AccountState): void
}

/** `failing`: it goes on by itself (another poller, network) · `broken`: a person must mend it. `reason` is for people, without secrets. */
export type AccountState =
  | { readonly status: 'ok' }
  | { readonly status: 'failing' | 'broken'; readonly code: string; readonly reason: string }

/** The desk itself is the server of this channel (the web chat's Direct Line). Everything goes through the port; no storage of its own. */
export interface Served<Mount = never> {
  readonly via: 'served'
  /** Declares its routes, under their full paths. `Mount` is the web server's; the core never sees one. */
  routes(mount: Mount, conversations: ConversationPort): void
}

/** One platform call: what `fit` made of a message for this channel. */
export type OutboundMessage = {
  readonly id: MessageId
  /** The idempotency key of this call: a message that is split has several. A positive safe integer. */
  readonly key: number
  readonly accountId: AccountId
  /** The platform's id of the conversation. */
  readonly conversation: string
  /** The platform's id of the person there (an e-mail address, a user id). */
  readonly to: string
  readonly seq: number
  readonly author: Author
  readonly language: Language
  readonly text: string
  readonly choices: readonly Choice[]
  readonly ask: AskKind | null
  readonly files: readonly MessageFile[]
  /** What the conversation is about, where the channel has subjects; as the customer wrote it. */
  readonly subject: string | null
  /** Platform ids of the customer's messages before this one, newest first, at most ten. */
  readonly earlier: readonly string[]
  readonly complaint: { readonly number: string; readonly statusUrl: string } | null
  readonly at: Instant
}

/** `conversation` when the platform says that it has another id from now on; the core moves it there. */
export type Receipt = { readonly externalId: string; readonly conversation?: string }

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
  /** Platform ids of conversations that it goes on with, nearest first, where the sender is proved: one of theirs among them is this one. */
  readonly references?: readonly string[]
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
