import { verify } from 'node:crypto'
import { z } from 'zod'
import { readJson } from '../shared/read-json.js'
import type { Keys, SigningKey } from './keys.js'

export type Caller = { readonly serviceUrl: string | null; readonly endorsements: SigningKey['endorsements'] }
export type TokenVerdict =
  | { readonly type: 'caller'; readonly caller: Caller }
  /** 401: not proved · 403: proved, but for somebody else · 503: cannot be told now. */
  | { readonly type: 'refused'; readonly status: 401 | 403 | 503; readonly reason: string }

export type Expected = { readonly issuer: string; readonly audience: string; readonly keys: Keys; now(): number }

const headerSchema = z.object({ alg: z.string(), kid: z.string() })
const claimsSchema = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string().optional(),
})
const skewSeconds = 300

/**
 * Checks `Authorization: Bearer <JWT>` in the six steps of
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication#connector-to-bot. Only RS256 is believed, so
 * neither `none` nor a public key used as a password passes. Never throws.
 */
export async function checkToken(authorization: string | undefined, { issuer, audience, keys, now }: Expected): Promise<TokenVerdict> {
  const [, header = '', payload = '', signature = ''] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/i.exec(authorization ?? '') ?? []
  const head = headerSchema.safeParse(decode(header))
  if (!head.success || head.data.alg !== 'RS256') return refused(401, 'there is no token that can be read')
  let found: SigningKey | null
  try {
    found = await keys.find(head.data.kid)
  } catch {
    return refused(503, 'the keys of the issuer cannot be had just now')
  }
  if (!found || !verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), found.key, Buffer.from(signature, 'base64url')))
    return refused(401, 'the token is not signed by the issuer')
  const claims = claimsSchema.safeParse(decode(payload))
  if (!claims.success) return refused(401, 'the token lacks a claim')
  const { iss, aud, exp, nbf = 0, serviceurl } = claims.data
  const seconds = now() / 1_000
  if (seconds >= exp + skewSeconds || seconds < nbf - skewSeconds) return refused(401, 'the token has expired or is not valid yet')
  if (iss !== issuer) return refused(403, 'the token is of another issuer')
  if (![aud].flat().includes(audience)) return refused(403, 'the token is for another bot')
  return { type: 'caller', caller: { serviceUrl: serviceurl ?? null, endorsements: found.endorsements } }
}

const refused = (status: 401 | 403 | 503, reason: string): TokenVerdict => ({ type: 'refused', status, reason })

function decode(part: string): unknown {
  const json = readJson(Buffer.from(part, 'base64url'), 8)
  return json.isRead ? json.value : null
}
