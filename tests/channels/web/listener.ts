import { WebSocket } from 'ws'

type Shown = { readonly id?: string; readonly type: string; readonly text?: string }

/** A reader on the socket: what it was shown, and how it ended. `refused` is the status of a handshake that was not accepted. */
export type Listener = {
  readonly socket: WebSocket
  readonly activities: Shown[]
  readonly watermarks: string[]
  readonly ended: Promise<{ readonly code: number } | { readonly refused: number }>
  texts(): readonly string[]
}

export function listenTo(url: string, headers: Readonly<Record<string, string>> = {}): Listener {
  const socket = new WebSocket(url, { headers })
  const activities: Shown[] = []
  const watermarks: string[] = []
  socket.on('message', (data) => {
    const text = data.toString()
    if (text === '') return
    const frame = JSON.parse(text)
    activities.push(...frame.activities)
    if (frame.watermark !== undefined) watermarks.push(frame.watermark)
  })
  const ended = new Promise<{ code: number } | { refused: number }>((resolve) => {
    socket.on('unexpected-response', (_request, response) => {
      resolve({ refused: response.statusCode ?? 0 })
      response.destroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', (code) => resolve({ code }))
  })
  return { socket, activities, watermarks, ended, texts: () => activities.map(({ text }) => text ?? '') }
}
