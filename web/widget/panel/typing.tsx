import { useEffect, useState } from 'preact/hooks'
import { fill } from '../strings/strings'
import type { PanelModel } from './panel-model'

/** A typing activity says "within the last seconds"; it has no end of its own. */
const typingMs = 6_000

/** Not read out by itself: it would interrupt a reader every few seconds. */
export function Typing({ model }: { model: PanelModel }) {
  const { typing } = model.state
  const [, setNow] = useState(0)
  useEffect(() => {
    if (!typing) return
    const timer = setTimeout(() => setNow(Date.now()), typing.at + typingMs - Date.now())
    return () => clearTimeout(timer)
  }, [typing])
  if (!typing || Date.now() >= typing.at + typingMs) return null
  const name = typing.author.name || model.words.someone
  return (
    <p class="typing" aria-live="off">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {fill(model.words.typing, { name })}
    </p>
  )
}
