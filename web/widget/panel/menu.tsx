import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { fill } from '../strings/strings'
import { passFocusOn } from './focus-first'
import { Icon } from './icon'
import { OutLink } from './out-link'
import type { PanelModel } from './panel-model'

/** The rarely needed. A disclosure, not role=menu: what is inside are plain links and buttons. */
export function Menu({ model }: { model: PanelModel }) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const { words, knownComplaints, canGoBack, isBlank, settings } = model
  useLayoutEffect(() => {
    if (!isOpen) return
    list.current?.querySelector<HTMLElement>('button, a')?.focus()
    return watchMenu(list.current?.parentElement ?? undefined, (isByKey) => {
      setOpen(false)
      if (isByKey) button.current?.focus()
    })
  }, [isOpen])
  if (isBlank && !canGoBack && !knownComplaints.length && !settings.privacyUrl) return null
  const act = (action: () => void) => (event: Event) => {
    passFocusOn(event)
    setOpen(false)
    action()
  }
  return (
    <div class="menu">
      <button
        ref={button}
        type="button"
        class="tool"
        aria-label={words.menu}
        title={words.menu}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div class="menu-list" ref={list}>
          {!isBlank && (
            <button type="button" onClick={act(() => model.startOver())}>
              <Icon name="fresh" />
              {words.startNew}
            </button>
          )}
          {canGoBack && (
            <button type="button" onClick={act(() => model.goBack())}>
              <Icon name="back" />
              {words.goBack}
            </button>
          )}
          {knownComplaints.length > 0 && (
            <>
              <h3>{words.mine}</h3>
              {knownComplaints.map((mark) => (
                <OutLink key={mark.number} href={mark.statusUrl ?? ''}>
                  <Icon name="case" />
                  {fill(words.number, { number: mark.number })}
                </OutLink>
              ))}
            </>
          )}
          {settings.privacyUrl && (
            <OutLink href={settings.privacyUrl}>
              <Icon name="file" />
              {words.privacy}
            </OutLink>
          )}
        </div>
      )}
    </div>
  )
}

/** Calls back on Esc, and when pointer or focus go elsewhere. Returns how to stop. */
function watchMenu(menu: HTMLElement | undefined, onLeave: (isByKey: boolean) => void): () => void {
  const stop = new AbortController()
  const leave = (event: Event) => {
    if (menu && !event.composedPath().includes(menu)) onLeave(false)
  }
  const root = menu?.getRootNode()
  root?.addEventListener('pointerdown', leave, { signal: stop.signal })
  root?.addEventListener('focusin', leave, { signal: stop.signal })
  const fold = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    onLeave(true)
  }
  menu?.addEventListener('keydown', fold, { signal: stop.signal })
  return () => stop.abort()
}
