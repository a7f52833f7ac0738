export type PageWatch = {
  /** Where this widget's storage keys begin. */
  prefix: string
  /** The page came back to the front, out of a sleep or a cache, or the network returned. */
  onWake: () => void
  /** Another tab changed the conversation. */
  onOtherTab: () => void
  onNetwork: (isOnline: boolean) => void
}

/** Returns how to stop. */
export function watchPage({ prefix, onWake, onOtherTab, onNetwork }: PageWatch): () => void {
  const stop = new AbortController()
  const { signal } = stop
  const network = () => {
    onNetwork(navigator.onLine)
    if (navigator.onLine) onWake()
  }
  addEventListener('online', network, { signal })
  addEventListener('offline', network, { signal })
  addEventListener('pageshow', onWake, { signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && onWake(), { signal })
  addEventListener('storage', (event) => event.key === `${prefix}pass` && onOtherTab(), { signal })
  onNetwork(navigator.onLine)
  return () => stop.abort()
}
