import type { LiveBus } from '../../core/live-bus.js'
import type { Place } from '../../core/reads.js'
import type { LiveFrame } from '../contract.js'

/** One console of one person of the staff. */
export type Watcher = { readonly staffId: number; readonly name: string; readonly tell: (frame: LiveFrame) => void }

export type PresenceNeeds = {
  readonly bus: Pick<LiveBus, 'typing' | 'onAnyTyping'>
  readonly findPlace: (conversationId: number) => Promise<Place | null>
  readonly nowMs?: () => number
}

/** Whoever has not said for so long that they are typing has stopped. */
const typingMs = 6_000
/** The customer is not told more often than this. */
const tellMs = 1_000
const mostShown = 50

type Room = {
  readonly id: number
  place: Place | null
  /** Until when each of them is typing; 0 when not. */
  readonly watchers: Map<Watcher, number>
  timer: NodeJS.Timeout | undefined
  toldAtMs: number
}

/**
 * Who looks at which conversation and who types in it, as far as this process knows: told to those who look at the same one. There are rooms
 * only where somebody is, so what is held grows with the open consoles and with nothing else.
 */
export class Presence {
  readonly #rooms = new Map<number, Room>()
  readonly #byPlace = new Map<string, Room>()
  readonly #where = new Map<Watcher, Room>()
  readonly #nowMs: () => number
  readonly close: () => void

  constructor(private readonly needs: PresenceNeeds) {
    this.#nowMs = needs.nowMs ?? (() => performance.now())
    this.close = needs.bus.onAnyTyping(({ accountId, conversation, who }) => {
      const room = who === 'person' ? this.#byPlace.get(keyOf({ accountId, conversation })) : undefined
      if (room) tellAll(room, { type: 'typing', conversationId: room.id, who, name: null })
    })
  }

  /** From here on this console shows that conversation, or none. */
  look(watcher: Watcher, conversationId: number | null): void {
    const before = this.#where.get(watcher)
    if (before?.id === conversationId) return
    if (before) {
      this.leave(watcher)
      // What it still shows of the conversation it left would be true for ever.
      watcher.tell({ type: 'presence', conversationId: before.id, people: [] })
    }
    if (conversationId !== null) this.#enter(watcher, conversationId)
  }

  /** Counts only where the console looks. */
  typing(watcher: Watcher, conversationId: number): void {
    const room = this.#where.get(watcher)
    if (room?.id !== conversationId) return
    const nowMs = this.#nowMs()
    const wasTyping = (room.watchers.get(watcher) ?? 0) > nowMs
    room.watchers.set(watcher, nowMs + typingMs)
    if (!wasTyping) this.#show(room)
    if (room.place === null || nowMs - room.toldAtMs < tellMs) return
    room.toldAtMs = nowMs
    this.needs.bus.typing({ ...room.place, who: 'operator', name: watcher.name })
  }

  leave(watcher: Watcher): void {
    const room = this.#where.get(watcher)
    if (!room) return
    this.#where.delete(watcher)
    room.watchers.delete(watcher)
    if (room.watchers.size > 0) this.#show(room)
    else this.#drop(room)
  }

  #enter(watcher: Watcher, id: number): void {
    let room = this.#rooms.get(id)
    if (!room) {
      room = { id, place: null, watchers: new Map(), timer: undefined, toldAtMs: Number.NEGATIVE_INFINITY }
      this.#rooms.set(id, room)
      void this.#locate(room)
    }
    room.watchers.set(watcher, 0)
    this.#where.set(watcher, room)
    this.#show(room)
  }

  /** Without its place a room still shows who is there; the customer's typing is then not heard, which is no loss. */
  async #locate(room: Room): Promise<void> {
    const place = await this.needs.findPlace(room.id).catch(() => null)
    if (place === null || this.#rooms.get(room.id) !== room) return
    room.place = place
    this.#byPlace.set(keyOf(place), room)
  }

  #drop(room: Room): void {
    clearTimeout(room.timer)
    this.#rooms.delete(room.id)
    if (room.place && this.#byPlace.get(keyOf(room.place)) === room) this.#byPlace.delete(keyOf(room.place))
  }

  /** A person counts once, however many tabs they have, and types where one of them does. */
  #show(room: Room): void {
    const nowMs = this.#nowMs()
    const people = new Map<number, { id: number; name: string; isTyping: boolean }>()
    let nextEndMs = Number.POSITIVE_INFINITY
    for (const [{ staffId, name }, untilMs] of room.watchers) {
      const isTyping = untilMs > nowMs
      if (isTyping) nextEndMs = Math.min(nextEndMs, untilMs)
      people.set(staffId, { id: staffId, name, isTyping: isTyping || (people.get(staffId)?.isTyping ?? false) })
    }
    tellAll(room, { type: 'presence', conversationId: room.id, people: [...people.values()].slice(0, mostShown) })
    clearTimeout(room.timer)
    if (nextEndMs < Number.POSITIVE_INFINITY) room.timer = setTimeout(() => this.#show(room), nextEndMs - nowMs + 1).unref()
  }
}

const keyOf = ({ accountId, conversation }: Place): string => `${accountId}:${conversation}`

function tellAll(room: Room, frame: LiveFrame): void {
  for (const watcher of room.watchers.keys()) watcher.tell(frame)
}
