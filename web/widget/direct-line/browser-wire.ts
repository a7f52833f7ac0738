import { parseJson } from './parse'
import type { Wire, WireAnswer, WireRequest } from './wire'

/** XMLHttpRequest and not fetch, because fetch cannot tell how far an upload has come. No cookies travel. */
export const browserWire: Wire = {
  request,
  openSocket: (url) => new WebSocket(url),
}

function request({ method, url, token, body, signal, onProgress }: WireRequest): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    const fail = () => reject(new Error('no answer'))
    xhr.open(method, url)
    if (token) xhr.setRequestHeader('Authorization', `Bearer ${token}`)
    xhr.onload = () => resolve({ status: xhr.status, body: parseJson(xhr.responseText), retryAfter: xhr.getResponseHeader('Retry-After') })
    xhr.onerror = xhr.onabort = xhr.ontimeout = fail
    signal.addEventListener('abort', () => xhr.abort())
    if (body instanceof FormData) {
      xhr.upload.onprogress = (event) => onProgress?.(event.loaded / Math.max(1, event.total))
      xhr.send(body)
    } else if (body === undefined) {
      xhr.send()
    } else {
      xhr.setRequestHeader('Content-Type', 'application/json')
      xhr.send(JSON.stringify(body))
    }
  })
}
