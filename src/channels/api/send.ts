import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { type OutboundMessage, type Receipt, SendError } from '../../core/channel.js'
import { cleanLine } from '../../core/clean-text.js'
import { countParts } from './count-parts.js'
import { RequestError, request } from './request.js'
import type { ApiSettings } from './settings.js'
import type { Signature } from './signature.js'

export type Way = { readonly settings: ApiSettings; readonly signature: Signature; now(): number }

/**
 * Posts one message to the gateway. A second post of the same key has the same webhook-id and the same body, so a gateway that looks at the
 * id delivers once; therefore nothing here is `uncertain`. Throws SendError.
 */
export async function send({ settings, signature, now }: Way, message: OutboundMessage, signal: AbortSignal): Promise<Receipt> {
  const body = JSON.stringify(toBody(message, settings.preset))
  const id = `msg_${message.key}`
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...signature.sign(id, body, now()) }
  const answer = await request(new URL(settings.url), { method: 'POST', headers, body, signal, reach: settings }).catch(
    (error: unknown) => {
      throw toSendError(error)
    },
  )
  const { statusCode: status = 0 } = answer
  const told = await readTold(answer)
  if (status >= 200 && status < 300) return { externalId: told.id ?? id }
  throw refusalOf(status, told.reason, readRetryAfter(answer.headers['retry-after'], now()))
}

/** What the gateway gets; README.md tells it to those who write one. */
const toBody = (message: OutboundMessage, preset: ApiSettings['preset']) => ({
  type: 'message',
  id: message.key,
  conversation: message.conversation,
  to: message.to,
  text: message.text,
  files: message.files.map(({ id, name, contentType }) => ({ id, name, contentType })),
  choices: message.choices,
  language: message.language,
  author: { kind: message.author.kind, name: message.author.name },
  complaint: message.complaint,
  ...(preset === 'sms' && { sms: countParts(message.text) }),
})

function toSendError(error: unknown): SendError {
  if (!(error instanceof RequestError)) return new SendError('unreachable', 'the gateway cannot be called')
  if (error.type === 'forbidden')
    return new SendError('misconfigured', `the gateway's address may not be called: ${error.message}. Set allowPrivate if that is meant`)
  if (error.type === 'unreachable') return new SendError('unreachable', `the gateway cannot be reached: ${error.message}`)
  return new SendError('throttled', `no answer from the gateway (${error.message}): it is sent again under the same id`)
}

function refusalOf(status: number, reason: string | null, retryAfterMs: number | null): SendError {
  const words = `the gateway answered ${status}${reason === null ? '' : `: ${reason}`}`
  if (status === 429 || status === 503) return new SendError('throttled', words, retryAfterMs)
  if (status >= 500 || status === 408 || status === 425) return new SendError('throttled', words)
  if (status === 401 || status === 403) return new SendError('misconfigured', `${words}. See that both sides have the same secret`)
  if (status >= 300 && status < 400) return new SendError('misconfigured', `${words}: it has moved. Set its new address`)
  return new SendError(status === 410 ? 'blocked' : 'refused', words)
}

const toldSchema = z.object({ id: z.union([z.string(), z.int().transform(String)]).nullish(), reason: z.string().nullish() })
const toldLimitBytes = 64_000
const nothing = { id: null, reason: null }

/** `{ id?, reason? }` of the answer; nothing where it is no JSON, too long or broken off: the status alone decides. */
async function readTold(answer: IncomingMessage): Promise<{ readonly id: string | null; readonly reason: string | null }> {
  try {
    const chunks: Buffer[] = []
    let sizeBytes = 0
    for await (const chunk of answer) {
      chunks.push(chunk)
      sizeBytes += chunk.length
      if (sizeBytes > toldLimitBytes) return nothing
    }
    const told = toldSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString()))
    return told.success
      ? { id: cleanLine(told.data.id ?? '', 200) || null, reason: cleanLine(told.data.reason ?? '', 200) || null }
      : nothing
  } catch {
    return nothing
  }
}

/** Seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function readRetryAfter(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1_000
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs)
}
