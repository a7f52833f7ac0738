/**
 * Every shortcut of the console, once. Handlers, tooltips, the palette and the `?` sheet all read this list; its words are `keys.<id>`.
 * `G J` is one key after the other.
 */
export const shortcuts = {
  palette: { chords: 'Mod+K', group: 'anywhere' },
  sheet: { chords: '?', group: 'anywhere' },
  search: { chords: '/', group: 'anywhere' },
  goFeed: { chords: 'G I', group: 'anywhere' },
  goJournal: { chords: 'G J', group: 'anywhere' },
  goStaff: { chords: 'G S', group: 'anywhere' },
  goChannels: { chords: 'G C', group: 'anywhere' },
  closeLayer: { chords: 'Escape', group: 'anywhere' },
  takeUrgent: { chords: 'Space', group: 'feed' },
  next: { chords: 'J', group: 'feed' },
  previous: { chords: 'K', group: 'feed' },
  take: { chords: 'T', group: 'conversation' },
  reply: { chords: 'R', group: 'conversation' },
  note: { chords: 'N', group: 'conversation' },
  send: { chords: 'Mod+Enter', group: 'conversation' },
  finish: { chords: 'E', group: 'conversation' },
  snooze: { chords: 'S', group: 'conversation' },
  assign: { chords: 'A', group: 'conversation' },
  register: { chords: 'Y', group: 'conversation' },
  panel: { chords: ']', group: 'conversation' },
} as const satisfies Record<string, { chords: string; group: 'anywhere' | 'feed' | 'conversation' }>

export type ShortcutId = keyof typeof shortcuts
export const shortcutIds: readonly ShortcutId[] = Object.keys(shortcuts).filter((id): id is ShortcutId => id in shortcuts)
export const shortcutGroups = ['anywhere', 'feed', 'conversation'] as const

/** May it be pressed while typing? Only what carries Mod. */
export const worksWhileTyping = (id: ShortcutId): boolean => shortcuts[id].chords.includes('Mod+')
/** Is it a bare letter or sign, which WCAG 2.1.4 wants to be able to switch off? */
export const isSingleKey = (id: ShortcutId): boolean => !worksWhileTyping(id) && id !== 'closeLayer'

/** The keys as they are printed on this person's keyboard: `⌘ K` or `Ctrl K`. */
export function keyCaps(id: ShortcutId, isMac: boolean): string[][] {
  const names: Readonly<Record<string, string>> = {
    Mod: isMac ? '⌘' : 'Ctrl',
    Shift: isMac ? '⇧' : 'Shift',
    Enter: '↵',
    Escape: 'Esc',
  }
  return shortcuts[id].chords.split(' ').map((chord) => chord.split('+').map((part) => names[part] ?? part))
}
