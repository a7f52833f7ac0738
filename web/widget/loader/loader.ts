import { adopt } from '../shared/adopt'
import { type KeyValue, keyPrefix, openKeyValue } from '../shared/key-value'
import { findLanguage, type Language, pickLanguage } from '../shared/language'
import { readSettings, type Settings } from '../shared/settings'
import type { Panel } from '../shared/shell'
import { Launcher } from './launcher'
import { Parts } from './parts'
import { readUtm } from './utm'

/** What a site's own scripts may call. */
export type OtklikApi = { open(): void; close(): void; setLanguage(language: string): void; destroy(): void }

declare global {
  interface Window {
    Otklik?: OtklikApi | undefined
  }
}

const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]')
if (script instanceof HTMLScriptElement && !window.Otklik) window.Otklik = start(readSettings(script.dataset, script.src))

function start(settings: Settings): OtklikApi {
  const store = openKeyValue(keyPrefix(settings.brand))
  const visit = openKeyValue(keyPrefix(settings.brand), findSessionStorage())
  const parts = new Parts(settings.deskUrl)
  const declared = settings.language ?? document.documentElement.lang
  // A choice stands until the site itself speaks another language than when it was made.
  const [chosen, chosenOn] = (store.get('language') ?? '').split('|')
  let language = pickLanguage(chosenOn === declared ? chosen : '', declared, ...navigator.languages)
  const launcher = new Launcher(settings, language, () => (launcher.isOpen ? api.close() : api.open()))
  const stopTheme = launcher.followTheme()
  const stopAttaching = keepAttached(launcher.host)
  const utm = readUtm(location.search, visit)
  let panel: Promise<Panel> | undefined
  let isGone = false

  const load = async (): Promise<Panel> => {
    const [mountPanel, words] = await Promise.all([parts.panel(), parts.words(language)])
    return mountPanel({
      root: launcher.root,
      settings,
      store,
      language,
      words,
      utm,
      adopt: (css) => adopt(launcher.root, css),
      setUnread: (count) => launcher.setUnread(count),
      setOpen: (isOpen) => {
        launcher.setOpen(isOpen)
        visit.set('open', isOpen ? '1' : '')
      },
      chooseLanguage: (chosen) => {
        store.set('language', `${chosen}|${declared}`)
        void setLanguage(chosen)
      },
      focusLauncher: () => launcher.focus(),
    })
  }

  const loadOnce = (): Promise<Panel> => {
    panel ??= load().catch((error) => {
      panel = undefined
      throw error
    })
    return panel
  }

  const open = async (takesFocus: boolean): Promise<void> => {
    launcher.setBusy(true)
    try {
      const loaded = await loadOnce()
      if (!isGone) loaded.open({ takesFocus })
    } catch {
      launcher.showFailure()
    }
    launcher.setBusy(false)
  }

  const setLanguage = async (next: Language): Promise<void> => {
    const [loaded, words] = await Promise.all([panel, panel && parts.words(next)])
    language = next
    launcher.setLanguage(next)
    if (words) loaded?.setLanguage(next, words)
  }

  const api: OtklikApi = {
    open: () => void open(true),
    close: () => void panel?.then((loaded) => loaded.close()),
    setLanguage: (tag) => void setLanguage(findLanguage(tag) ?? language).catch(() => {}),
    destroy: () => {
      isGone = true
      stopTheme()
      stopAttaching()
      void panel?.then((loaded) => loaded.destroy())
      launcher.host.remove()
      window.Otklik = undefined
    },
  }

  const isWide = matchMedia('(min-width: 480px)').matches
  if (settings.display === 'page' || settings.isOpen || (visit.get('open') && isWide)) void open(settings.display === 'page')
  else if (hasPast(store)) whenIdle(() => void loadOnce().catch(() => {}))
  return api
}

/** A conversation has begun, or a message waits to be sent; the panel knows more. */
function hasPast(store: KeyValue): boolean {
  return store.get('pass')?.includes('"isStarted":true') === true || store.keys().some((key) => key.startsWith('out:'))
}

/** Pages that replace their body while they run keep the widget. */
function keepAttached(host: HTMLElement): () => void {
  const attach = () => {
    if (!host.isConnected && document.body) document.body.append(host)
    if (document.body) observer.observe(document.body, { childList: true })
  }
  const observer = new MutationObserver(attach)
  observer.observe(document.documentElement, { childList: true })
  attach()
  return () => observer.disconnect()
}

/** A customer with a conversation wants to see its answers counted, but after the page is there. */
function whenIdle(action: () => void): void {
  const later = () => ('requestIdleCallback' in window ? requestIdleCallback(action, { timeout: 3_000 }) : setTimeout(action, 1_000))
  if (document.readyState === 'complete') later()
  else addEventListener('load', later, { once: true })
}

function findSessionStorage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}
