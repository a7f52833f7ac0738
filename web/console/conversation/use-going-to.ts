import type { useInfiniteQuery } from '@tanstack/react-query'
import { type RefObject, useCallback, useRef } from 'react'
import { announce } from '../app/announce'
import { useWords } from '../i18n/use-words'

type Pages = Pick<ReturnType<typeof useInfiniteQuery>, 'hasNextPage' | 'fetchNextPage'>

/** Scrolls to a message and gives it the focus, so that eyes and screen readers find the same place. */
export function useGoingTo(scroller: RefObject<HTMLDivElement | null>, pages: Pages): (messageId: number) => void {
  const { t } = useWords()
  const latest = useRef(pages)
  latest.current = pages

  const find = useCallback(
    (messageId: number): HTMLElement | null => scroller.current?.querySelector<HTMLElement>(`#message-${messageId}`) ?? null,
    [scroller],
  )
  return useCallback(
    (messageId) => {
      void (async () => {
        let hasMore = latest.current.hasNextPage
        while (!find(messageId) && hasMore) {
          const read = await latest.current.fetchNextPage()
          hasMore = read.hasNextPage && !read.isError
          await new Promise(requestAnimationFrame)
        }
        const found = find(messageId)
        if (!found) return announce(t('message.notThere'))
        found.focus({ preventScroll: true })
        found.scrollIntoView({ block: 'center' })
      })()
    },
    [find, t],
  )
}
