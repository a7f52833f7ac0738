import type { PersonId } from './ids.js'
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
