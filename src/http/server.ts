import { randomBytes } from 'node:crypto'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import websocket from '@fastify/websocket'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Registry } from 'prom-client'
import { DeskError } from '../core/desk-error.js'
import type { ApiTokens, KnownWrites, SignIn } from '../core/staff-port.js'
import type { App, RouteModule } from './app.js'
import { answerBrokenHttp, notFound, sendError } from './errors.js'
import { type DeclaredRoute, guardRoutes } from './guard.js'
import { replayWrites } from './idempotency.js'
import { measureRequests } from './metrics.js'
import { describeApi } from './openapi.js'
import { addressKey, helmetOptions, ownOrigins } from './security.js'

export type ServerOptions = {
  /** Origin without a path: what pages count as ours, and whether cookies can ask for https. */
  readonly publicUrl: string
  /** Whose X-Forwarded-For is believed: nobody's unless told; true: of proxies in private networks; else of these addresses or ranges. */
  readonly trustProxy?: boolean | readonly string[]
  /** pino. Gets ids, routes and times; never an address with its query, a body or a header. */
  readonly log: FastifyBaseLogger
  readonly signIn: Pick<SignIn, 'recognise'>
  readonly tokens: Pick<ApiTokens, 'recognise'>
  readonly knownWrites: KnownWrites
  readonly registry: Registry
  /** Each route declares `config: { right }`. */
  readonly routes: readonly RouteModule[]
  /** Channels that are servers themselves: they check their callers, so all their routes count as open. */
  readonly served?: readonly ((mount: FastifyInstance) => void)[]
}

export type Server = { readonly app: App; readonly declared: readonly DeclaredRoute[] }

/** 20,000 characters, each escaped as a pair of surrogates, and room for the rest. */
const bodyLimitBytes = 512 * 1024
const fileLimitBytes = 20 * 1024 * 1024

/** The whole server, ready to listen. Closing it lets running requests end and closes the sockets. Throws where a route declares no right. */
export async function buildServer(options: ServerOptions): Promise<Server> {
  const app: App = fastify({
    loggerInstance: options.log,
    // Its own lines would hold whole addresses; measureRequests writes ours.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomBytes(6).toString('hex'),
    requestIdHeader: false,
    trustProxy: toTrust(options.trustProxy),
    bodyLimit: bodyLimitBytes,
    routerOptions: { maxParamLength: 1_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: answerBrokenHttp,
    frameworkErrors: (error, request, reply) => sendError(error, request, reply),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  // Only what is asked for: a text/plain body is what a foreign page can send without asking.
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler(sendError)
  await registerPlugins(app, options)
  const declared = guardRoutes(app, { ...options, origins: ownOrigins(options.publicUrl) })
  replayWrites(app, options.knownWrites)
  measureRequests(app, options.registry)
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  app.setNotFoundHandler((request, reply) => sendError(notFound(request.url.split('?')[0] ?? ''), request, reply))
  for (const declare of options.routes) declare(app)
  for (const mount of options.served ?? []) app.register(async (scope) => mount(scope.decorate('isServed', true)))
  await app.ready()
  return { app, declared }
}

async function registerPlugins(app: App, { publicUrl }: ServerOptions): Promise<void> {
  await app.register(helmet, helmetOptions(publicUrl))
  await app.register(multipart, { limits: { fileSize: fileLimitBytes, files: 10, fields: 20, fieldSize: 64 * 1024, parts: 30 } })
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } })
  await app.register(staticFiles, { root: import.meta.dirname, serve: false })
  await app.register(rateLimit, {
    global: false,
    cache: 10_000,
    keyGenerator: (request) => addressKey(request.ip),
    errorResponseBuilder: (_request, { ttl }) =>
      new DeskError('too_many_requests', 429, 'That was too often.', `Wait ${Math.ceil(ttl / 1000)} s, then try again.`, {
        retryAfterMs: ttl,
      }),
  })
  await describeApi(app)
}

/**
 * Behind a proxy of ours the client is the last address in X-Forwarded-For that is not private: what stands before it, the client may have
 * written. A peer with a public address is a client itself, whatever it sends.
 */
function toTrust(trust: ServerOptions['trustProxy'] = false): boolean | string[] {
  if (trust === true) return ['loopback', 'linklocal', 'uniquelocal']
  return trust === false ? false : [...trust]
}
