import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

const widestPx = 480

/**
 * A small picture drawn on a canvas, of a chosen file or of an address of the desk. Not an img: a strict policy of the customer's
 * site knows our images neither as blob: nor by the desk's address, while connections to the desk it must allow anyway.
 * `children` stand in its place when it cannot be drawn.
 */
export function Picture({ source, children }: { source: string | File; children: ComponentChildren }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [state, setState] = useState<'coming' | 'drawn' | 'failed'>('coming')
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const abort = new AbortController()
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return
      observer.disconnect()
      draw(element, source, abort.signal).then(
        () => setState('drawn'),
        () => setState('failed'),
      )
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      abort.abort()
    }
  }, [source])
  if (state === 'failed') return <>{children}</>
  return <canvas ref={canvas} class={`picture ${state}`} />
}

async function draw(canvas: HTMLCanvasElement, source: string | File, signal: AbortSignal): Promise<void> {
  const bitmap = await createImageBitmap(typeof source === 'string' ? await load(source, signal) : source)
  const scale = Math.min(1, widestPx / bitmap.width, widestPx / bitmap.height)
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
}

async function load(url: string, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(url, { credentials: 'omit', signal })
  if (!answer.ok) throw new Error('no picture')
  return answer.blob()
}
