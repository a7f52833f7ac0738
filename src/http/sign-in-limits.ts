import { Attempts } from './attempts.js'
import { addressKey } from './security.js'

const windowMs = 10 * 60_000

/**
 * How often a sign-in may fail. By account and address together, so that a colleague who mistypes does not close the office's one address;
 * by address; and by account over all addresses it was not signed in from, so that strangers cannot lock its owner out.
 */
export class SignInLimits {
  readonly #pairs: Attempts
  readonly #addresses: Attempts
  readonly #accounts: Attempts
  readonly #known = new Set<string>()

  constructor(nowMs?: () => number) {
    this.#pairs = new Attempts({ failures: 8, windowMs }, 10_000, nowMs)
    this.#addresses = new Attempts({ failures: 40, windowMs }, 10_000, nowMs)
    this.#accounts = new Attempts({ failures: 60, windowMs }, 10_000, nowMs)
  }

  /** Counts one attempt. Call the answer when it was right. @throws DeskError `too_many_attempts` (429) */
  begin(account: string, ip: string): () => void {
    const address = addressKey(ip)
    const name = account.toLowerCase()
    const pair = `${name} ${address}`
    const isKnown = this.#known.has(pair)
    this.#pairs.begin(pair)
    this.#addresses.begin(address)
    if (!isKnown) this.#accounts.begin(name)
    return () => {
      this.#pairs.forgive(pair)
      this.#addresses.giveBack(address)
      if (!isKnown) this.#accounts.giveBack(name)
      this.#remember(pair)
    }
  }

  #remember(pair: string): void {
    this.#known.delete(pair)
    this.#known.add(pair)
    const [oldest] = this.#known
    if (this.#known.size > 10_000 && oldest !== undefined) this.#known.delete(oldest)
  }
}
