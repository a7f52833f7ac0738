import type { KeyValue } from '../shared/key-value'
import { Fault } from './fault'
import type { KeptFiles } from './kept-files'
import { type Draft, type FailureReason, type Outgoing, type OutgoingState, parseOutgoing, writeOutgoing } from './outgoing'
import { backOffMs, type Pace, Pause } from './pace'

export type OutboxOptions = {
  store: KeyValue
  files: KeptFiles
  pace: Pace
  /** Sends one message once; its activity id, or a Fault. */
  post: (outgoing: Outgoing, files: File[], sending: { signal: AbortSignal; onProgress: (part: number) => void }) => Promise<string>
  onChange: () => void
  /** The desk says that the conversation is over. Must hold the outbox: what waits goes on waiting, for the next conversation. */
  onGone: () => void
  /** The desk does not let this page in. Tried again slowly. */
  onForbidden: () => void
}

/**
 * The customer's side of "nothing lost, nothing doubled": a message is in the storage before the first try and leaves it when
 * the desk has it; every try carries the same clientActivityID; one at a time, oldest first.
 */
export class Outbox {
  readonly #options: OutboxOptions
  #items: Outgoing[] = []
  readonly #pause = new Pause()
  #isThrottled = false
  #isDraining = false
  #isHeld = false
  #sending: { id: string; abort: AbortController } | undefined

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#reload()
  }

  list(): readonly Outgoing[] {
    return this.#items
  }

  async add(draft: Draft, files: File[]): Promise<void> {
    const item: Outgoing = { ...draft, id: newKey(), createdAt: this.#nextMoment(), state: { type: 'waiting' } }
    if (files.length) await this.#options.files.put(item.id, files)
    this.#save(item)
    this.#items = [...this.#items, item]
    this.#options.onChange()
    void this.#drain()
  }

  retry(id: string): void {
    this.#update(id, { type: 'waiting' })
    this.wake()
  }

  /** For another look before it is sent; undefined when it has been. What is on its way may arrive all the same. */
  async takeBack(id: string): Promise<{ text: string; files: File[] } | undefined> {
    const item = this.#items.find((one) => one.id === id)
    if (!item || item.state.type === 'sent') return undefined
    const files = item.files.length ? await this.#options.files.find(id) : undefined
    if (this.#sending?.id === id) this.#sending.abort.abort()
    this.#drop(id)
    return { text: item.text, files: files ?? [] }
  }

  /** The desk has shown the message with this key: whatever became of our request, it arrived. */
  confirm(id: string): void {
    if (!this.#items.some((item) => item.id === id)) return
    this.#drop(id)
    this.wake()
  }

  /** The way to the desk may be open again. A pause that the desk asked for is kept. */
  wake(): void {
    if (!this.#isThrottled) this.#pause.wake()
    void this.#drain()
  }

  /** No tries until `release`. */
  hold(): void {
    this.#isHeld = true
  }

  release(): void {
    this.#isHeld = false
    this.wake()
  }

  /** Forgets what has been sent and not yet shown, when another conversation takes its place. */
  dropSent(): void {
    for (const item of this.#items) if (item.state.type === 'sent') this.#drop(item.id)
  }

  async #drain(): Promise<void> {
    if (this.#isDraining) return
    this.#isDraining = true
    try {
      let tries = 0
      for (let item = this.#next(), lastId = ''; item; item = this.#next()) {
        tries = await this.#deliver(item, item.id === lastId ? tries : 0)
        lastId = item.id
      }
    } finally {
      this.#isDraining = false
    }
  }

  #next(): Outgoing | undefined {
    return this.#isHeld ? undefined : this.#items.find((item) => item.state.type === 'waiting')
  }

  async #deliver(item: Outgoing, tries: number): Promise<number> {
    const abort = new AbortController()
    this.#sending = { id: item.id, abort }
    this.#update(item.id, { type: 'sending', part: 0 })
    try {
      const files = await this.#findFiles(item)
      const onProgress = (part: number) => this.#update(item.id, { type: 'sending', part })
      const activityId = await this.#options.post(item, files, { signal: abort.signal, onProgress })
      this.#update(item.id, { type: 'sent', activityId })
      this.#forget(item.id)
      return 0
    } catch (fault) {
      return this.#settle(item.id, fault instanceof Fault ? fault : new Fault('server'), tries)
    } finally {
      this.#sending = undefined
    }
  }

  async #settle(id: string, fault: Fault, tries: number): Promise<number> {
    if (!this.#items.some((item) => item.id === id)) return 0
    const reason = toReason(fault, tries, this.#options.pace)
    this.#update(id, reason ? { type: 'failed', reason } : { type: 'waiting' })
    if (reason) return 0
    if (fault.kind === 'gone') {
      this.#options.onGone()
      return 0
    }
    if (fault.kind === 'forbidden' || fault.kind === 'expired') this.#options.onForbidden()
    this.#isThrottled = fault.kind === 'throttled'
    await this.#pause.wait(this.#isThrottled ? fault.retryAfterMs : backOffMs(this.#options.pace, tries))
    this.#isThrottled = false
    return fault.kind === 'throttled' ? tries : tries + 1
  }

  async #findFiles(item: Outgoing): Promise<File[]> {
    if (!item.files.length) return []
    const files = await this.#options.files.find(item.id)
    if (!files) throw new Fault('files-lost')
    return files
  }

  #update(id: string, state: OutgoingState): void {
    const item = this.#items.find((one) => one.id === id)
    if (!item || item.state.type === 'sent') return
    const next = { ...item, state }
    this.#items = this.#items.map((one) => (one.id === id ? next : one))
    if (state.type === 'failed' || (state.type === 'waiting' && item.state.type === 'failed')) this.#save(next)
    this.#options.onChange()
  }

  #drop(id: string): void {
    this.#items = this.#items.filter((item) => item.id !== id)
    this.#forget(id)
    this.#options.onChange()
  }

  #save(item: Outgoing): void {
    this.#options.store.set(toKey(item.id), writeOutgoing(item))
  }

  #forget(id: string): void {
    this.#options.store.remove(toKey(id))
    void this.#options.files.remove(id)
  }

  #reload(): void {
    const { store } = this.#options
    const kept = store.keys().filter((key) => key.startsWith(prefix))
    this.#items = kept.flatMap((key) => parseOutgoing(store.get(key)) ?? []).sort((a, b) => a.createdAt - b.createdAt)
  }

  /** Rises strictly, also within a millisecond and when the clock is set back: it is the order of sending after a reload. */
  #nextMoment(): number {
    return Math.max(Date.now(), (this.#items.at(-1)?.createdAt ?? 0) + 1)
  }
}

/** crypto.randomUUID is missing on pages without https. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const prefix = 'out:'
const toKey = (id: string): string => prefix + id

function toReason(fault: Fault, tries: number, pace: Pace): FailureReason | undefined {
  if (fault.kind === 'server') return tries + 1 >= pace.serverTries ? 'server' : undefined
  if (fault.kind === 'too-large' || fault.kind === 'unsupported' || fault.kind === 'refused' || fault.kind === 'files-lost')
    return fault.kind
  return undefined
}
