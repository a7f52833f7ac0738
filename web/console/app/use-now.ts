import { useSyncExternalStore } from 'react'
import { serverNow } from '../api/server-time'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const one of listeners) one()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The desk's time, in steps: a component renders again once a step, all by one timer. */
export const useNow = (stepMs = 30_000): number => useSyncExternalStore(subscribe, () => Math.floor(serverNow() / stepMs) * stepMs)

/** Every second while the moment is less than ten minutes ahead, every half minute otherwise. */
export function useTicking(at: string | null): number {
  const left = at === null ? Number.POSITIVE_INFINITY : Date.parse(at) - serverNow()
  return useNow(left > 0 && left < 600_000 ? 1000 : 30_000)
}
