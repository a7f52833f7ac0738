import { useEffect, useRef, useState } from 'preact/hooks'
import { findLanguage, type Language, languages } from '../shared/language'
import { fill } from '../strings/strings'
import { Icon } from './icon'
import type { PanelModel } from './panel-model'

const names: Record<Language, string> = { ru: 'Русский', en: 'English', zh: '中文' }
const shortNames: Record<Language, string> = { ru: 'RU', en: 'EN', zh: '中' }

export function Header({
  model,
  onClose,
  onLanguage,
}: {
  model: PanelModel
  onClose: () => void
  onLanguage: (language: Language) => void
}) {
  const { words, language, title } = model
  return (
    <header class="head">
      {title !== words.title && (
        <span class="mark" aria-hidden="true">
          {[...title.trim()][0]?.toUpperCase()}
        </span>
      )}
      <div class="head-words">
        <h2 id="otklik-title" tabIndex={-1}>
          {title}
        </h2>
        {model.state.brand.demonstration && <p class="demonstration">{words.demonstration}</p>}
      </div>
      <label class="tool language">
        <span class="sr">{words.language}</span>
        <span aria-hidden="true">{shortNames[language]}</span>
        <Icon name="fold" />
        <select value={language} onChange={(event) => onLanguage(findLanguage(event.currentTarget.value) ?? language)}>
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {names[one]}
            </option>
          ))}
        </select>
      </label>
      <Menu model={model} />
      {model.settings.display === 'corner' && (
        <button type="button" class="tool" aria-label={words.close} title={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </header>
  )
}

/** The rarely needed. A disclosure, not role=menu: what is inside are plain links and buttons. */
function Menu({ model }: { model: PanelModel }) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const { words, knownComplaints, canGoBack, isBlank, settings } = model
  useEffect(() => {
    if (!isOpen) return
    list.current?.querySelector<HTMLElement>('button, a')?.focus()
    return watchMenu(list.current?.parentElement ?? undefined, (isByKey) => {
      setOpen(false)
      if (isByKey) button.current?.focus()
    })
  }, [isOpen])
  if (isBlank && !canGoBack && !knownComplaints.length && !settings.privacyUrl) return null
  const act = (action: () => void) => () => {
    setOpen(false)
    button.current?.focus()
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
                <a key={mark.number} href={mark.statusUrl ?? ''} target="_blank" rel="noopener noreferrer">
                  <Icon name="case" />
                  {fill(words.number, { number: mark.number })}
                </a>
              ))}
            </>
          )}
          {settings.privacyUrl && (
            <a href={settings.privacyUrl} target="_blank" rel="noopener noreferrer">
              <Icon name="file" />
              {words.privacy}
            </a>
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
