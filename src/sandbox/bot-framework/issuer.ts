import { randomUUID } from 'node:crypto'
import { exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTPayload, jwtVerify, SignJWT, UnsecuredJWT } from 'jose'

export const channelIssuer = 'https://api.botframework.com'
export const connectorAudience = 'https://api.botframework.com'

/** What can be wrong with a caller's token. */
export const forgeries = [
  'wrong key',
  'unknown key',
  'no algorithm',
  'public key as a password',
  'expired',
  'not valid yet',
  'wrong audience',
  'an audience that only contains ours',
  'wrong issuer',
  'wrong serviceurl',
  'no serviceurl',
] as const
export type Forgery = (typeof forgeries)[number]

export interface Issuer {
  /** The published half, each key with the channels it is endorsed for. */
  readonly keySet: () => { readonly keys: readonly JWK[] }
  /** A new signing key takes the place of the old one. */
  rotate(endorsements?: readonly string[]): Promise<void>
  /** A token as the channel service signs them for the bot. */
  channelToken(claims: ChannelClaims): Promise<string>
  forge(forgery: Forgery, claims: ChannelClaims): Promise<string>
  /** A token with which the bot may call the connector. */
  botToken(appId: string): Promise<string>
  /** Whose token it is; null for one that this issuer has not signed, that has expired or that was taken back. */
  readBotToken(token: string): Promise<string | null>
  takeBack(): void
}
export type ChannelClaims = { readonly audience: string; readonly serviceUrl: string }

type Key = Awaited<ReturnType<typeof generateKeyPair>>
type Signer = Key & { readonly kid: string; readonly jwk: JWK; readonly pem: string }

/** Claims as https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication shows them. */
export async function openIssuer(): Promise<Issuer> {
  let signer = await makeSigner(['msteams', 'webchat', 'directline'])
  let generation = 0
  /** Keys take long to make, so one stands for all strangers. */
  let stranger: Promise<Signer> | null = null

  const toPayload = (claims: ChannelClaims, changes: JWTPayload = {}): JWTPayload => {
    const now = Math.floor(Date.now() / 1_000)
    return { iss: channelIssuer, aud: claims.audience, nbf: now - 300, exp: now + 3_600, serviceurl: claims.serviceUrl, ...changes }
  }
  const getStranger = (): Promise<Signer> => {
    stranger ??= makeSigner([])
    return stranger
  }
  const sign = (payload: JWTPayload, { kid, privateKey }: Pick<Signer, 'kid' | 'privateKey'> = signer): Promise<string> =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey)

  return {
    keySet: () => ({ keys: [signer.jwk] }),
    async rotate(endorsements = ['msteams', 'webchat', 'directline']) {
      signer = await makeSigner(endorsements)
    },
    channelToken: (claims) => sign(toPayload(claims)),
    async forge(forgery, claims) {
      const now = Math.floor(Date.now() / 1_000)
      switch (forgery) {
        case 'wrong key':
          return sign(toPayload(claims), { ...(await getStranger()), kid: signer.kid })
        case 'unknown key':
          return sign(toPayload(claims), { ...(await getStranger()), kid: randomUUID() })
        case 'no algorithm':
          return new UnsecuredJWT(toPayload(claims)).encode()
        case 'public key as a password':
          return new SignJWT(toPayload(claims))
            .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: signer.kid })
            .sign(new TextEncoder().encode(signer.pem))
        case 'expired':
          return sign(toPayload(claims, { nbf: now - 8_000, exp: now - 301 }))
        case 'not valid yet':
          return sign(toPayload(claims, { nbf: now + 302, exp: now + 8_000 }))
        case 'wrong audience':
          return sign(toPayload(claims, { aud: 'another-bot' }))
        case 'an audience that only contains ours':
          return sign(toPayload(claims, { aud: `not-${claims.audience}-at-all` }))
        case 'wrong issuer':
          return sign(toPayload(claims, { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' }))
        case 'wrong serviceurl':
          return sign(toPayload(claims, { serviceurl: 'https://smba.trafficmanager.net/emea/' }))
        case 'no serviceurl':
          return sign(toPayload(claims, { serviceurl: undefined }))
      }
    },
    botToken: (appId) => sign({ aud: connectorAudience, appid: appId, gen: generation, exp: Math.floor(Date.now() / 1_000) + 3_600 }),
    async readBotToken(token) {
      try {
        const { payload } = await jwtVerify(token, signer.publicKey, { audience: connectorAudience })
        return payload.gen === generation && typeof payload.appid === 'string' ? payload.appid : null
      } catch {
        return null
      }
    },
    takeBack() {
      generation += 1
    },
  }
}

async function makeSigner(endorsements: readonly string[]): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const kid = randomUUID()
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', endorsements: [...endorsements] }
  return { kid, privateKey, publicKey, jwk, pem: await exportSPKI(publicKey) }
}
