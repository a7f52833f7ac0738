import type { Chance } from '../support/chance.js'
import { type Customer, talk } from './customer.js'

/** Several customers at once, and a new one for each who is done. */
export interface Traffic {
  /** No more new ones; resolves with everybody who came, when the desk has answered every post of theirs. */
  finish(): Promise<readonly Customer[]>
}

const lanes = 5

export function openTraffic(place: { readonly url: string; readonly secret: string }, chance: Chance): Traffic {
  const customers: Customer[] = []
  let isOpen = true
  const lane = async (own: Chance): Promise<void> => {
    while (isOpen) customers.push(await talk(place, own))
  }
  const ended = Promise.all(Array.from({ length: lanes }, (_, index) => lane(chance.fork(`lane ${index}`))))
  ended.catch(() => undefined)
  return {
    async finish() {
      isOpen = false
      await ended
      return customers
    },
  }
}
