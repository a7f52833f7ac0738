import { keep, kept } from '../app/kept'
import { createStore } from '../app/store'
import { matches } from './match'
import { isSingleKey, type ShortcutId, shortcutIds, shortcuts, worksWhileTyping } from './registry'

type Handler = () => void

export const isMac = /mac|iphone|ipad/i.test(navigator.userAgent)
/** Whether letters without Mod act at all; a person's own choice on this device. */
export const singleKeysStore = createStore(kept('keys') !== 'off')
export function switchSingleKeys(isOn: boolean): void {
  singleKeysStore.set(isOn)
  keep('keys', isOn ? 'on' : 'off')
}

/** What can be done right now: per shortcut its handlers, the newest last; that one acts. */
export const handlersStore = createStore<ReadonlyMap<ShortcutId, readonly Handler[]>>(new Map())

export function addHandler(id: ShortcutId, handler: Handler): () => void {
  const change = (edit: (now: readonly Handler[]) => readonly Handler[]): void =>
    handlersStore.set((all) => new Map(all).set(id, edit(all.get(id) ?? [])))
  change((now) => [...now, handler])
  return () => change((now) => now.filter((one) => one !== handler))
}

export const runShortcut = (id: ShortcutId): void => handlersStore.get().get(id)?.at(-1)?.()

const sequenceMs = 1000
let pending: { ids: readonly ShortcutId[]; until: number } | null = null

export function startShortcuts(): void {
  window.addEventListener('keydown', onKeyDown)
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || isModifier(event.key)) return
  const usable = shortcutIds.filter((id) => (handlersStore.get().get(id)?.length ?? 0) > 0 && isAllowed(id, event.target))
  const waiting = pending && pending.until > event.timeStamp ? pending.ids : []
  pending = null
  const second = waiting.find((id) => usable.includes(id) && matches(event, chordAt(id, 1), isMac))
  const found = second ?? usable.find((id) => !chordAt(id, 1) && matches(event, chordAt(id, 0), isMac))
  if (found) {
    event.preventDefault()
    runShortcut(found)
    return
  }
  const begun = usable.filter((id) => chordAt(id, 1) && matches(event, chordAt(id, 0), isMac))
  if (begun.length > 0) pending = { ids: begun, until: event.timeStamp + sequenceMs }
}

const chordAt = (id: ShortcutId, index: number): string => shortcuts[id].chords.split(' ')[index] ?? ''
const isModifier = (key: string): boolean => ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(key)

function isAllowed(id: ShortcutId, target: EventTarget | null): boolean {
  if (worksWhileTyping(id)) return true
  if (!singleKeysStore.get() || !isSingleKey(id)) return false
  if (!(target instanceof Element)) return true
  if (document.querySelector('[data-layer]') || isTyping(target)) return false
  return id !== 'takeUrgent' || !target.closest('button, summary, [role="tab"], [role="radio"], input, select')
}

function isTyping(target: Element): boolean {
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.closest('[contenteditable="true"]') !== null
}
