import type { QueryClient } from '@tanstack/react-query'
import type { LiveFrame, LiveSay } from '../../../src/http/contract'
import { createStore } from '../app/store'
import { catchUp, readAgain } from './catch-up'
import { type Connection, type ConnectionState, openConnection } from './connection'
import { notePresence, noteTyping, stopTyping } from './presence'

export const connectionStore = createStore<ConnectionState>('connecting')

let connection: Connection | null = null
let looking: number | null = null

/** Changes of this long are read together: a burst costs one round of reading. */
const gatherMs = 200

/** Keeps the query cache in step with the desk until the returned function is called. */
export function startLive(client: QueryClient, ownId: number): () => void {
  let gathered: Extract<LiveFrame, { type: 'changed' }>['changes'] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  async function flush(): Promise<void> {
    const changes = gathered
    gathered = []
    await catchUp(client, changes, ownId).catch(() => undefined)
    timer = undefined
    if (gathered.length > 0) timer = setTimeout(flush, gatherMs)
  }

  function onFrame(frame: LiveFrame): void {
    switch (frame.type) {
      case 'changed':
        for (const { conversationId } of frame.changes) if (conversationId !== null) stopTyping(conversationId)
        gathered.push(...frame.changes)
        timer ??= setTimeout(flush, gatherMs)
        return
      case 'resync':
        void readAgain(client)
        return
      case 'typing':
        if (frame.who === 'person') noteTyping(frame.conversationId)
        return
      case 'presence':
        notePresence(frame.conversationId, frame.people, ownId)
    }
  }

  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`
  const opened = openConnection(url, {
    onFrame,
    onState: connectionStore.set,
    onOpen: () => say({ type: 'looking', conversationId: looking }),
    // Any request now tells the same, and the page that shows it leads to the sign-in.
    onSignedOut: () => void client.invalidateQueries({ queryKey: ['counts'] }),
  })
  connection = opened
  return () => {
    clearTimeout(timer)
    connection = null
    opened.close()
  }
}

const say = (frame: LiveSay): void => connection?.say(frame)

/** Tells colleagues which conversation is open here. */
export function look(conversationId: number | null): void {
  looking = conversationId
  say({ type: 'looking', conversationId })
}

let typedAt = 0
/** Tells colleagues and the customer that something is being written; at most every three seconds. */
export function typing(conversationId: number): void {
  const now = Date.now()
  if (now - typedAt < 3000) return
  typedAt = now
  say({ type: 'typing', conversationId })
}
