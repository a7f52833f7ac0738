import { Webhook } from 'standardwebhooks'
import type { RawRequest } from '../../core/channel.js'

/** What a signed request proves of itself. */
export type Proof = { readonly id: string; readonly timestamp: string }

export type Signature = {
  /** null for what this secret has not signed within the last five minutes. Never throws. */
  verify(request: Pick<RawRequest, 'headers' | 'body'>): Proof | null
  /** Headers of a request of ours. The same id and body are signed anew with each time: only the body and the id name the message. */
  sign(id: string, body: string, nowMs: number): Readonly<Record<string, string>>
}

/** Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function openSignature(secret: string): Signature {
  const webhook = new Webhook(secret)
  return {
    verify({ headers, body }) {
      const id = headers['webhook-id'] ?? ''
      const timestamp = headers['webhook-timestamp'] ?? ''
      // The library reads «1700000000x» as a number; what is kept must be one.
      if (!/^\d{1,12}$/.test(timestamp)) return null
      try {
        webhook.verify(
          Buffer.from(body.buffer, body.byteOffset, body.byteLength),
          { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': headers['webhook-signature'] ?? '' },
          { jsonParse: false },
        )
        return { id, timestamp }
      } catch {
        return null
      }
    },
    sign(id, body, nowMs) {
      const at = new Date(nowMs)
      return {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(nowMs / 1_000)),
        'webhook-signature': webhook.sign(id, at, body),
      }
    },
  }
}
