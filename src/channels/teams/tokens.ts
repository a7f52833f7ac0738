import { z } from 'zod'
import { SendError } from '../../core/channel.js'
import { readRetryAfter } from './retry-after.js'
import type { BotSettings } from './settings.js'

export interface Tokens {
  /** A token for the connector, the same one while it is good. Throws SendError: nothing was sent yet. */
  get(signal: AbortSignal): Promise<string>
  /** The connector does not believe it: the next `get` asks for another. */
  drop(token: string): void
}

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })
const spareMs = 5 * 60_000

/** OAuth 2.0 client credentials: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#bot-to-connector */
export function openTokens({ appId, appPassword, tokenUrl }: BotSettings, now: () => number): Tokens {
  let held: { readonly token: string; readonly goodUntil: number } | null = null

  let asking: Promise<string> | null = null

  async function ask(signal: AbortSignal): Promise<string> {
    const form = {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: appPassword,
      scope: 'https://api.botframework.com/.default',
    }
    const response = await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form), signal, redirect: 'error' }).catch(() => {
      throw new SendError('unreachable', 'the login for bots cannot be reached')
    })
    if (!response.ok) throw refusalOf(response.status, readRetryAfter(response.headers.get('retry-after'), now()))
    const read = tokenSchema.safeParse(await response.json().catch(() => null))
    if (!read.success) throw new SendError('unreachable', 'the login for bots gave no token')
    const { access_token: token, expires_in: seconds } = read.data
    held = { token, goodUntil: now() + Math.max(seconds * 1_000 - spareMs, seconds * 500) }
    return token
  }

  return {
    async get(signal) {
      if (held && now() < held.goodUntil) return held.token
      asking ??= ask(signal).finally(() => {
        asking = null
      })
      return asking
    },
    drop(token) {
      if (held?.token === token) held = null
    },
  }
}

function refusalOf(status: number, retryAfterMs: number | null): SendError {
  if (status === 429) return new SendError('throttled', 'the login for bots asks to wait', retryAfterMs)
  if (status >= 500 || status === 408) return new SendError('unreachable', `the login for bots answered ${status}`)
  return new SendError(
    'misconfigured',
    `the login for bots refuses App ID, password or tenant (${status}): see the bot's registration in Azure`,
  )
}
