import type { LiveFrame } from '../../../src/http/contract'
import { createStore } from '../app/store'

type People = Extract<LiveFrame, { type: 'presence' }>['people']

/** Who looks at which conversation right now, as the server tells it; never this person. */
export const presenceStore = createStore<ReadonlyMap<number, People>>(new Map())
/** Conversations where the customer is typing, until when. */
export const typingStore = createStore<ReadonlyMap<number, number>>(new Map())

const typingMs = 6000

export function noteTyping(conversationId: number): void {
  const until = Date.now() + typingMs
  typingStore.set((now) => new Map(now).set(conversationId, until))
  setTimeout(() => {
    typingStore.set((now) => (now.get(conversationId) === until ? without(now, conversationId) : now))
  }, typingMs)
}

export const stopTyping = (conversationId: number): void =>
  typingStore.set((now) => (now.has(conversationId) ? without(now, conversationId) : now))

export function notePresence(conversationId: number, people: People, ownId: number): void {
  const others = people.filter((one) => one.id !== ownId)
  presenceStore.set((now) => (others.length === 0 ? without(now, conversationId) : new Map(now).set(conversationId, others)))
}

function without<T>(map: ReadonlyMap<number, T>, key: number): ReadonlyMap<number, T> {
  const rest = new Map(map)
  rest.delete(key)
  return rest
}
