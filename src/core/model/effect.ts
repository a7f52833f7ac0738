import type { Result } from './complaint.js'
import type { Fact } from './flow.js'
import type { Instant } from './ids.js'
import type { AskKind } from './message.js'
import type { Kind } from './reading.js'

/**
 * What a flow wants done. Plain data; `applyEffects` in the core is the only one that does it, in one transaction.
 * `complaint` names a complaint by its number, or by the `ref` that a `register` of the same step gave it.
 */
export type Effect =
  /** One message in the words of template `key`; never before what it speaks of is written. */
  | {
      readonly type: 'say'
      readonly key: string
      readonly complaint: string | null
      readonly facts: Readonly<Record<string, Fact>>
      readonly ask: AskKind | null
      /** Values of the choices; their titles are templates `<key>.<value>`. */
      readonly choices: readonly string[]
    }
  /**
   * A new numbered unit of work from the event's message; `from: 'suspicion'` makes it from the message that `suspect` kept, with that
   * message's own reading and text; when no suspicion waits any more it does nothing, and neither does any effect on its `ref`.
   */
  | {
      readonly type: 'register'
      readonly ref: string
      readonly kind: Kind
      readonly category: string
      readonly isSure: boolean
      readonly from?: 'suspicion'
    }
  /** The event's message may be one more complaint: it is kept until the customer, an operator or silence decides. */
  | { readonly type: 'suspect' }
  /** The kept message is no complaint of its own. */
  | { readonly type: 'dismiss' }
  /** What the customer told about a complaint: wanted, order, what happened. Kept as its fact sheet. */
  | { readonly type: 'record'; readonly complaint: string; readonly name: string; readonly value: Fact }
  | { readonly type: 'classify'; readonly complaint: string; readonly kind: Kind | null; readonly category: string | null }
  /** The person's own data: a name, a phone, an e-mail. */
  | { readonly type: 'person'; readonly name: string | null; readonly contact: string | null }
  | { readonly type: 'assign'; readonly complaint: string }
  /** The queue gets the conversation; a human has it from here. */
  | { readonly type: 'hand-over'; readonly reason: string }
  /** The customer's word on a result: closes the complaint or brings it back. */
  | { readonly type: 'verdict'; readonly complaint: string; readonly isSatisfied: boolean }
  | { readonly type: 'rate'; readonly complaint: string; readonly rating: 1 | 2 | 3 | 4 | 5 }

/** What an operator does to a conversation; enters at the same door as a flow's effects. */
export type Command =
  | { readonly type: 'take' }
  /** `complaint`: the number it is about, where several are open; an answer to one does not answer the others. */
  | {
      readonly type: 'reply'
      readonly text: string
      readonly fileIds: readonly number[]
      readonly lastSeenMessageId: number | null
      readonly complaint?: string | null
    }
  | { readonly type: 'note'; readonly text: string; readonly fileIds: readonly number[]; readonly complaint?: string | null }
  | { readonly type: 'release'; readonly to: 'flow' | 'queue' }
  | { readonly type: 'hand-over'; readonly to: number; readonly note: string | null }
  | { readonly type: 'snooze'; readonly until: Instant | null; readonly untilReply: boolean; readonly reason: string | null }
  | {
      readonly type: 'finish'
      readonly complaint: string | null
      readonly result: Result
      readonly cause: string
      readonly note: string | null
    }
  /** Ends all that is open without asking the customer, when the desk itself takes a conversation away. */
  | { readonly type: 'close-all'; readonly cause: string }
  /** What only a person could say has been said. */
  | { readonly type: 'dictated'; readonly messageId: number }
  /** A message that may have arrived, or did not leave, goes once more. */
  | { readonly type: 'resend'; readonly messageId: number }
  /** Answer to the desk's suspicion that a message is one more complaint. */
  | { readonly type: 'register'; readonly messageId: number }
  | { readonly type: 'dismiss'; readonly messageId: number }

/** Facts that the desk adds to every `say`; `name` is the customer's and may be null. */
export const commonFacts = ['name', 'brand', 'isDemo', 'isWorkingTime'] as const

/**
 * Facts that the desk adds to a `say` with a complaint: `number` as «№ 100013», `manager` and `lastResort` as "First Last", `due` as an
 * adverbial («сегодня до 18:00 (МСК)», null when nothing is promised any more), `isAnother` when the conversation has others. Contacts may be null.
 */
export const complaintFacts = ['number', 'manager', 'contact', 'lastResort', 'lastResortContact', 'due', 'isAnother', 'statusUrl'] as const
