import type { Chance } from '../support/chance.js'
import { type Customer, type Place, talk } from './customer.js'

/** Several customers at once, and a new one for each who is done. */
export interface Traffic {
  /** No more new ones; resolves with everybody who came, when the desk has answered every post of theirs. */
  finish(): Promise<readonly Customer[]>
  /** How many have said everything and been answered. */
  served(): number
  /** Everybody leaves at once, also those who still wait for an answer. */
  end(): void
}

const lanes = 5

export function openTraffic({ url, secret }: Pick<Place, 'url' | 'secret'>, chance: Chance): Traffic {
  const customers: Customer[] = []
  const leaving = new AbortController()
  let isOpen = true
  const lane = async (own: Chance): Promise<void> => {
    while (isOpen) customers.push(await talk({ url, secret, signal: leaving.signal }, own))
  }
  const ended = Promise.all(Array.from({ length: lanes }, (_, index) => lane(chance.fork(`lane ${index}`))))
  ended.catch(() => undefined)
  return {
    async finish() {
      isOpen = false
      await ended
      return customers
    },
    served: () => customers.length,
    end() {
      isOpen = false
      leaving.abort(new Error('the customers have left'))
      for (const customer of customers) customer.leave()
    },
  }
}
