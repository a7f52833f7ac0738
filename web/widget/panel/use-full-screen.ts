import { useEffect, useState } from 'preact/hooks'

/** The same as in panel.css. */
const smallScreen = '(max-width: 479px), (max-height: 420px)'

/**
 * Whether the open panel covers the screen. While it does, the page behind does not scroll, and the panel follows the part of
 * the screen that the keyboard leaves free (https://developer.mozilla.org/docs/Web/API/VisualViewport).
 */
export function useFullScreen(isOpen: boolean): boolean {
  const [isSmall, setSmall] = useState(() => matchMedia(smallScreen).matches)
  useEffect(() => {
    const query = matchMedia(smallScreen)
    const follow = () => setSmall(query.matches)
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])
  const isFull = isOpen && isSmall
  useEffect(() => (isFull ? coverPage() : undefined), [isFull])
  return isFull
}

function coverPage(): () => void {
  const page = document.documentElement.style
  const host = document.querySelector<HTMLElement>('otklik-widget')?.style
  const overflow = page.overflow
  const viewport = window.visualViewport
  const fitView = () => {
    host?.setProperty('--view-height', `${viewport?.height ?? innerHeight}px`)
    host?.setProperty('--view-top', `${viewport?.offsetTop ?? 0}px`)
  }
  fitView()
  page.overflow = 'hidden'
  viewport?.addEventListener('resize', fitView)
  viewport?.addEventListener('scroll', fitView)
  return () => {
    page.overflow = overflow
    viewport?.removeEventListener('resize', fitView)
    viewport?.removeEventListener('scroll', fitView)
  }
}
