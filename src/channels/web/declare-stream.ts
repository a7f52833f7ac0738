import type { WebSocket } from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { getOpen } from './caller.js'
import { conversationParams, openReader } from './conversations.js'
import type { Origins } from './origins.js'
import { openTickets } from './passes.js'
import { toRecord } from './posted-activity.js'
import { refuse } from './refuse.js'
import type { StreamClaims } from './seal.js'
import { openStream } from './stream.js'
import { root, type Web } from './web.js'

/** Tabs and windows of one customer; more is somebody who collects sockets. */
const socketLimit = 20
const graceMs = 1_000

/** `GET …/stream?t=`, the websocket. Everything is checked before the handshake is answered, so a refusal is plain HTTP. */
export function declareStream(scope: FastifyInstance, web: Web, origins: Origins): void {
  const tickets = openTickets(web)
  const admitted = new WeakMap<FastifyRequest, StreamClaims>()
  const sockets = new Map<string, Set<WebSocket>>()

  const admit = async (request: FastifyRequest) => {
    const { origin } = request.headers
    // A browser always sends one here, and cookies or none, any page may try: ASVS 4.4.2.
    if (origin !== undefined && !origins.has(origin)) throw refuse.foreignOrigin()
    const claims = tickets.redeem(toRecord(request.query).t, conversationParams.parse(request.params).conversation)
    if ((sockets.get(claims.conv)?.size ?? 0) >= socketLimit) throw refuse.tooManySockets(socketLimit)
    await getOpen(web, claims.acc, claims.conv)
    admitted.set(request, claims)
  }

  scope.get(`${root}/conversations/:conversation/stream`, { websocket: true, preHandler: admit }, (socket, request) => {
    const claims = admitted.get(request)
    if (!claims) return socket.close()
    const siblings = sockets.get(claims.conv) ?? new Set()
    sockets.set(claims.conv, siblings.add(socket))
    socket.on('close', () => {
      siblings.delete(socket)
      if (siblings.size === 0) sockets.delete(claims.conv)
    })
    const reader = openReader(web, { accountId: claims.acc, conversation: claims.conv, user: claims.user })
    openStream(socket, { port: web.port, accountId: claims.acc, reader, after: claims.after, keepAliveMs: web.settings.keepAliveMs })
  })

  // The server asks every socket to close; one whose reader is stuck would hold up the end of the desk for half a minute.
  scope.addHook('preClose', async () => {
    const dropRest = () => {
      for (const siblings of sockets.values()) for (const socket of siblings) socket.terminate()
    }
    setTimeout(dropRest, graceMs).unref()
  })
}
