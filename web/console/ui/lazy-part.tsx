import { type ComponentType, lazy } from 'react'

const fetches: (() => Promise<unknown>)[] = []

/** A part of the page that is opened by hand: not in the first load, and fetched when the browser has nothing better to do. */
export function lazyPart<Props>(fetch: () => Promise<ComponentType<Props>>) {
  fetches.push(fetch)
  return lazy(async () => ({ default: await fetch() }))
}

const afterMs = 2000

/** Fetches what may be opened next, so that it is there at the first keystroke. */
export function fetchLayers(): () => void {
  const timer = setTimeout(() => {
    for (const fetch of fetches) void fetch().catch(() => undefined)
  }, afterMs)
  return () => clearTimeout(timer)
}

/** Holds the place of a layer that is still being fetched: letters typed meanwhile are no shortcuts of the page below. */
export const Opening = () => <span data-layer="" hidden />
