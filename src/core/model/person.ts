import type { AccountId, AddressId, PersonId } from './ids.js'
import type { Language } from './reading.js'

/** How much the customer means to the company; part of the priority. */
export const importances = ['normal', 'valued', 'key'] as const
export type Importance = (typeof importances)[number]

export type Person = {
  readonly id: PersonId
  readonly name: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly language: Language | null
  readonly importance: Importance
}

/** Where a person can be reached: an account and the platform's id of the person there. */
export type Address = { readonly id: AddressId; readonly accountId: AccountId; readonly externalId: string; readonly personId: PersonId }
