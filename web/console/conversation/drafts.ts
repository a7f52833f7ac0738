import { useCallback } from 'react'
import type { FileDto } from '../../../src/http/contract'
import { useMe } from '../app/me'
import { createStore, useStore } from '../app/store'

export type DraftKind = 'reply' | 'note'
export type Draft = { readonly text: string; readonly files: readonly FileDto[]; readonly keptAt: string | null }

export const noDraft: Draft = { text: '', files: [], keptAt: null }
const prefix = 'otklik.draft.'
const keyOf = (staffId: number, conversationId: number, kind: DraftKind): string => `${prefix}${staffId}.${conversationId}.${kind}`

/** Drafts of everybody who writes on this device, one per person, conversation and kind; each survives a reload. */
export const draftsStore = createStore<ReadonlyMap<string, Draft>>(readAll())
/** Whether the browser took the last write. */
export const keepingStore = createStore(true)

function readAll(): Map<string, Draft> {
  const found = new Map<string, Draft>()
  try {
    for (const [key, value] of Object.entries(localStorage)) {
      const draft = key.startsWith(prefix) ? readDraft(String(value)) : null
      if (draft) found.set(key, draft)
    }
  } catch {
    // a browser without storage starts without drafts
  }
  return found
}

export function readDraft(json: string): Draft | null {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') return null
    const files = 'files' in value && Array.isArray(value.files) ? value.files : []
    return { text: value.text, files, keptAt: 'keptAt' in value && typeof value.keptAt === 'string' ? value.keptAt : null }
  } catch {
    return null
  }
}

const keepAfterMs = 300
const unkept = new Set<string>()
let timer: ReturnType<typeof setTimeout> | undefined

function keepAll(): void {
  clearTimeout(timer)
  timer = undefined
  const at = new Date().toISOString()
  for (const key of unkept) {
    const draft = draftsStore.get().get(key)
    try {
      if (draft) localStorage.setItem(key, JSON.stringify({ ...draft, keptAt: at }))
      else localStorage.removeItem(key)
      if (draft) draftsStore.set((all) => (all.get(key) === draft ? new Map(all).set(key, { ...draft, keptAt: at }) : all))
      unkept.delete(key)
      keepingStore.set(true)
    } catch {
      keepingStore.set(false)
    }
  }
}

// The last chance before a tab is closed or frozen; `pagehide` alone is not fired on phones.
document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && keepAll())
window.addEventListener('pagehide', keepAll)

export function writeDraft(staffId: number, conversationId: number, kind: DraftKind, change: (draft: Draft) => Draft): void {
  const key = keyOf(staffId, conversationId, kind)
  draftsStore.set((all) => {
    const draft = change(all.get(key) ?? noDraft)
    const next = new Map(all)
    if (draft.text === '' && draft.files.length === 0) next.delete(key)
    else next.set(key, draft)
    return next
  })
  unkept.add(key)
  timer ??= setTimeout(keepAll, keepAfterMs)
}

export function useDraft(conversationId: number, kind: DraftKind): [Draft, (change: (draft: Draft) => Draft) => void] {
  const { id } = useMe().staff
  const draft = useStore(draftsStore, (all) => all.get(keyOf(id, conversationId, kind)) ?? noDraft)
  const write = useCallback((change: (draft: Draft) => Draft) => writeDraft(id, conversationId, kind, change), [id, conversationId, kind])
  return [draft, write]
}

export function useHasDraft(conversationId: number): boolean {
  const { id } = useMe().staff
  return useStore(draftsStore, (all) => all.has(keyOf(id, conversationId, 'reply')) || all.has(keyOf(id, conversationId, 'note')))
}
