import { createStore } from '../app/store'

/** Per conversation, the newest message that was on this screen. A reply says it, and the server refuses what answers something older. */
export const seenStore = createStore<ReadonlyMap<number, number>>(new Map())
