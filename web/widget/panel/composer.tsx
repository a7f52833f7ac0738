import { useLayoutEffect, useRef } from 'preact/hooks'
import { fill } from '../strings/strings'
import { ChosenFiles } from './chosen-files'
import { openQuestion } from './entries'
import { Icon } from './icon'
import type { PanelModel } from './panel-model'

/** Where the customer writes. Enter sends, Shift+Enter or a phone's Enter begins a new line, a Pinyin Enter only picks a word. */
export function Composer({ model }: { model: PanelModel }) {
  const { words, text, problems, isTooLong } = model
  const field = useRef<HTMLTextAreaElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const isComposing = useRef(false)
  useLayoutEffect(() => grow(field.current, text), [text])
  const { ask } = openQuestion(model.state)
  const placeholder = (ask && words.asks[ask]) ?? words.placeholder
  const send = (event: Event) => {
    event.preventDefault()
    void model.send()
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const picksWord = isComposing.current || event.isComposing || event.keyCode === 229
    if (event.key === 'Enter' && !event.shiftKey && !picksWord && !matchMedia('(pointer: coarse)').matches) send(event)
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (!files.length) return
    event.preventDefault()
    model.addFiles(files)
  }
  const notes = isTooLong ? [...problems, fill(words.textTooLong, { count: model.textLength.toLocaleString(model.language) })] : problems
  return (
    <form class="composer" onSubmit={send}>
      <ChosenFiles model={model} />
      <div role="alert" class="problems">
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
      <div class="field">
        <button
          type="button"
          class={ask === 'file' ? 'tool wanted' : 'tool'}
          aria-label={words.attach}
          title={words.attach}
          onClick={() => input.current?.click()}
        >
          <Icon name="clip" />
        </button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={words.attach}
          onChange={(event) => {
            model.addFiles([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
            field.current?.focus()
          }}
        />
        <textarea
          ref={field}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={placeholder}
          aria-invalid={isTooLong}
          autoComplete={ask === 'name' ? 'name' : 'off'}
          dir="auto"
          onInput={(event) => model.write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onCompositionStart={() => {
            isComposing.current = true
          }}
          onCompositionEnd={() => {
            isComposing.current = false
          }}
          onBlur={() => {
            isComposing.current = false
          }}
        />
        <button type="submit" class="send" disabled={!model.canSend} aria-label={words.send} title={words.send}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}

const tallestPx = 132

function grow(field: HTMLTextAreaElement | null, text: string): void {
  if (!field) return
  field.style.height = 'auto'
  if (!text) return
  field.style.height = `${Math.min(tallestPx, field.scrollHeight)}px`
}
