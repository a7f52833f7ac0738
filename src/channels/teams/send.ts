import { z } from 'zod'
import { type OutboundMessage, type Receipt, SendError } from '../../core/channel.js'
import { cleanLine } from '../../core/clean-text.js'
import { type Reference, readConversation, toMessageId } from './reference.js'
import { readRetryAfter } from './retry-after.js'
import { toActivity } from './to-activity.js'
import type { Tokens } from './tokens.js'

export type Way = { readonly tokens: Tokens; now(): number }
type Answer = { readonly status: number; readonly data: unknown; readonly headers: Headers }

/** Posts one activity to the conversation's service: a token that is not believed is replaced once. Throws SendError. */
export async function send({ tokens, now }: Way, message: OutboundMessage, signal: AbortSignal): Promise<Receipt> {
  const reference = readConversation(message.conversation)
  if (!reference) throw new SendError('refused', 'this conversation has no address that a bot could answer to')
  const activity = toActivity(message, reference)
  const token = await tokens.get(signal)
  let answer = await post(reference, activity, token, signal)
  if (answer.status === 401) {
    tokens.drop(token)
    answer = await post(reference, activity, await tokens.get(signal), signal)
  }
  if (answer.status >= 200 && answer.status < 300) return { externalId: toMessageId(reference, idOf(answer) ?? `key-${message.key}`) }
  throw refusalOf(answer, now())
}

/** By the library's connector client, for its headers; by its HTTP part, since only that can be given up in time. */
async function post(reference: Reference, data: object, token: string, signal: AbortSignal): Promise<Answer> {
  const { ConnectorClient, HttpError } = await import('@microsoft/agents-hosting')
  const { httpClient } = ConnectorClient.createClientWithToken(reference.serviceUrl, token)
  const url = `/v3/conversations/${encodeURIComponent(reference.conversation)}/activities`
  try {
    return await httpClient.request({ method: 'post', url, data, signal })
  } catch (error) {
    if (error instanceof HttpError) return error.response
    throw toSendError(error)
  }
}

const answerSchema = z.object({ id: z.string().min(1) })
const errorSchema = z.object({ error: z.object({ code: z.string().optional(), message: z.string().optional() }) })

function idOf({ data }: Answer): string | null {
  const read = answerSchema.safeParse(data)
  return read.success ? cleanLine(read.data.id, 500) || null : null
}

/** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#errors */
function refusalOf({ status, data, headers }: Answer, nowMs: number): SendError {
  const told = errorSchema.safeParse(data)
  const { code = '', message = '' } = told.success ? told.data.error : {}
  const words = cleanLine(`the Bot Framework answered ${status} ${code} ${message}`, 250)
  if (status === 429 || status === 412) return new SendError('throttled', words, readRetryAfter(headers.get('retry-after'), nowMs))
  if (status >= 500 || status === 408) return new SendError('uncertain', words)
  if (status === 401) return new SendError('misconfigured', `${words}: see that App ID, password and tenant are those of this bot`)
  return new SendError(status === 403 ? 'blocked' : 'refused', words)
}

/** Codes of Node's fetch for what never got as far as a written request. */
const beforeWriting: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** The words never hold the address or the token. */
function toSendError(error: unknown): SendError {
  const cause = error instanceof Error ? error.cause : null
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (beforeWriting.has(code)) return new SendError('unreachable', `the Bot Framework cannot be reached: ${code}`)
  return new SendError('uncertain', `no answer from the Bot Framework: ${code || 'it took too long or the connection broke'}`)
}
