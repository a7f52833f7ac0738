/** How patient the client is, in one place, so that tests can be quick. */
export type Pace = {
  firstRetryMs: number
  maxRetryMs: number
  /** Where no socket opens (some company networks) messages are asked for this often. */
  pollMs: number
  /** A socket that said nothing for so long is asked over HTTP whether it has gone deaf. */
  quietMs: number
  /** After so long without an answer a request counts as unanswered; for an upload: without progress. */
  answerMs: number
  /** So many 5xx for one message before it is given back to the customer, so that it does not hold up the next. */
  serverTries: number
}

export const customerPace: Pace = {
  firstRetryMs: 500,
  maxRetryMs: 15_000,
  pollMs: 4_000,
  quietMs: 45_000,
  answerMs: 20_000,
  serverTries: 8,
}

/** Exponential with jitter, so that a desk that restarts does not meet everybody at the same moment. `tries` counts from 0. */
export function backOffMs(pace: Pace, tries: number): number {
  const fullMs = Math.min(pace.maxRetryMs, pace.firstRetryMs * 2 ** tries)
  return fullMs * (0.5 + Math.random() / 2)
}

/** A wait that can be cut short. */
export class Pause {
  #end: (() => void) | undefined

  wait(ms: number): Promise<void> {
    this.wake()
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), ms)
      this.#end = () => {
        clearTimeout(timer)
        this.#end = undefined
        resolve()
      }
    })
  }

  wake(): void {
    this.#end?.()
  }
}
