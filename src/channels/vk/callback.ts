import { createHash, timingSafeEqual } from 'node:crypto'
import type { RawResponse, Webhook, WebhookVerdict } from '../../core/channel.js'
import type { AccountId } from '../../core/model/ids.js'
import { readJson } from '../shared/read-json.js'
import { answerPress } from './answer-press.js'
import type { VkApi } from './api.js'
import { toArrival } from './arrival.js'
import { readEvent } from './event-shape.js'
import type { VkSettings } from './settings.js'
import { withWholeMessage } from './whole-message.js'

const plain = (status: number, body: string): RawResponse => ({ status, contentType: 'text/plain; charset=utf-8', body })
/** Tells a stranger nothing. */
const refusal: WebhookVerdict = { answer: plain(403, ''), arrivals: [] }
const depthLimit = 400

type Parts = { readonly api: VkApi; readonly settings: VkSettings; readonly accountId: AccountId; readonly signal: AbortSignal }

/** The Callback API: https://dev.vk.com/ru/api/callback/getting-started. VK repeats an event until it hears exactly `ok`. */
export function openCallback({ api, settings, accountId, signal }: Parts): Webhook {
  return {
    via: 'webhook',
    path: 'callback',
    async check({ method, body }) {
      const json = readJson(body, depthLimit)
      const event = json.isRead && method === 'POST' ? readEvent(json.value) : null
      if (!event || event.group_id !== settings.groupId) return refusal
      const isConfirmation = event.type === 'confirmation'
      // When an address is new, VK may ask for its confirmation before the secret is saved; a wrong secret is wrong there, too.
      const isProven = (isConfirmation && event.secret === undefined) || isSame(event.secret, settings.secret)
      if (!isProven) return refusal
      if (isConfirmation) return { answer: plain(200, settings.confirmation ?? ''), arrivals: [] }
      answerPress(api, event, signal)
      return { answer: plain(200, 'ok'), arrivals: [toArrival(accountId, event, await withWholeMessage(api, event, body, signal))] }
    },
  }
}

function isSame(given: string | undefined, expected: string | undefined): boolean {
  if (given === undefined || expected === undefined) return false
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(given), hash(expected))
}
