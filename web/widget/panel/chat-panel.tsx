import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../shared/language'
import { CaseBar } from './case-bar'
import { Composer } from './composer'
import { ConnectionStrip } from './connection-strip'
import { Ended } from './ended'
import { focusFirst } from './focus-first'
import { Header } from './header'
import { Log } from './log'
import type { PanelModel } from './panel-model'
import { useFullScreen } from './use-full-screen'

export type ChatPanelProps = { model: PanelModel; takesFocus: boolean; onClose: () => void; onLanguage: (language: Language) => void }

/**
 * Beside the page a dialog that is not modal; over the whole of a small screen a modal one, so that nobody reaches what they
 * cannot see.
 */
export function ChatPanel({ model, takesFocus, onClose, onLanguage }: ChatPanelProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const isFull = useFullScreen(model.isOpen && model.settings.display === 'corner')
  const [isDropping, setDropping] = useState(false)
  useLayoutEffect(() => show(dialog.current, model.isOpen, isFull), [model.isOpen, isFull])
  useLayoutEffect(() => {
    if (model.isOpen && takesFocus) focusFirst(dialog.current)
  }, [model.isOpen, takesFocus])
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setDropping(false)
    model.addFiles([...(event.dataTransfer?.files ?? [])])
  }
  return (
    <dialog
      ref={dialog}
      class={isDropping ? 'panel dropping' : 'panel'}
      lang={model.language}
      aria-labelledby="otklik-title"
      aria-modal={isFull ? 'true' : 'false'}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) {
          event.preventDefault()
          onClose()
        }
      }}
      onDragOver={(event) => {
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={(event) => event.target === dialog.current && setDropping(false)}
      onDrop={drop}
    >
      <Header model={model} onClose={onClose} onLanguage={onLanguage} />
      <CaseBar model={model} />
      <ConnectionStrip model={model} />
      <Log model={model} />
      {model.state.phase === 'ended' ? <Ended model={model} /> : <Composer model={model} />}
    </dialog>
  )
}

function show(dialog: HTMLDialogElement | null, isOpen: boolean, isFull: boolean): void {
  if (!dialog) return
  const root = dialog.getRootNode()
  const focused = dialog.open && root instanceof ShadowRoot ? root.activeElement : null
  dialog.close()
  if (!isOpen) return
  // Not show(): it would take the focus, also when a page opens the panel by itself.
  if (isFull) dialog.showModal()
  else dialog.open = true
  if (focused instanceof HTMLElement) focused.focus()
}
