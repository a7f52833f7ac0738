import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyRequest } from 'fastify'
import { DeskError } from '../core/desk-error.js'

type Directives = Readonly<Record<string, readonly string[]>>

/** Nothing inline, nothing foreign. What a page needs besides is named by that page: `helmet: { contentSecurityPolicy: { directives: … } }`. */
export function strictPolicy(publicUrl: string, more: Directives = {}): { useDefaults: false; directives: Record<string, string[]> } {
  const socket = publicUrl.replace(/^http/, 'ws')
  const directives: Directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    // Safari up to 15 does not count websockets as 'self'.
    'connect-src': ["'self'", socket],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    ...more,
  }
  return { useDefaults: false, directives: Object.fromEntries(Object.entries(directives).map(([name, values]) => [name, [...values]])) }
}

export function helmetOptions(publicUrl: string): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: strictPolicy(publicUrl),
    strictTransportSecurity: publicUrl.startsWith('https://') ? { maxAge: 31_536_000 } : false,
    // Links of customers carry a secret that no other site may learn. Not no-referrer: plain forms of ours would send `Origin: null`.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  }
}

const loopbackHosts = ['127.0.0.1', 'localhost', '[::1]']

/** The origins whose pages are ours: PUBLIC_URL, and on a loopback address all the names that one has. */
export function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const { protocol, hostname, port, origin } = new URL(publicUrl)
  if (!loopbackHosts.includes(hostname)) return new Set([origin])
  return new Set(loopbackHosts.map((host) => `${protocol}//${host}${port && `:${port}`}`))
}

/**
 * Whether a page of ours made this request. Browsers send Origin with every write and every websocket handshake, and a page cannot forge it or
 * Sec-Fetch-Site; what carries a cookie but neither is refused. https://cheatsheetseries.owasp.org (CSRF prevention, Fetch Metadata).
 */
export function isFromOwnPage(request: Pick<FastifyRequest, 'headers'>, origins: ReadonlySet<string>): boolean {
  if (request.headers['sec-fetch-site'] === 'same-origin') return true
  const { origin } = request.headers
  return origin !== undefined && origins.has(origin)
}

/** Throws DeskError `foreign_page` (403) or `form_refused` (415) for a write that a foreign page could have made a browser send. */
export function checkOwnPage(request: FastifyRequest, origins: ReadonlySet<string>): void {
  if (!isFromOwnPage(request, origins)) {
    throw new DeskError(
      'foreign_page',
      403,
      'This request came from another page than the desk’s own.',
      'Open the desk at its own address and try again.',
    )
  }
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  const isForm = type === 'multipart/form-data' && request.headers['x-otklik'] !== '1'
  if (isForm) throw new DeskError('form_refused', 415, 'A plain form cannot write here.', 'Send the header X-Otklik: 1 with the form.')
}

/** For a write that needs no cookie, as a sign-in: a browser says where it comes from, a program need not. @throws DeskError `foreign_page` (403) */
export function checkAnyPage(request: FastifyRequest, origins: ReadonlySet<string>): void {
  if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) checkOwnPage(request, origins)
}

/** The address limits are counted by: an IPv6 customer owns a whole /64. */
export function addressKey(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip.replace('::ffff:', '')
  const [head = ''] = ip.split('::')
  return `${head.split(':').slice(0, 4).join(':')}::/64`
}

/** Behind a proxy on the same machine every peer is loopback; whoever forwards says so in a header. */
export function isLocalPeer({ socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>): boolean {
  const isForwarded = 'x-forwarded-for' in headers || 'forwarded' in headers || 'via' in headers || 'x-real-ip' in headers
  return !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '')
}
