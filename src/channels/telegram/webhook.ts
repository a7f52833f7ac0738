import { createHash, timingSafeEqual } from 'node:crypto'
import type { ChannelTools, RawRequest, RawResponse, Webhook, WebhookVerdict } from '../../core/channel.js'
import { pressIdOf } from './answer-presses.js'
import type { Call } from './call.js'
import { CallError } from './call-error.js'
import { allowedUpdates } from './listener.js'
import { parseUpdate, toArrival, type Update } from './update.js'

type Tools = Pick<ChannelTools, 'accountId'> & { readonly call: Call; readonly secret: string }

/** https://core.telegram.org/bots/api#setwebhook */
export function openWebhook({ accountId, call, secret }: Tools): Webhook {
  return {
    via: 'webhook',
    path: 'webhook',
    check: (request) => check(request, accountId, secret),
    async register(url, signal) {
      try {
        await call('setWebhook', { url, secret_token: secret, allowed_updates: allowedUpdates }, signal)
      } catch (error) {
        throw error instanceof CallError ? error.toSendError({ isHarmless: true }) : error
      }
    },
  }
}

function check({ method, headers, body }: RawRequest, accountId: ChannelTools['accountId'], secret: string): WebhookVerdict {
  if (!isSame(headers['x-telegram-bot-api-secret-token'] ?? '', secret)) return refuse(401, 'wrong secret token')
  if (method !== 'POST') return refuse(405, 'POST only')
  const reading = parseUpdate(body)
  // What cannot be read is taken as well: refused, it would come again for a day and hold up what follows.
  const update = typeof reading === 'string' ? null : reading
  return { answer: toAnswer(update), arrivals: [toArrival(accountId, body, update)] }
}

/** A press is answered in the same breath: https://core.telegram.org/bots/api#making-requests-when-getting-updates */
function toAnswer(update: Update | null): RawResponse {
  const press = update && pressIdOf(update)
  return { ...json, body: JSON.stringify(press ? { method: 'answerCallbackQuery', callback_query_id: press } : {}) }
}

const json = { status: 200, contentType: 'application/json' } as const

const refuse = (status: number, body: string): WebhookVerdict => ({ answer: { status, contentType: 'text/plain', body }, arrivals: [] })

/** In constant time: hashes have one length, so not even the length of the secret is told. */
const isSame = (given: string, secret: string): boolean => timingSafeEqual(digest(given), digest(secret))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
