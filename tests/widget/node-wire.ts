import { WebSocket } from 'ws'
import type { Wire } from '../../web/widget/direct-line/wire'

/** The widget's network in Node: the same bytes, by fetch and ws. */
export const nodeWire: Wire = {
  async request({ method, url, token, body, signal }) {
    const isForm = body instanceof FormData
    const answer = await fetch(url, {
      method,
      signal,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text ? JSON.parse(text) : undefined, retryAfter: answer.headers.get('retry-after') }
  },
  openSocket: (url) => new WebSocket(url),
}
