import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { AccountId } from '../../core/model/ids.js'

/** What the channel signs and believes when it comes back. `use` keeps one kind from standing in for another; `exp` is in seconds. */
type Claims = z.infer<typeof claims>
export type ChatClaims = Extract<Claims, { use: 'chat' }>
export type StreamClaims = Extract<Claims, { use: 'stream' }>

export type Seal = {
  sign(claims: Claims): string
  /** null for everything this desk has not signed for this use. Expired ones are told by `isExpired`, for who may still accept them. */
  read<Use extends Claims['use']>(use: Use, token: string): Extract<Claims, { use: Use }> | null
  isExpired(claims: { readonly exp: number }): boolean
}

/**
 * JSON Web Tokens (HS256 and nothing else: the header is a constant that is compared, never read), because public Direct Line clients look
 * into the token for the user id. RFC 7519.
 */
export function openSeal(signingKey: string, now: () => number): Seal {
  const key = Buffer.from(hkdfSync('sha256', signingKey, '', 'otklik web channel', 32))
  const mac = (signed: string) => createHmac('sha256', key).update(signed).digest('base64url')
  return {
    sign(content) {
      const signed = `${header}.${Buffer.from(JSON.stringify(content)).toString('base64url')}`
      return `${signed}.${mac(signed)}`
    },
    read(use, token) {
      const [head, payload = '', signature = '', ...rest] = token.split('.')
      if (head !== header || rest.length > 0 || !isSame(signature, mac(`${head}.${payload}`))) return null
      const content = claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
      return content.success && isFor(use, content.data) ? content.data : null
    },
    isExpired: ({ exp }) => exp * 1000 <= now(),
  }
}

/** Compares in a time that tells nothing about where they differ. */
export function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url')
const isFor = <Use extends Claims['use']>(use: Use, content: Claims): content is Extract<Claims, { use: Use }> => content.use === use

const accountId = z.custom<AccountId>((value) => Number.isSafeInteger(value))
const bound = { acc: accountId, conv: z.string().min(1), exp: z.int() }
const claims = z.discriminatedUnion('use', [
  /** The right to one conversation as one user. */
  z.object({ use: z.literal('chat'), ...bound, user: z.string().min(1), name: z.string().nullable() }),
  /** The right to open one socket, once: `once` is remembered until `exp`. `after` is the seq it goes on from. */
  z.object({ use: z.literal('stream'), ...bound, user: z.string().nullable(), after: z.int(), once: z.string() }),
  /** The right to one file. */
  z.object({ use: z.literal('file'), ...bound, file: z.int() }),
])
