import type { ComplaintStatus } from './complaint.js'
import type { Instant } from './ids.js'
import type { Kind, Language, Reading } from './reading.js'

export type Fact = string | number | boolean | null

/** Where one conversation stands in its flow. Plain data, kept in the conversation's row. */
export type FlowState = {
  readonly flow: string
  readonly version: number
  /** The node that waits for the customer; null when the flow has ended and a new message starts it again. */
  readonly node: string | null
  /** Return addresses of sub-flows, innermost last. */
  readonly stack: readonly { readonly flow: string; readonly version: number; readonly node: string }[]
  readonly facts: Readonly<Record<string, Fact>>
  /** Invalid answers to the waiting question so far. */
  readonly attempts: number
  /** When silence becomes an answer; the core wakes the flow with `silence` after it. */
  readonly silenceAt: Instant | null
}

/** What wakes a flow. */
export type FlowEvent =
  | { readonly type: 'said'; readonly text: string; readonly button: string | null; readonly fileCount: number; readonly reading: Reading }
  | { readonly type: 'silence' }
  /** An operator finished a complaint: the customer is asked whether this is all right. */
  | { readonly type: 'finished'; readonly complaint: string; readonly result: string }
  /** An operator gave the conversation back. */
  | { readonly type: 'returned' }

/** A complaint as a flow sees it; `ref` is its number. */
export type KnownComplaint = {
  readonly ref: string
  readonly kind: Kind
  readonly category: string
  readonly status: ComplaintStatus
  readonly isOpen: boolean
}

/** All that a flow may know besides its own state. Time comes in here and from nowhere else. */
export type World = {
  readonly now: Instant
  readonly language: Language
  readonly channel: string
  readonly canButtons: boolean
  /** `queue`: handed over and waiting for a person: what arrives is still acknowledged, nothing is asked. */
  readonly holder: 'flow' | 'queue' | 'operator'
  readonly person: { readonly name: string | null; readonly hasContact: boolean; readonly importance: string }
  readonly isWorkingTime: boolean
  /** Complaints of this conversation, oldest first. */
  readonly complaints: readonly KnownComplaint[]
  /** Numbers found in the event's text that belong to this person. */
  readonly mentioned: readonly KnownComplaint[]
}
