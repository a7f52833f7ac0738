import type { KeyValue } from '../shared/key-value'
import type { ActivitySet, Author, MessageActivity } from './activity'
import type { KeptFiles } from './kept-files'
import { Line, type MessageContext } from './line'
import { Outbox } from './outbox'
import type { Draft, Outgoing } from './outgoing'
import type { Pace } from './pace'
import type { BrandNote } from './parse'
import { Passes } from './passes'
import { type Phase, Stream } from './stream'
import type { Wire } from './wire'

export type ClientOptions = {
  /** Origin of the desk, without a slash at the end. */
  deskUrl: string
  brand?: string
  wire: Wire
  pace: Pace
  store: KeyValue
  files: KeptFiles
  context: () => MessageContext
}

/** What the customer may know at a moment. Replaced, never changed. */
export type ClientState = {
  phase: Phase
  /** The desk's order. */
  messages: readonly MessageActivity[]
  /** The customer's, written and not yet shown back by the desk. */
  outgoing: readonly Outgoing[]
  typing?: { author: Author; at: number }
  hasHistory: boolean
  brand: BrandNote
}

/** A small Direct Line 3.0 client for one conversation that survives drops, restarts of the desk and reloads of the page. */
export class Client {
  readonly #options: ClientOptions
  #current: ClientState = { phase: 'idle', messages: [], outgoing: [], hasHistory: false, brand: {} }
  readonly #listeners = new Set<() => void>()
  readonly #seenIds = new Set<string>()
  readonly #passes: Passes
  readonly #outbox: Outbox
  #line: Line
  #stream: Stream | undefined

  constructor(options: ClientOptions) {
    this.#options = options
    this.#passes = new Passes({ ...options, onPass: () => this.#change({ brand: this.#passes.stored()?.brand ?? {} }) })
    this.#line = this.#openLine()
    this.#outbox = new Outbox({
      ...options,
      post: async (outgoing, files, sending) => {
        const id = await this.#line.post(outgoing, files, sending)
        if (this.#current.phase === 'refused') this.#change({ phase: 'online' })
        return id
      },
      onChange: () => this.#change({ outgoing: this.#outbox.list() }),
      onGone: () => this.#end(),
      onForbidden: () => this.#change({ phase: 'refused' }),
    })
    this.#current = { ...this.#current, outgoing: this.#outbox.list(), brand: this.#passes.stored()?.brand ?? {} }
  }

  get state(): ClientState {
    return this.#current
  }

  /** Returns how to stop listening. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A conversation or an unsent message is left from an earlier page. */
  get hasPast(): boolean {
    return this.#passes.stored()?.isStarted === true || this.#outbox.list().length > 0
  }

  /** Gets a token, which also tells whose desk this is. No conversation begins by it. */
  greet(): void {
    this.#passes.current().catch(() => {})
  }

  /** Opens the line, if it is not open: the desk hears of a conversation. */
  connect(): void {
    if (this.#stream) return
    const { wire, pace } = this.#options
    this.#stream = new Stream({
      wire,
      pace,
      line: this.#line,
      onActivities: (set) => this.#take(set),
      onHistory: () => this.#change({ hasHistory: true }),
      onPhase: (phase) => this.#enter(phase),
    })
    this.#stream.start()
    this.#outbox.wake()
  }

  async send(draft: Draft, files: File[] = []): Promise<void> {
    this.connect()
    await this.#outbox.add(draft, files)
  }

  retry(id: string): void {
    this.#outbox.retry(id)
  }

  /** Takes a message that has not arrived out of the queue, with its files. What was on its way may arrive all the same. */
  takeBack(id: string): Promise<{ text: string; files: File[] } | undefined> {
    return this.#outbox.takeBack(id)
  }

  /** The page came back to the front, or the network did. */
  wake(): void {
    this.#stream?.wake()
    this.#outbox.wake()
  }

  /** Leaves the conversation for a new one. The old one stays with the desk; what has not been sent goes into the new one. */
  startOver(): void {
    this.#passes.leave()
    this.#begin()
    if (this.#outbox.list().length > 0) this.connect()
  }

  get hasLeft(): boolean {
    return this.#passes.hasLeft
  }

  /** To the conversation that startOver left. */
  goBack(): void {
    this.#passes.goBack()
    this.#begin()
    this.connect()
  }

  /** Another tab changed the stored pass: this one follows it. */
  follow(): void {
    if (!this.#stream || this.#line.isAt(this.#passes.stored()?.conversationId)) return
    this.#begin()
    if (this.#passes.stored()) this.connect()
  }

  close(): void {
    this.#outbox.hold()
    this.#stream?.stop()
    this.#listeners.clear()
  }

  #begin(): void {
    this.#stream?.stop()
    this.#stream = undefined
    this.#line = this.#openLine()
    this.#clear()
    this.#change({ phase: 'idle' })
    this.#outbox.dropSent()
    this.#outbox.release()
  }

  #openLine(): Line {
    return new Line({ ...this.#options, passes: this.#passes, onMoved: () => this.#move() })
  }

  /** The desk opened another conversation for this token. */
  #move(): void {
    this.#clear()
    this.#outbox.dropSent()
    this.#stream?.restart()
  }

  #clear(): void {
    this.#seenIds.clear()
    const { typing: _, ...rest } = this.#current
    this.#current = { ...rest, messages: [], hasHistory: false }
  }

  #end(): void {
    this.#outbox.hold()
    this.#change({ phase: 'ended' })
  }

  /** The desk spoke again after an end, so there is somebody to write to. */
  #revive(): void {
    this.#change({ phase: 'online' })
    this.#outbox.release()
  }

  #enter(phase: Phase): void {
    if (phase === 'ended') this.#end()
    if (this.#current.phase === 'ended') return
    this.#change({ phase })
    if (phase === 'online') this.#outbox.wake()
  }

  #take(set: ActivitySet): void {
    for (const activity of set.activities) {
      if (activity.type === 'message') this.#takeMessage(activity)
      else if (activity.type === 'endOfConversation') this.#end()
      else if (activity.author.kind !== 'person') this.#change({ typing: { author: activity.author, at: Date.now() } })
    }
  }

  #takeMessage(message: MessageActivity): void {
    if (this.#seenIds.has(message.id)) return
    this.#seenIds.add(message.id)
    if (message.clientActivityID) this.#outbox.confirm(message.clientActivityID)
    const { typing, ...rest } = this.#current
    const isOwn = message.author.kind === 'person'
    this.#current = { ...rest, ...(typing && isOwn && { typing }) }
    this.#change({ messages: [...this.#current.messages, message] })
    if (this.#current.phase === 'ended' && !isOwn) this.#revive()
  }

  #change(change: Partial<ClientState>): void {
    this.#current = { ...this.#current, ...change }
    for (const listener of this.#listeners) listener()
  }
}
