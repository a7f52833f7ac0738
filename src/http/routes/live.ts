import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { DeskError } from '../../core/desk-error.js'
import type { FeedCursor, FeedReader, FeedTail } from '../../core/feed-tail.js'
import type { LiveBus } from '../../core/live-bus.js'
import type { SignIn } from '../../core/staff-port.js'
import type { ApiReads } from '../api-reads.js'
import { callerOf, type RouteModule } from '../app.js'
import { type ConsoleSocket, closeCodes, openConsoleSocket, toChanged } from '../live/console-socket.js'
import { Presence, type Watcher } from '../live/presence.js'

export type LiveNeeds = {
  readonly tail: Pick<FeedTail, 'onNews' | 'cursor'>
  readonly feed: Pick<FeedReader, 'after' | 'head'>
  readonly bus: Pick<LiveBus, 'typing' | 'onAnyTyping'>
  readonly reads: Pick<ApiReads, 'place'>
  readonly signIn: Pick<SignIn, 'onSessionClosed'>
  readonly keepAliveMs?: number
}

/** Tabs and windows of one person; more is somebody who collects sockets. */
const socketLimit = 20
/** A console asks for its lists and then for the socket: it begins with what changed since it may have asked. */
const overlapMs = 15_000

/** `GET /api/v1/live`, the websocket of the console; frames as `liveFrame` and `liveSay` of the contract have them. */
export const liveRoutes =
  ({ tail, feed, bus, reads, signIn, keepAliveMs = 25_000 }: LiveNeeds): RouteModule =>
  (app) => {
    const presence = new Presence({ bus, findPlace: (id) => reads.place(id) })
    const consoles = new Set<ConsoleSocket>()
    const socketsOf = new Map<number, number>()
    const recent = openRecent(tail)
    const stopNews = tail.onNews((news) => {
      if (consoles.size === 0) return
      const text = JSON.stringify(toChanged(news))
      for (const one of consoles) one.news(text)
    })

    app.get(
      '/api/v1/live',
      {
        websocket: true,
        config: { right: 'conversations.read' },
        schema: { querystring: z.object({ after: z.string().max(60).optional() }), summary: 'The live feed, a websocket for the console' },
        preHandler: async (request) => {
          if ((socketsOf.get(staffOf(request).staffId) ?? 0) >= socketLimit) throw tooManySockets()
        },
      },
      (socket, request) => {
        const { staffId, name, sessionId } = staffOf(request)
        socketsOf.set(staffId, (socketsOf.get(staffId) ?? 0) + 1)
        const opened = openConsoleSocket(socket, {
          feed,
          after: request.query.after ?? recent.cursor(),
          keepAliveMs,
          said(frame) {
            if (frame.type === 'looking') presence.look(watcher, frame.conversationId)
            else presence.typing(watcher, frame.conversationId)
          },
          closed() {
            stopWatching()
            consoles.delete(opened)
            presence.leave(watcher)
            const left = (socketsOf.get(staffId) ?? 1) - 1
            if (left > 0) socketsOf.set(staffId, left)
            else socketsOf.delete(staffId)
          },
        })
        const watcher: Watcher = { staffId, name, tell: opened.tell }
        const stopWatching = signIn.onSessionClosed(sessionId, () => opened.end(closeCodes.signedOut, 'signed out'))
        consoles.add(opened)
      },
    )

    app.addHook('preClose', async () => {
      stopNews()
      recent.close()
      presence.close()
      for (const one of consoles) one.end(closeCodes.goingAway, 'the desk restarts')
    })
  }

/** A socket lives as long as a sign-in, and a token has none. */
function staffOf(request: FastifyRequest) {
  const caller = callerOf(request)
  if (caller.kind === 'staff') return caller
  throw new DeskError('no_person', 403, 'The live feed is for people who are signed in.', 'With a token, ask GET /api/v1/conversations.')
}

const tooManySockets = () =>
  new DeskError('too_many_sockets', 429, `You have ${socketLimit} consoles open already.`, 'Close one first.', { retryAfterMs: 10_000 })

/** Remembers where the feed stood a little while ago: between once and twice the overlap. */
function openRecent(tail: LiveNeeds['tail']): { cursor(): FeedCursor; close(): void } {
  let older = tail.cursor
  let newer = tail.cursor
  const timer = setInterval(() => {
    older = newer
    newer = tail.cursor
  }, overlapMs).unref()
  return { cursor: () => older || tail.cursor, close: () => clearInterval(timer) }
}
