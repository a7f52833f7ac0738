import type { Thread } from '../../core/model/conversation.js'
import type { FlowState } from '../../core/model/flow.js'
import type { Delivery } from '../../core/model/message.js'
import type { Person } from '../../core/model/person.js'
import type { Reading } from '../../core/model/reading.js'
import type { ConversationDraft, OutboxScene, Scene } from '../../core/scene.js'

/** What was read under the locks; `toScene` makes fresh drafts of it each time it is called. */
export type Loaded = {
  readonly conversations: readonly ConversationRow[]
  readonly people: readonly PersonRow[]
  readonly complaints: readonly ComplaintRow[]
  readonly links: readonly { readonly complaint_id: number; readonly conversation_id: number }[]
  readonly clocks: readonly ClockRow[]
  readonly suspicions: readonly SuspicionRow[]
  readonly unsent: readonly { readonly conversation_id: number; readonly unsent: number }[]
  readonly unhandled: readonly { readonly id: number }[]
  readonly outbox: readonly OutboxRow[]
  readonly known: readonly KnownRow[]
  readonly groups: readonly { readonly conversation_id: number; readonly group_id: string; readonly id: number }[]
  readonly newer: readonly NewerRow[]
  readonly files: readonly FileRow[]
  readonly withheld: readonly { readonly conversation_id: number; readonly id: number; readonly number: string }[]
  readonly resend: readonly {
    readonly id: number
    readonly delivery: Delivery | null
    readonly waiting: NonNullable<Scene['resend']>['waiting']
  }[]
}

export type ConversationRow = {
  id: number
  account_id: number
  external_id: string
  brand_id: number
  address_id: number
  person_id: number
  language: ConversationDraft['language']
  context: Record<string, string>
  holder: 'flow' | 'queue' | 'operator'
  holder_id: number | null
  holder_name: string | null
  holder_reason: string | null
  flow: FlowState | null
  silence_at: string | null
  last_seq: number
  last_message_at: string | null
  last_preview: string
  view: ConversationDraft['view']
  next_clock: ConversationDraft['nextClock']
  next_due_at: string | null
  next_rank: number
  top_complaint_id: number | null
  ended_at: string | null
  to: string
  blocked_at: string | null
  thread: Thread
  acknowledged_times: string[]
  test_code: string | null
  test_message_id: number | null
}

export type PersonRow = {
  id: number
  name: string | null
  phone: string | null
  email: string | null
  language: Person['language']
  importance: Person['importance']
  salt: string
}

export type ComplaintRow = { [key: string]: unknown; id: number; person_id: number }
export type ClockRow = { [key: string]: unknown; complaint_id: number }
export type SuspicionRow = { message_id: number; conversation_id: number; text: string; reading: Reading; decide_at: string }
export type OutboxRow = {
  id: number
  conversation_id: number
  message_id: number
  acknowledges: number | null
  lease_by: string | null
  attempts: number
  state: OutboxScene['state']
  author: OutboxScene['author']
}
export type KnownRow = {
  conversation_id: number
  external_id: string | null
  id: number
  seq: number
  direction: 'in' | 'out'
  text: string
  keys: number[]
  acknowledges: number | null
}
export type NewerRow = { id: number; direction: 'in' | 'out'; author: string; author_id: number | null; visibility: string; text: string }
export type FileRow = { id: number; name: string; content_type: string; size_bytes: number }
