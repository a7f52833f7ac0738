import { z } from 'zod'
import { markSchema } from './mark.js'

const schema = z.object({
  /** The number of VK's next event. */
  ts: z.string().min(1).max(40),
  mark: markSchema,
  /** VK has lost events after the mark, and the history has not been read to its end. */
  hasGap: z.boolean(),
})

/** Where a listener stopped. */
export type Cursor = z.infer<typeof schema>

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
