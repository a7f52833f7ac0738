import { onColour, toTextColours } from '../shared/accent'
import { adopt } from '../shared/adopt'
import type { Language } from '../shared/language'
import type { Settings } from '../shared/settings'
import css from './launcher.css?inline'
import { failedText, launcherLabel, unreadText } from './words'

/** The round button and the shadow root that everything of the widget lives in. */
export class Launcher {
  readonly host = document.createElement('otklik-widget')
  readonly root = this.host.attachShadow({ mode: 'open' })
  readonly #button = document.createElement('button')
  readonly #badge = make('span', 'badge')
  readonly #note = make('div', 'note')
  readonly #live = make('div', 'sr')
  #state = { isOpen: false, unread: 0 }

  readonly #settings: Settings
  #language: Language

  constructor(settings: Settings, language: Language, onPress: () => void) {
    this.#settings = settings
    this.#language = language
    this.host.dataset.side = settings.side
    this.host.dataset.display = settings.display
    adopt(this.root, css)
    adopt(this.root, variables(settings))
    this.#button.type = 'button'
    this.#button.className = 'launcher'
    this.#button.setAttribute('aria-haspopup', 'dialog')
    this.#button.append(drawing('talk', talk), drawing('fold', fold), this.#badge)
    this.#button.addEventListener('click', onPress)
    this.#badge.setAttribute('aria-hidden', 'true')
    this.#note.setAttribute('role', 'status')
    this.#live.setAttribute('role', 'status')
    this.root.append(this.#button, this.#note, this.#live)
    this.#keepKeysHere()
    this.#paint()
  }

  get isOpen(): boolean {
    return this.#state.isOpen
  }

  setOpen(isOpen: boolean): void {
    this.#state = { isOpen, unread: isOpen ? 0 : this.#state.unread }
    this.#paint()
  }

  setUnread(unread: number): void {
    if (unread > this.#state.unread) this.#live.textContent = unreadText(this.#language, unread)
    this.#state = { ...this.#state, unread }
    this.#paint()
  }

  setLanguage(language: Language): void {
    this.#language = language
    this.#paint()
  }

  setBusy(isBusy: boolean): void {
    this.#button.setAttribute('aria-busy', String(isBusy))
    if (isBusy) this.#note.textContent = ''
  }

  showFailure(): void {
    this.#note.textContent = failedText(this.#language)
  }

  focus(): void {
    this.#button.focus()
  }

  /** light or dark, as the site says or the system wants. Returns how to stop following the system. */
  followTheme(): () => void {
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const apply = () => {
      this.host.dataset.theme = this.#settings.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : this.#settings.theme
    }
    apply()
    dark.addEventListener('change', apply)
    return () => dark.removeEventListener('change', apply)
  }

  #paint(): void {
    const { isOpen, unread } = this.#state
    this.#button.setAttribute('aria-expanded', String(isOpen))
    this.#button.setAttribute('aria-label', launcherLabel(this.#language, this.#state))
    this.#badge.textContent = !isOpen && unread ? String(Math.min(unread, 99)) : ''
    this.host.lang = this.#language
  }

  /** The page's own one-letter shortcuts must not fire while a customer types: outside, the target looks like no input. */
  #keepKeysHere(): void {
    for (const type of ['keydown', 'keyup', 'keypress'] as const) this.root.addEventListener(type, (event) => event.stopPropagation())
  }
}

function variables({ offsetX, offsetY, accent }: Settings): string {
  const place = `:host{--x:${offsetX}px;--y:${offsetY}px}`
  if (!accent) return place
  const { onLight, onDark } = toTextColours(accent)
  return `${place}:host([data-theme]){--fill:${accent};--on-fill:${onColour(accent)};--on-light:${onLight};--on-dark:${onDark}}`
}

function make(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag)
  element.className = className
  return element
}

const talk =
  'M21 11.5a8.4 8.4 0 0 1-8.5 8.3 8.7 8.7 0 0 1-3.9-.9L3 20.5l1.7-4.9a8.1 8.1 0 0 1-1-4.1 8.4 8.4 0 0 1 8.6-8.3 8.4 8.4 0 0 1 8.7 8.3ZM8.5 10h7M8.5 13.5h4.5'
const fold = 'm6 9 6 6 6-6'

function drawing(className: string, path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  svg.setAttribute('class', className)
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}
