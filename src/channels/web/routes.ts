import multipart from '@fastify/multipart'
import websocket, { type WebSocket } from '@fastify/websocket'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { DeskError } from '../../core/desk-error.js'
import { declareConversations } from './conversations.js'
import { declareStream } from './declare-stream.js'
import { declareDownload } from './download.js'
import { acceptJson } from './json-body.js'
import { declareCors, openOrigins } from './origins.js'
import { declareUpload } from './upload.js'
import type { Web } from './web.js'
import { declareWidgetToken } from './widget-token.js'

/** The largest frame a client may send; it has nothing to say but empty ones. */
const frameLimitBytes = 64 * 1024

/**
 * All routes of the web chat in a scope of their own, with its own JSON rules, CORS and error answers. Uses the server's @fastify/websocket
 * and @fastify/multipart where it has them (a server can have one listener for upgrades) and brings them otherwise.
 */
export function declareRoutes(mount: FastifyInstance, web: Web): void {
  mount.register(async (scope) => {
    if (!scope.hasDecorator('websocketServer'))
      await scope.register(websocket, { options: { maxPayload: frameLimitBytes }, errorHandler: dropSocket })
    if (!scope.hasContentTypeParser('multipart/form-data')) await scope.register(multipart)
    scope.setErrorHandler((error: Error, _request, reply) => answerError(error, reply))
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('Cache-Control', 'no-store')
    })
    const origins = openOrigins(web.settings)
    declareCors(scope, origins)
    acceptJson(scope)
    declareConversations(scope, web)
    declareWidgetToken(scope, web, origins)
    declareStream(scope, web, origins)
    declareDownload(scope, web)
    scope.register(async (uploads) => declareUpload(uploads, web))
  })
}

/** A frame that breaks the protocol is being answered with its close code; only a socket that is still open has failed by our fault. */
function dropSocket(_error: Error, socket: WebSocket): void {
  if (socket.readyState === socket.OPEN) socket.terminate()
}

/** What the caller did wrong is answered here; everything else is a bug or an outage and goes to the server's own handler. */
function answerError(error: Error & { readonly statusCode?: number }, reply: FastifyReply) {
  if (error instanceof DeskError) {
    const { retryAfterMs } = error.details
    if (typeof retryAfterMs === 'number') reply.header('Retry-After', String(Math.ceil(retryAfterMs / 1000)))
    return reply.code(error.status).send({ error: { code: error.code, message: error.message, fix: error.fix } })
  }
  const status = error.statusCode ?? 500
  if (status >= 500) throw error
  const fix = 'Send JSON as application/json, files as multipart/form-data.'
  return reply.code(status).send({ error: { code: 'bad_request', message: error.message, fix } })
}
