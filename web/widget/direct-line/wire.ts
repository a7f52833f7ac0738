/** Everything the client needs from outside: the network. The browser's is browser-wire.ts, the tests bring Node's. */
export interface Wire {
  /** Rejects only when there was no answer at all. */
  request(request: WireRequest): Promise<WireAnswer>
  openSocket(url: string): Socket
}

export type WireRequest = {
  method: 'GET' | 'POST'
  url: string
  token?: string
  /** Sent as JSON, or as multipart when it is a FormData. */
  body?: unknown
  signal: AbortSignal
  /** From 0 to 1, only for a FormData. */
  onProgress?: (part: number) => void
}

export type WireAnswer = { status: number; body: unknown; retryAfter: string | null }

/** The part of the browser's WebSocket that is used. */
export interface Socket {
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  close(): void
}
