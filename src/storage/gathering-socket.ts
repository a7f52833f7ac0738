import { Socket } from 'node:net'

/**
 * A socket that sends in one system call what one turn of the event loop writes. Pipelined, a transaction has twenty statements to say at
 * once; sent one by one, each wakes the server, which on a busy machine takes the processor away from the desk twenty times.
 */
export class GatheringSocket extends Socket {
  #isGathering = false

  /** node-postgres corks each statement by itself; the first one's cork is held until the turn is over. */
  override cork(): void {
    if (!this.#isGathering) {
      this.#isGathering = true
      super.cork()
      process.nextTick(() => {
        this.#isGathering = false
        this.uncork()
      })
    }
    super.cork()
  }
}
