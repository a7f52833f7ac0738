import { z } from 'zod'
import type { AccountId } from '../../core/model/ids.js'

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.origin
  context.addIssue({ code: 'custom', message: 'must be an origin such as https://shop.example' })
  return z.NEVER
})

export const webSettings = z.object({
  /** PUBLIC_URL: all links are absolute on it, and pages of its own may chat. */
  publicUrl: origin,
  /** WIDGET_ORIGINS: further sites whose pages may chat. */
  origins: z.array(origin).default([]),
  /** DIRECTLINE_SECRET: what servers of the company show. */
  secret: z.string().min(8, 'must have at least 8 characters'),
  /** The desk's SECRET_KEY; the channel derives a key of its own from it. */
  signingKey: z.string().min(32, 'must have at least 32 characters'),
  /** How often a socket is asked whether anybody is there; who does not answer until the next time is dropped. */
  keepAliveMs: z.int().positive().default(20_000),
})
export type WebSettings = z.infer<typeof webSettings>

/** Where conversations of a page go: the account, and what its customers may know of the brand. */
type Site = { readonly accountId: AccountId; readonly brand: { readonly name: string; readonly isDemo: boolean } }

export type WebTools = {
  /** Milliseconds since 1970. */
  now(): number
  /** By the brand's key; null asks for the default one. Answers null for a brand that does not exist. */
  findSite(brand: string | null): Site | null | Promise<Site | null>
}
