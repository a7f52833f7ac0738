import { render } from 'preact'
import { browserWire } from '../direct-line/browser-wire'
import { Client } from '../direct-line/client'
import { openKeptFiles } from '../direct-line/kept-files'
import { customerPace } from '../direct-line/pace'
import { keyPrefix } from '../shared/key-value'
import type { Panel, Shell } from '../shared/shell'
import { ChatPanel } from './chat-panel'
import css from './panel.css?inline'
import { PanelModel } from './panel-model'
import { countInTitle } from './title-count'
import { watchPage } from './watch-page'

/** Called once by the loader, on first use. */
export function mountPanel(shell: Shell): Panel {
  const { settings, root, store } = shell
  const prefix = keyPrefix(settings.brand)
  const client = new Client({
    deskUrl: settings.deskUrl,
    ...(settings.brand && { brand: settings.brand }),
    wire: browserWire,
    pace: customerPace,
    store,
    files: openKeptFiles(`${prefix}files`),
    context: () => ({ language: model.language, page: location.href.split('#')[0]?.slice(0, 2_000) ?? '', utm: shell.utm }),
  })
  const place = document.createElement('div')
  const title = settings.countsInTitle ? countInTitle() : undefined
  let takesFocus = false
  let isPainting = false
  let isGone = false

  const paint = () => {
    isPainting = false
    if (isGone) return
    model.follow(document.visibilityState === 'visible')
    const unread = model.unread
    shell.setUnread(unread)
    title?.show(unread)
    render(<ChatPanel model={model} takesFocus={takesFocus} onClose={close} onLanguage={shell.chooseLanguage} />, place)
  }
  const paintSoon = () => {
    if (!isPainting) queueMicrotask(paint)
    isPainting = true
  }
  const model = new PanelModel({ client, store, settings, language: shell.language, words: shell.words, onChange: paintSoon })
  client.subscribe(paintSoon)

  const setOpen = (isOpen: boolean) => {
    model.isOpen = isOpen
    shell.setOpen(isOpen)
    paint()
  }
  const close = () => {
    if (!model.isOpen || settings.display === 'page') return
    setOpen(false)
    shell.focusLauncher()
  }
  const stopWatching = watchPage({
    prefix,
    onWake: () => client.wake(),
    onOtherTab: () => client.follow(),
    onNetwork: (isOnline) => {
      model.isOnline = isOnline
      paintSoon()
    },
  })

  shell.adopt(css)
  root.append(place)
  if (client.hasPast) client.connect()
  paint()
  return {
    open: (options) => {
      client.greet()
      takesFocus = options.takesFocus
      setOpen(true)
    },
    close,
    setLanguage: (language, words) => model.setLanguage(language, words),
    destroy: () => {
      isGone = true
      stopWatching()
      client.close()
      title?.show(0)
      render(null, place)
      place.remove()
    },
  }
}
