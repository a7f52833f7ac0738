import type { App } from '../../../src/http/app.js'
import type { DeclaredRoute } from '../../../src/http/guard.js'

export type Verdict = 'let in' | 'signed out' | 'not allowed'

/**
 * Whether the guard lets this caller through to a route. Writes come with a body that no route reads, so that none of them does anything:
 * the guard stands before the body is read. Not for HEAD, whose refusals say nothing.
 */
export async function tryRoute(app: App, { method, url }: DeclaredRoute, headers: Record<string, string>): Promise<Verdict> {
  const isWrite = !['GET', 'HEAD', 'OPTIONS'].includes(method)
  const answer = await app.inject({
    method: method as 'GET',
    remoteAddress: '198.51.100.7',
    url: url.replaceAll(/:\w+/g, '1').replace('*', 'x'),
    headers: isWrite ? { ...headers, 'content-type': 'application/x-unreadable' } : headers,
    ...(isWrite && { payload: 'x' }),
  })
  const code = codeOf(answer.body)
  if (code === 'signed_out') return 'signed out'
  return code === 'not_allowed' ? 'not allowed' : 'let in'
}

export function codeOf(body: string): string | undefined {
  try {
    return JSON.parse(body).error?.code
  } catch {
    return undefined
  }
}
