import type { LiveFrame, LiveSay } from '../../../src/http/contract'
import { parseFrame } from '../api/parse'

export type ConnectionState = 'connecting' | 'open' | 'lost'
export type Connection = { say: (frame: LiveSay) => void; close: () => void }
type Listeners = {
  onFrame: (frame: LiveFrame) => void
  onState: (state: ConnectionState) => void
  onOpen: () => void
  /** The sign-in has ended: there is nothing to come back to. */
  onSignedOut: () => void
}

/** As the desk closes the socket of somebody who is no longer signed in. */
const signedOutCode = 4401

const firstDelayMs = 500
const longestDelayMs = 15_000

/**
 * The live feed's socket. Comes back by itself, sooner when the network or the tab does, and asks for what it missed by the last cursor it
 * was given, so nothing is reloaded and nothing is lost.
 */
export function openConnection(url: string, { onFrame, onState, onOpen, onSignedOut }: Listeners): Connection {
  let socket: WebSocket | null = null
  let cursor: string | null = null
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  function connect(): void {
    clearTimeout(timer)
    if (isClosed || (socket && socket.readyState <= WebSocket.OPEN)) return
    const opened = new WebSocket(cursor === null ? url : `${url}?after=${encodeURIComponent(cursor)}`)
    socket = opened
    opened.addEventListener('open', () => {
      failures = 0
      onState('open')
      onOpen()
    })
    opened.addEventListener('message', (event) => {
      const frame = parseFrame(event.data)
      if ('cursor' in frame) cursor = frame.cursor
      onFrame(frame)
    })
    opened.addEventListener('close', ({ code }) => {
      if (socket !== opened) return
      if (code === signedOutCode) onSignedOut()
      retry()
    })
  }

  function retry(): void {
    socket = null
    if (isClosed) return
    onState('lost')
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** failures)
    failures += 1
    timer = setTimeout(connect, delayMs * (0.75 + Math.random() / 2))
  }

  const connectIfVisible = (): void => {
    if (document.visibilityState === 'visible') connect()
  }
  window.addEventListener('online', connect)
  document.addEventListener('visibilitychange', connectIfVisible)
  onState('connecting')
  connect()

  return {
    say(frame) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      window.removeEventListener('online', connect)
      document.removeEventListener('visibilitychange', connectIfVisible)
      socket?.close()
    },
  }
}
