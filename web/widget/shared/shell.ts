import type { Strings } from '../strings/strings'
import type { KeyValue } from './key-value'
import type { Language } from './language'
import type { Settings } from './settings'

/** What the loader gives the panel: the place to live in and the launcher's side of things. */
export interface Shell {
  readonly root: ShadowRoot
  readonly settings: Settings
  readonly store: KeyValue
  readonly language: Language
  readonly words: Strings
  /** utm_* of the visit, from its first page on. */
  readonly utm: Record<string, string>
  adopt(css: string): void
  setUnread(count: number): void
  setOpen(isOpen: boolean): void
  /** The customer chose a language in the panel. */
  chooseLanguage(language: Language): void
  focusLauncher(): void
}

/** What the panel gives the loader. */
export interface Panel {
  open(options: { takesFocus: boolean }): void
  close(): void
  setLanguage(language: Language, words: Strings): void
  destroy(): void
}

export type MountPanel = (shell: Shell) => Panel
