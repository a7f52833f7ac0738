import type { Language } from '../shared/language'
import type { MountPanel } from '../shared/shell'
import type { Strings } from '../strings/strings'

/** What is loaded on first use, from the desk that the loader came from. */
export class Parts {
  readonly #deskUrl: string
  #tries = 0

  constructor(deskUrl: string) {
    this.#deskUrl = deskUrl
  }

  async panel(): Promise<MountPanel> {
    const { mountPanel } = await this.#load<{ mountPanel: MountPanel }>('panel')
    return mountPanel
  }

  async words(language: Language): Promise<Strings> {
    const { words } = await this.#load<{ words: Strings }>(`words-${language}`)
    return words
  }

  /** A browser remembers a module that failed to load under its address, so what follows a failure has another. */
  async #load<T>(name: string): Promise<T> {
    const again = this.#tries ? `-${this.#tries}` : ''
    try {
      return await import(/* @vite-ignore */ `${this.#deskUrl}/widget/${name}.js?v=${import.meta.env.PANEL_VERSION}${again}`)
    } catch (error) {
      this.#tries++
      throw error
    }
  }
}
