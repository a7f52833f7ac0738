import { z } from 'zod'

/** Where a listener stopped. */
export type Cursor = {
  /** The number of VK's next event. */
  readonly ts: string
  /** When the newest message that is written down was written: seconds, VK's clock. */
  readonly newestAt: number
  /** VK has lost events after `newestAt`, and the history has not been read to its end. */
  readonly hasGap: boolean
}

const schema = z.object({ ts: z.string().min(1).max(40), newestAt: z.number().int().nonnegative(), hasGap: z.boolean() })

/** null for what is none of ours: the listener then begins where VK is, and brings nothing back. */
export function readCursor(text: string | null): Cursor | null {
  if (text === null) return null
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

export const writeCursor = (cursor: Cursor): string => JSON.stringify(cursor)
