import { createStore, useStore } from './store'

const spoken = createStore('')

/** Says it to people who hear the page, through its one polite live region. */
export function announce(text: string): void {
  // The same sentence twice is only heard when the text differs.
  spoken.set((before) => (before === text ? `${text}\u00a0` : text))
}

export function Announcer() {
  const text = useStore(spoken, (now) => now)
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  )
}
