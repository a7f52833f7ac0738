import { createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { isServiceAddress } from './reference.js'

export type SigningKey = {
  readonly key: KeyObject
  /** Channels whose activities may be signed with it; null where the document does not say. */
  readonly endorsements: readonly string[] | null
}

export interface Keys {
  /** null when the issuer has no such key. Rejects when the issuer cannot be asked. */
  find(kid: string): Promise<SigningKey | null>
}

const documentSchema = z.object({ jwks_uri: z.string().refine(isServiceAddress) })
const keySetSchema = z.object({
  keys: z.array(z.looseObject({ kid: z.string(), kty: z.string(), endorsements: z.array(z.string()).optional() })),
})

const freshMs = 24 * 3_600_000
const askAgainMs = 60_000
/** Before anything is known every caller is refused for our sake, not for theirs. */
const firstAskAgainMs = 2_000
const patienceMs = 5_000

/**
 * The keys named by an OpenID document (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication),
 * kept for a day. An unknown key makes the issuer be asked again, at most once a minute, so that strangers cannot make us ask.
 */
export function openKeys(openIdUrl: string, now: () => number): Keys {
  let known: ReadonlyMap<string, SigningKey> = new Map()
  let knownAt = Number.NEGATIVE_INFINITY
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | null = null

  async function ask(): Promise<void> {
    askedAt = now()
    const document = documentSchema.parse(await getJson(openIdUrl))
    const { keys } = keySetSchema.parse(await getJson(document.jwks_uri))
    known = new Map(keys.flatMap((jwk) => toEntry(jwk)))
    knownAt = askedAt
  }

  return {
    async find(kid) {
      const isWanted = !known.has(kid) || now() - knownAt > freshMs
      if (isWanted && now() - askedAt >= (known.size === 0 ? firstAskAgainMs : askAgainMs)) {
        asking ??= ask().finally(() => {
          asking = null
        })
      }
      // While the issuer is away, what was known goes on to be believed.
      if (asking && isWanted) {
        await asking.catch((error: unknown) => {
          if (!known.has(kid)) throw error
        })
      }
      if (known.size === 0) throw new Error('the keys are not known yet')
      return known.get(kid) ?? null
    },
  }
}

function toEntry({ kid, endorsements, ...jwk }: z.infer<typeof keySetSchema>['keys'][number]): [string, SigningKey][] {
  if (jwk.kty !== 'RSA') return []
  try {
    return [[kid, { key: createPublicKey({ key: jwk, format: 'jwk' }), endorsements: endorsements ?? null }]]
  } catch {
    return []
  }
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' })
  if (!response.ok) throw new Error(`status ${response.status}`)
  return response.json()
}
