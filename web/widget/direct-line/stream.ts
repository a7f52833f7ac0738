import type { ActivitySet } from './activity'
import { Fault } from './fault'
import type { Line } from './line'
import { backOffMs, type Pace, Pause } from './pace'
import { parseActivitySet, parseJson } from './parse'
import type { Socket, Wire } from './wire'

/** online: messages come in, by the socket or by asking · ended: the desk knows no such conversation (any more) ·
 *  refused: this page may not · the rest is on its way. */
export type Phase = 'idle' | 'connecting' | 'online' | 'offline' | 'ended' | 'refused'

export type StreamOptions = {
  wire: Wire
  pace: Pace
  line: Line
  /** Sets may overlap: whoever listens tells repeated activities by their id. */
  onActivities: (set: ActivitySet) => void
  onHistory: () => void
  onPhase: (phase: Phase) => void
}

/**
 * The reading side: history once over HTTP, then a socket; after a drop a new socket from the last watermark, which fills the
 * gap. Where no socket opens, the same loop asks over HTTP. A socket that fell silent is checked, since a browser cannot ping.
 */
export class Stream {
  readonly #options: StreamOptions
  #watermark: string | undefined
  #socket: Socket | undefined
  #isRunning = false
  #mustFill = true
  #tries = 0
  #quietTimer: ReturnType<typeof setTimeout> | undefined
  readonly #pause = new Pause()
  #endListening: (() => void) | undefined

  constructor(options: StreamOptions) {
    this.#options = options
  }

  /** Once. */
  start(): void {
    this.#isRunning = true
    this.#options.onPhase('connecting')
    void this.#run()
  }

  /** For good. */
  stop(): void {
    this.#isRunning = false
    this.restart()
  }

  /** From the beginning of whatever conversation the line has now. */
  restart(): void {
    this.#watermark = undefined
    this.#mustFill = true
    this.#hangUp()
    this.#pause.wake()
  }

  /** Something speaks for a way being open again, or for the socket having died in a sleep. */
  wake(): void {
    if (this.#socket) void this.#check(this.#socket)
    this.#pause.wake()
  }

  async #run(): Promise<void> {
    while (this.#isRunning) {
      const waitMs = await this.#connectOnce().catch((fault) => this.#toWait(fault))
      if (this.#isRunning) await this.#pause.wait(waitMs)
    }
  }

  /** Resolves when the socket is gone, with the time to wait. */
  async #connectOnce(): Promise<number> {
    const { line, pace, onPhase, onHistory } = this.#options
    if (this.#mustFill) {
      await this.#fill()
      onHistory()
      onPhase('online')
    }
    const url = await line.openStream(() => this.#watermark)
    if (!this.#isRunning) return 0
    const wasAlive = await this.#listen(url)
    this.#tries = wasAlive ? 0 : this.#tries + 1
    this.#mustFill = this.#mustFill || !wasAlive
    if (this.#isRunning && wasAlive) onPhase('offline')
    return wasAlive ? backOffMs(pace, 0) : Math.min(pace.pollMs, backOffMs(pace, this.#tries))
  }

  #toWait(error: unknown): number {
    const { pace, onPhase } = this.#options
    const kind = error instanceof Fault ? error.kind : 'server'
    if (kind === 'gone') {
      this.#isRunning = false
      onPhase('ended')
      return 0
    }
    onPhase(kind === 'forbidden' || kind === 'expired' ? 'refused' : 'offline')
    const waitMs = backOffMs(pace, kind === 'forbidden' || kind === 'expired' ? 20 : this.#tries++)
    return error instanceof Fault ? Math.max(waitMs, error.retryAfterMs) : waitMs
  }

  /** Everything after the watermark. */
  async #fill(): Promise<boolean> {
    for (let hasNews = false; ; hasNews = true) {
      const before = this.#watermark
      const set = await this.#options.line.activitiesSince(() => this.#watermark)
      if (!this.#isRunning) return hasNews
      this.#mustFill = false
      this.#take(set)
      if (!set.activities.length || this.#watermark === before) return hasNews || set.activities.length > 0
    }
  }

  /** Resolves when the socket is gone: whether it was of any use, so that one which opens and closes at once is not hurried. */
  #listen(url: string): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = this.#options.wire.openSocket(url)
      let openedAt = Number.POSITIVE_INFINITY
      let hasSpoken = false
      this.#socket = socket
      this.#endListening = () => {
        clearTimeout(this.#quietTimer)
        this.#socket = undefined
        resolve(hasSpoken || Date.now() - openedAt > this.#options.pace.maxRetryMs)
      }
      this.#hear(socket)
      socket.addEventListener('open', () => {
        openedAt = Date.now()
        this.#options.onPhase('online')
      })
      socket.addEventListener('message', (event) => {
        if (this.#socket !== socket) return
        hasSpoken = true
        this.#hear(socket)
        if (event.data) this.#take(parseActivitySet(parseJson(String(event.data))))
      })
      socket.addEventListener('error', () => this.#hangUp(socket))
      socket.addEventListener('close', () => this.#hangUp(socket))
    })
  }

  /** Does not wait for the closing handshake: the other end of a dead socket never answers it. */
  #hangUp(socket = this.#socket): void {
    if (!socket || socket !== this.#socket) return
    this.#endListening?.()
    socket.close()
  }

  #hear(socket: Socket): void {
    clearTimeout(this.#quietTimer)
    this.#quietTimer = setTimeout(() => void this.#check(socket), this.#options.pace.quietMs)
  }

  /** News over HTTP that the socket did not bring, or no answer at all: the socket is dead, whatever it believes. */
  async #check(socket: Socket): Promise<void> {
    const isDeaf = await this.#fill().catch(() => true)
    if (this.#socket !== socket) return
    if (isDeaf) this.#hangUp(socket)
    else this.#hear(socket)
  }

  #take(set: ActivitySet): void {
    this.#options.onActivities(set)
    this.#watermark = set.watermark ?? this.#watermark
  }
}
