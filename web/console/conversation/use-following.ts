import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { MessageDto } from '../../../src/http/contract'

const nearEndPx = 80

/** Stays at the end while the reader is there; keeps the place when older ones are put in above. */
export function useFollowing(scroller: RefObject<HTMLDivElement | null>, messages: readonly MessageDto[], outgoingCount: number) {
  const [isAtEnd, setIsAtEnd] = useState(true)
  const [seenSeq, setSeenSeq] = useState(0)
  const heightBefore = useRef(0)
  const firstBefore = useRef<number | undefined>(undefined)
  const last = messages.at(-1)?.seq ?? 0
  const first = messages[0]?.id
  const isFollowing = useRef(true)

  const toEnd = (): void => scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the thread grows at either end
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    if (isFollowing.current) box.scrollTop = box.scrollHeight
    else if (firstBefore.current !== undefined && first !== firstBefore.current) box.scrollTop += box.scrollHeight - heightBefore.current
    heightBefore.current = box.scrollHeight
    firstBefore.current = first
  }, [first, last, outgoingCount])
  useKeptAtEnd(scroller, isFollowing)
  useEffect(() => {
    if (isAtEnd) setSeenSeq(last)
  }, [isAtEnd, last])

  function onScroll(): void {
    const box = scroller.current
    if (!box) return
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < nearEndPx
    isFollowing.current = isNear
    setIsAtEnd(isNear)
  }
  const unseen = messages.filter((message) => message.seq > seenSeq && message.direction === 'in').length
  return { isAtEnd, unseen, onScroll, toEnd }
}

/** Pictures that load late, a composer that grows, a keyboard that opens: none of them pushes the end out of sight. */
function useKeptAtEnd(scroller: RefObject<HTMLDivElement | null>, isFollowing: RefObject<boolean>): void {
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const watch = new ResizeObserver(() => {
      if (isFollowing.current) box.scrollTop = box.scrollHeight
    })
    watch.observe(box)
    if (box.firstElementChild) watch.observe(box.firstElementChild)
    return () => watch.disconnect()
  }, [scroller, isFollowing])
}
