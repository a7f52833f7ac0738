import type { AccountState } from './channel.js'
import type { AccountId, BrandId, Instant } from './model/ids.js'

/** One bot, mailbox or site, as an admin or the environment named it. */
export type Account = {
  readonly id: AccountId
  readonly channel: string
  readonly name: string
  readonly brandId: BrandId
  readonly source: 'starter' | 'environment' | 'console'
  /** As they were given, secrets among them; null for those of the environment. */
  readonly settings: unknown
}

export type AccountLease = { readonly by: string; readonly now: Instant; readonly until: Instant }

/** What the ledger keeps of accounts. Settings are sealed there; nothing else ever writes them down. */
export interface AccountBook {
  /** Those that are switched on. */
  list(): Promise<readonly Account[]>
  /** Makes the account `default` of a channel known, and those that the environment named before and does not any more unknown. */
  keepEnvironment(channels: readonly string[], at: Instant): Promise<void>
  /** Takes or keeps the right to listen: one process at a time. null when another one has it. */
  lease(id: AccountId, lease: AccountLease): Promise<{ readonly cursor: string | null } | null>
  release(id: AccountId, by: string): Promise<void>
  /** Rejects when the lease was lost meanwhile: whoever has it now goes on from the place before. */
  saveCursor(id: AccountId, cursor: string, by: string): Promise<void>
  /** When somebody last wrote to each of these accounts, or something of ours last left by it. */
  touch(what: 'in' | 'out', ids: readonly AccountId[], at: Instant): Promise<void>
  report(id: AccountId, state: AccountState, at: Instant): Promise<void>
}
