import type { RawRequest, RawResponse, Webhook, WebhookVerdict } from '../../core/channel.js'
import type { AccountId } from '../../core/model/ids.js'
import { readActivity, toExternalId, toReference, trimSlash } from './activity-shape.js'
import { openKeys } from './keys.js'
import { toConversation } from './reference.js'
import type { BotSettings } from './settings.js'
import { type Caller, checkToken } from './token-check.js'

type Tools = { readonly accountId: AccountId; now(): number }

/** `POST /channels/bot/<account>/messages`: 200 after the commit; 401 and 403 for who does not prove to be the Bot Framework. */
export function openIntake({ appId, issuer, openIdUrl }: BotSettings, { accountId, now }: Tools): Webhook {
  const expected = { issuer, audience: appId, keys: openKeys(openIdUrl, now), now }

  async function check({ headers, body }: RawRequest): Promise<WebhookVerdict> {
    const verdict = await checkToken(headers.authorization, expected)
    if (verdict.type === 'refused') return refuse(verdict.status, verdict.reason)
    const { envelope, problem } = readActivity(body)
    if (!envelope) return refuse(400, `no activity that could be answered: ${problem}`)
    if (!isOf(verdict.caller, envelope)) return refuse(403, 'the token is for another service or channel')
    const arrival = { accountId, externalId: toExternalId(envelope, body), lane: toConversation(toReference(envelope)), raw: body }
    return { answer: toAnswer(200, {}), arrivals: [arrival] }
  }
  return { via: 'webhook', path: 'messages', check }
}

/** A token that is good for one service must not speak for another: answers, and with them our own tokens, go where the activity says. */
function isOf({ serviceUrl, endorsements }: Caller, activity: { readonly serviceUrl: string; readonly channelId: string }): boolean {
  if (serviceUrl === null || trimSlash(serviceUrl) !== trimSlash(activity.serviceUrl)) return false
  return !endorsements || endorsements.length === 0 || endorsements.includes(activity.channelId.split(':', 1)[0] ?? '')
}

const codes = { 400: 'bad_activity', 401: 'unauthorized', 403: 'forbidden', 503: 'internal' } as const

const fixes = {
  400: 'Post one activity of the Bot Framework protocol with channelId, serviceUrl and conversation.',
  401: 'Call with a token that the Bot Framework signed for this bot.',
  403: 'See that App ID and issuer of the account are those of the registration.',
  503: 'Post it again in a minute.',
} as const

const refuse = (status: keyof typeof codes, reason: string): WebhookVerdict => ({
  answer: toAnswer(status, { error: { code: codes[status], message: `Refused: ${reason}.`, fix: fixes[status] } }),
  arrivals: [],
})

const toAnswer = (status: number, body: object): RawResponse => ({ status, contentType: 'application/json', body: JSON.stringify(body) })
