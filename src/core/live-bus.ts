import type { PublicMessage } from './channel.js'
import type { AccountId } from './model/ids.js'
import type { Live, LiveChange } from './ports.js'

type Listener = (fresh: readonly PublicMessage[]) => void
type Typist = 'person' | 'operator'
export type Typing = { readonly accountId: AccountId; readonly conversation: string; readonly who: Typist; readonly name: string | null }

/** Who looks on in this process. Listeners must not throw; one that does is dropped, so that it cannot hold up the others. */
export interface LiveBus extends Live {
  onChange(accountId: AccountId, conversation: string, listener: Listener): () => void
  onTyping(accountId: AccountId, conversation: string, listener: (who: Typist) => void): () => void
  typing(typing: Typing): void
  /** Every change and every typing, for the staff's feed and for other processes. */
  onAny(listener: (changes: readonly LiveChange[]) => void): () => void
  onAnyTyping(listener: (typing: Typing) => void): () => void
  /** Another process committed something: those who look at these conversations read again. */
  heard(places: readonly { readonly accountId: AccountId; readonly conversation: string }[]): void
}

export function openLiveBus(): LiveBus {
  const changes = new Map<string, Set<Listener>>()
  const typists = new Map<string, Set<(who: Typist) => void>>()
  const everyone = new Set<(changes: readonly LiveChange[]) => void>()
  const everyTypist = new Set<(typing: Typing) => void>()

  return {
    changed(made) {
      for (const change of made) tell(changes.get(keyOf(change)), change.fresh)
      if (made.length > 0) tell(everyone, made)
    },
    heard(places) {
      for (const place of places) tell(changes.get(keyOf(place)), [])
    },
    typing(typing) {
      tell(typists.get(keyOf(typing)), typing.who)
      tell(everyTypist, typing)
    },
    onChange: (accountId, conversation, listener) => listen(changes, keyOf({ accountId, conversation }), listener),
    onTyping: (accountId, conversation, listener) => listen(typists, keyOf({ accountId, conversation }), listener),
    onAny: (listener) => add(everyone, listener),
    onAnyTyping: (listener) => add(everyTypist, listener),
  }
}

const keyOf = (place: { readonly accountId: AccountId; readonly conversation: string }): string =>
  `${place.accountId}:${place.conversation}`

function tell<T>(listeners: Set<(news: T) => void> | undefined, news: T): void {
  for (const listener of listeners ?? []) {
    try {
      listener(news)
    } catch {
      listeners?.delete(listener)
    }
  }
}

function listen<T>(map: Map<string, Set<T>>, key: string, listener: T): () => void {
  const listeners = map.get(key) ?? new Set<T>()
  map.set(key, listeners.add(listener))
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0 && map.get(key) === listeners) map.delete(key)
  }
}

function add<T>(set: Set<T>, listener: T): () => void {
  set.add(listener)
  return () => void set.delete(listener)
}
