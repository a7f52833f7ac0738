import { useSyncExternalStore } from 'react'

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

/** One pane at a time: phones and split screens. */
export const useIsNarrow = (): boolean => !useMedia('(min-width: 900px)')
/** Room for list, thread and card side by side. */
export const useIsWide = (): boolean => useMedia('(min-width: 1280px)')
