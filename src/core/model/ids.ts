/** Ids of the ledger. Opaque: only storage makes them, everyone else passes them on. Safe integers below 2^53. */
declare const brand: unique symbol
type Id<Name extends string> = number & { readonly [brand]: Name }

export type AccountId = Id<'account'>
export type BrandId = Id<'brand'>
export type PersonId = Id<'person'>
export type AddressId = Id<'address'>
export type ConversationId = Id<'conversation'>
export type MessageId = Id<'message'>
export type ComplaintId = Id<'complaint'>
export type InboxId = Id<'inbox'>
export type OutboxId = Id<'outbox'>
export type FileId = Id<'file'>
export type StaffId = Id<'staff'>

/** ISO 8601 in UTC with milliseconds, e.g. `2026-11-22T07:15:00.000Z`. */
export type Instant = string
