import type { FastifyReply, FastifyRequest } from 'fastify'
import { DeskError } from '../core/desk-error.js'
import { type Caller, type Right, rightMeanings } from '../core/model/rights.js'
import type { ApiTokens, SetCookies, SignIn } from '../core/staff-port.js'
import { type App, callerOf, type Guard } from './app.js'
import { checkOwnPage, isLocalPeer } from './security.js'

export type GuardNeeds = {
  readonly signIn: Pick<SignIn, 'recognise'>
  readonly tokens: Pick<ApiTokens, 'recognise'>
  readonly origins: ReadonlySet<string>
}

export type DeclaredRoute = { readonly method: string; readonly url: string; readonly right: Guard }

/**
 * Stands before every route. A route says who may call it, `config: { right }`, or the server is not built. Who calls is found by the
 * Authorization header, else by the cookie; a write or a websocket that comes by cookie must come from a page of ours.
 * The answer lists what was declared, for the test that tries every route with every role.
 */
export function guardRoutes(app: App, needs: GuardNeeds): readonly DeclaredRoute[] {
  const declared: DeclaredRoute[] = []
  app.decorateRequest('actor', null)
  app.decorate('isServed', false)
  app.addHook('onRoute', function (route) {
    if (this.isServed) route.config = { ...route.config, right: 'open' }
    const { method, url, config } = route
    if (config?.right === undefined) throw new Error(`${String(method)} ${url} does not say who may call it: give it config: { right }`)
    for (const one of [method].flat()) declared.push({ method: one, url, right: config.right })
  })
  app.addHook('onRequest', async (request, reply) => {
    const { right, isOpenToThisMachine } = request.routeOptions.config
    if (right === undefined || right === 'open') return
    if (isOpenToThisMachine && request.headers.authorization === undefined && isLocalPeer(request)) return
    request.actor = await recognise(request, reply, needs)
    const caller = callerOf(request)
    if (caller.kind === 'staff' && !isReading(request)) checkOwnPage(request, needs.origins)
    if (right !== 'signed-in') requireRight(caller, right)
  })
  return declared
}

/** For what depends on the request and not only on the route. @throws DeskError `not_allowed` (403) */
export function requireRight(caller: Caller, right: Right): void {
  if (caller.rights.has(right)) return
  const fix = 'Ask an admin of the desk for a role that may do this.'
  throw new DeskError('not_allowed', 403, `The role ${caller.role} does not include: ${rightMeanings[right]}.`, fix, { right })
}

async function recognise(request: FastifyRequest, reply: FastifyReply, { signIn, tokens }: GuardNeeds): Promise<Caller | null> {
  const { authorization, cookie } = request.headers
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    const caller = token === undefined ? null : await tokens.recognise(token)
    if (caller) return caller
    throw new DeskError('bad_token', 401, 'This API token is not valid.', 'Make one with: npm run desk -- token create --role … --name …')
  }
  const found = cookie === undefined ? null : await signIn.recognise(cookie)
  if (!found) return null
  setCookies(reply, found.setCookies)
  return found.caller
}

export const setCookies = (reply: FastifyReply, cookies: SetCookies): void => {
  if (cookies.length > 0) reply.header('set-cookie', [...cookies])
}

/** A websocket begins as a GET, and any page may begin one with our cookie. */
function isReading({ method, headers }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && headers.upgrade?.toLowerCase() !== 'websocket'
}
