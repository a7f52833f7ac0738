import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

/** Keeps the end in view while the reader is there; elsewhere it only says that there is news below. */
export function useStickyEnd(lastKey: string | undefined, outgoingCount: number) {
  const section = useRef<HTMLElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [hasNews, setHasNews] = useState(false)
  const [end] = useState(() => new StickyEnd(section, setHasNews))
  useLayoutEffect(() => end.follow(lastKey), [end, lastKey])
  useLayoutEffect(() => end.send(outgoingCount), [end, outgoingCount])
  useEffect(() => {
    // Pictures that load, the keyboard, a growing field.
    const observer = new ResizeObserver(() => end.stay())
    if (section.current) observer.observe(section.current)
    if (content.current) observer.observe(content.current)
    return () => observer.disconnect()
  }, [end])
  return { section, content, hasNews, toEnd: () => end.go(), onScroll: () => end.look() }
}

class StickyEnd {
  #isThere = true
  #lastKey: string | undefined

  readonly #section: { current: HTMLElement | null }
  readonly #setHasNews: (hasNews: boolean) => void

  constructor(section: { current: HTMLElement | null }, setHasNews: (hasNews: boolean) => void) {
    this.#section = section
    this.#setHasNews = setHasNews
  }

  follow(lastKey: string | undefined): void {
    if (lastKey === this.#lastKey) return
    this.#lastKey = lastKey
    if (this.#isThere) this.go()
    else this.#setHasNews(true)
  }

  /** What customers send they want to see. */
  send(outgoingCount: number): void {
    if (outgoingCount) this.go()
  }

  stay(): void {
    if (this.#isThere) this.go()
  }

  go(): void {
    const element = this.#section.current
    this.#isThere = true
    this.#setHasNews(false)
    if (element) element.scrollTop = element.scrollHeight
  }

  look(): void {
    const element = this.#section.current
    if (!element) return
    this.#isThere = element.scrollHeight - element.scrollTop - element.clientHeight < 48
    if (this.#isThere) this.#setHasNews(false)
  }
}
