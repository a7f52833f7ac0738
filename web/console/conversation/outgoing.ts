import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { FileDto } from '../../../src/http/contract'
import { newKey } from '../api/call'
import { desk } from '../api/desk'
import { ApiFault, isOffline } from '../api/fault'
import { type FaultWords, faultWords } from '../api/fault-words'
import { useMe } from '../app/me'
import { createStore, useStore } from '../app/store'
import { catchUp } from '../live/catch-up'
import { connectionStore } from '../live/live'
import { type DraftKind, writeDraft } from './drafts'

/** A message on its way. Its key makes sending it again harmless: the server answers a repeat as it answered the first. */
export type Outgoing = {
  readonly key: string
  readonly staffId: number
  readonly conversationId: number
  readonly kind: DraftKind
  readonly text: string
  readonly files: readonly FileDto[]
  readonly lastSeenMessageId: number | null
  readonly at: string
  readonly state: 'sending' | 'waiting' | 'failed'
  readonly fault: FaultWords | null
}

const place = 'otklik.outgoing'
export const outgoingStore = createStore<readonly Outgoing[]>(readAll())
/** The conversation in which the server refused a reply because something new was said, and the last message seen before. */
export const collisionStore = createStore<{ conversationId: number; lastSeenMessageId: number | null } | null>(null)

function readAll(): Outgoing[] {
  try {
    const kept: Outgoing[] = JSON.parse(localStorage.getItem(place) ?? '[]')
    // What was on its way when the page went away may or may not have arrived; with its key it is safe to send it once more.
    return kept.map((one) => (one.state === 'sending' ? { ...one, state: 'waiting' } : one))
  } catch {
    return []
  }
}

outgoingStore.subscribe(() => {
  try {
    localStorage.setItem(place, JSON.stringify(outgoingStore.get()))
  } catch {
    // kept in memory only
  }
})

type Wish = Pick<Outgoing, 'conversationId' | 'kind' | 'text' | 'files' | 'lastSeenMessageId'>

/** Ways to send, and to send again, in the name of who is signed in. */
export function useSending() {
  const client = useQueryClient()
  const staffId = useMe().staff.id
  return {
    send(wish: Wish): void {
      const outgoing: Outgoing = { ...wish, key: newKey(), staffId, at: new Date().toISOString(), state: 'sending', fault: null }
      outgoingStore.set((all) => [...all, outgoing])
      void deliver(client, outgoing)
    },
    resend(outgoing: Outgoing): void {
      void deliver(client, outgoing)
    },
    discard: remove,
    toDraft(outgoing: Outgoing): void {
      backToDraft(outgoing)
      remove(outgoing.key)
    },
  }
}

export const useOutgoing = (conversationId: number): readonly Outgoing[] => {
  const all = useStore(outgoingStore, (now) => now)
  return all.filter((one) => one.conversationId === conversationId)
}

/** Sends what waits for the network as soon as there is one. Mounted once. */
export function useResending(): void {
  const client = useQueryClient()
  const staffId = useMe().staff.id
  const isOpen = useStore(connectionStore, (state) => state === 'open')
  useEffect(() => {
    if (!isOpen) return
    for (const one of outgoingStore.get()) if (one.state === 'waiting' && one.staffId === staffId) void deliver(client, one)
  }, [client, staffId, isOpen])
}

const remove = (key: string): void => outgoingStore.set((all) => all.filter((one) => one.key !== key))
const update = (key: string, change: Partial<Outgoing>): void =>
  outgoingStore.set((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)))

async function deliver(client: QueryClient, outgoing: Outgoing): Promise<void> {
  const { key, staffId, conversationId, kind, text, files, lastSeenMessageId } = outgoing
  update(key, { state: 'sending', fault: null })
  try {
    const seen = kind === 'reply' ? { lastSeenMessageId } : {}
    await desk.post(conversationId, { kind, text, files: files.map((file) => file.id), ...seen }, key)
    await readThread(client, conversationId, staffId)
    remove(key)
  } catch (fault) {
    if (fault instanceof ApiFault && fault.code === 'conversation_moved') {
      remove(key)
      backToDraft(outgoing)
      await readThread(client, conversationId, staffId)
      collisionStore.set({ conversationId, lastSeenMessageId })
      return
    }
    update(key, { state: isOffline(fault) ? 'waiting' : 'failed', fault: faultWords(fault) })
  }
}

const readThread = (client: QueryClient, conversationId: number, staffId: number): Promise<void> =>
  catchUp(client, [{ conversationId, complaintId: null, what: 'sent' }], staffId).catch(() => undefined)

/** Nothing typed is lost: it stands before whatever was typed meanwhile. */
function backToDraft({ staffId, conversationId, kind, text, files }: Outgoing): void {
  writeDraft(staffId, conversationId, kind, (draft) => ({
    ...draft,
    text: draft.text.trim() === '' ? text : `${text}\n\n${draft.text}`,
    files: [...files, ...draft.files],
  }))
}
