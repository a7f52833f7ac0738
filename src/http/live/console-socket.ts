import type { WebSocket } from '@fastify/websocket'
import type { FeedChange, FeedCursor, FeedReader } from '../../core/feed-tail.js'
import { type LiveFrame, type LiveSay, liveSay } from '../contract.js'

export type ConsoleNeeds = {
  readonly feed: Pick<FeedReader, 'after' | 'head'>
  /** Where the console stands, or where it is safe to begin. */
  readonly after: FeedCursor
  readonly keepAliveMs: number
  readonly said: (frame: LiveSay) => void
  readonly closed: () => void
}

/** A socket on which the desk tells a console what changed. */
export interface ConsoleSocket {
  /** A frame that was made once for everybody. Dropped while the console is still catching up: it will read the same from the feed. */
  news(text: string): void
  tell(frame: LiveFrame): void
  end(code: number, reason: string): void
}

export const closeCodes = { goingAway: 1001, unexpected: 1003, tooMuch: 1008, failed: 1011, signedOut: 4401 } as const

/** A console that takes no more than this in is dropped; it comes back with its cursor and loses nothing. */
const bufferLimitBytes = 512 * 1024
/** A console says where it looks and, every three seconds, that it types. */
const mostFramesASecond = 20
const pageSize = 500
/** Behind by more than this, reading everything again costs less. */
const mostPages = 10
const graceMs = 1_000

export function openConsoleSocket(socket: WebSocket, { feed, after, keepAliveMs, said, closed }: ConsoleNeeds): ConsoleSocket {
  let isBehind = true
  let hasMissed = false
  let isAlive = true
  let frames = 0

  const send = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > bufferLimitBytes) socket.terminate()
    else socket.send(text, () => undefined)
  }
  const tell = (frame: LiveFrame): void => send(JSON.stringify(frame))

  const end = (code: number, reason: string): void => {
    socket.close(code, reason)
    // Whoever does not answer the goodbye does not keep the line either.
    setTimeout(() => socket.terminate(), graceMs).unref()
  }

  /** Everything after the cursor, then live. What is committed meanwhile is below the next page, so nothing falls between. */
  async function catchUp(): Promise<void> {
    let cursor = after
    for (let pages = 0; isBehind && socket.readyState === socket.OPEN; pages++) {
      hasMissed = false
      const page = pages < mostPages ? await feed.after(cursor, pageSize) : null
      if (page === null) cursor = await resync()
      else {
        cursor = page.cursor
        if (page.changes.length > 0 || pages === 0) tell(toChanged(page))
      }
      isBehind = hasMissed || page?.changes.length === pageSize
    }
  }

  async function resync(): Promise<FeedCursor> {
    const cursor = await feed.head()
    tell({ type: 'resync', cursor })
    return cursor
  }

  function hear(text: string | null): void {
    frames += 1
    const frame = text === null ? null : readFrame(text)
    if (frames > mostFramesASecond) end(closeCodes.tooMuch, 'too many frames')
    else if (frame === null) end(closeCodes.unexpected, 'this frame is not understood')
    else said(frame)
  }

  const everySecond = setInterval(() => {
    frames = 0
  }, 1_000)
  const keepAlive = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, keepAliveMs)
  socket.on('pong', () => {
    isAlive = true
  })
  socket.on('message', (data, isBinary) => hear(isBinary ? null : String(data)))
  // Too large a frame or a broken one; 'close' follows.
  socket.on('error', () => undefined)
  socket.on('close', () => {
    clearInterval(everySecond)
    clearInterval(keepAlive)
    closed()
  })
  void catchUp().catch(() => end(closeCodes.failed, 'try again'))
  return {
    news(text) {
      if (isBehind) hasMissed = true
      else send(text)
    },
    tell,
    end,
  }
}

export const toChanged = ({ cursor, changes }: { readonly cursor: FeedCursor; readonly changes: readonly FeedChange[] }): LiveFrame => ({
  type: 'changed',
  cursor,
  changes: changes.map(({ conversationId, complaintId, what }) => ({ conversationId, complaintId, what })),
})

function readFrame(text: string): LiveSay | null {
  try {
    return liveSay.parse(JSON.parse(text))
  } catch {
    return null
  }
}
