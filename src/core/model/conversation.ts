import type { FlowState } from './flow.js'
import type { AccountId, AddressId, BrandId, ConversationId, Instant, PersonId, StaffId } from './ids.js'
import type { Language } from './reading.js'

/** Who answers now. The flow until an operator takes it; `queue` = handed over and waiting for one. */
export type Holder =
  | { readonly kind: 'flow' }
  | { readonly kind: 'queue'; readonly reason: string }
  | { readonly kind: 'operator'; readonly staffId: StaffId | null; readonly name: string }

/** What an answer needs to land in the same thread on its platform. */
export type Thread = {
  readonly subject: string | null
  /** Platform ids of the customer's messages, newest first. */
  readonly earlier: readonly string[]
}

export type Conversation = {
  readonly id: ConversationId
  readonly accountId: AccountId
  readonly brandId: BrandId
  readonly addressId: AddressId
  readonly personId: PersonId
  readonly externalId: string
  /** The platform's id of the person there. */
  readonly to: string
  readonly thread: Thread
  readonly holder: Holder
  readonly language: Language
  readonly flow: FlowState | null
  readonly lastSeq: number
  readonly endedAt: Instant | null
}
