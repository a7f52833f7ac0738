import { DeskError } from '../core/desk-error.js'

export type AttemptLimit = { readonly failures: number; readonly windowMs: number }

/**
 * Counts failures by a key, in this process and in bounded memory: of more than `capacity` keys the one tried least recently goes.
 * An attempt counts as failed from its beginning, so that a thousand at once are not all let through before the first one fails.
 */
export class Attempts {
  readonly #windows = new Map<string, { failures: number; readonly endsAtMs: number }>()

  constructor(
    private readonly limit: AttemptLimit,
    private readonly capacity = 10_000,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** @throws DeskError `too_many_attempts` (429) when the key has to wait until its window is over */
  begin(key: string): void {
    const window = this.#current(key) ?? { failures: 0, endsAtMs: this.nowMs() + this.limit.windowMs }
    if (window.failures >= this.limit.failures) throw tooMany(window.endsAtMs - this.nowMs())
    window.failures += 1
    this.#windows.delete(key)
    this.#windows.set(key, window)
    if (this.#windows.size > this.capacity) this.#dropOldest()
  }

  /** This attempt was right. */
  giveBack(key: string): void {
    const window = this.#current(key)
    if (window) window.failures = Math.max(0, window.failures - 1)
  }

  /** This attempt was right, and so whoever it is may have mistyped before. */
  forgive(key: string): void {
    this.#windows.delete(key)
  }

  #current(key: string) {
    const window = this.#windows.get(key)
    return window && window.endsAtMs > this.nowMs() ? window : undefined
  }

  #dropOldest(): void {
    const [oldest] = this.#windows.keys()
    if (oldest !== undefined) this.#windows.delete(oldest)
  }
}

function tooMany(retryAfterMs: number): DeskError {
  const minutes = Math.ceil(retryAfterMs / 60_000)
  return new DeskError('too_many_attempts', 429, 'That was wrong too many times.', `Wait ${minutes} min, then try again.`, { retryAfterMs })
}
