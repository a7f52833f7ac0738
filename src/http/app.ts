import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { DeskError } from '../core/desk-error.js'
import type { Caller, Right } from '../core/model/rights.js'

/** The server as routes see it: handlers get bodies, params and queries as their zod schemas say. */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** One group of routes, already holding all it needs: `const conversationRoutes = (deps: …): RouteModule => (app) => { app.get(…) }`. */
export type RouteModule = (app: App) => void

/** Who may call a route. `open`: anybody, nobody is looked up. `signed-in`: any caller. A right: callers whose role holds it. */
export type Guard = Right | 'open' | 'signed-in'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route declares it; a route without one fails when the server is built. */
    right?: Guard
    /** A program on the same machine may call it without a token. */
    isOpenToThisMachine?: boolean
    /** Writes that must not be replayed from the ledger of idempotency keys, because they set cookies. */
    isNotReplayed?: boolean
  }
  interface FastifyInstance {
    /** Inside a channel that is a server itself and checks its callers. */
    isServed: boolean
  }
  interface FastifyRequest {
    /** null on open routes only; elsewhere read it by `callerOf`. */
    actor: Caller | null
  }
}

/** Who calls. On a route that declares a right or `signed-in` there is always somebody. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.actor) return request.actor
  throw new DeskError('signed_out', 401, 'Nobody is signed in.', 'Sign in, or send an API token in the Authorization header.')
}
