import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

export type SessionCookie = {
  /** `__Host-` binds it to this very origin and wants https; plain http is for a loopback address. */
  readonly name: string
  readonly isSecure: boolean
  /** Signs the tokens, so that a copy of the ledger opens no door. */
  readonly signingKey: string
}

export function sessionCookie(publicUrl: string, secretKey: string): SessionCookie {
  const isSecure = publicUrl.startsWith('https://')
  const signingKey = Buffer.from(hkdfSync('sha256', secretKey, '', 'otklik staff sign-in', 32)).toString('base64url')
  return { name: isSecure ? '__Host-otklik' : 'otklik', isSecure, signingKey }
}

/**
 * The session's token in a Cookie header, as better-auth wrote it: the token, a dot, and base64 of its HMAC-SHA-256. null when there is none
 * or it is not signed by us. Read here, because better-auth's own way costs fifteen times the CPU and every request pays it.
 */
export function readToken(cookieHeader: string, { name, signingKey }: SessionCookie): string | null {
  for (const pair of cookieHeader.split(/; */)) {
    if (!pair.startsWith(`${name}=`)) continue
    const [, token = '', signature = ''] = /^([^.]+)\.(.+)$/.exec(decode(pair.slice(name.length + 1))) ?? []
    const expected = createHmac('sha256', signingKey).update(token).digest()
    const given = Buffer.from(signature, 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected) ? token : null
  }
  return null
}

/** Tells the browser to forget it. */
export const dropCookie = ({ name, isSecure }: SessionCookie): string =>
  `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
