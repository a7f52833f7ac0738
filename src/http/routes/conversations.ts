import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'

import { cleanLine, cleanText } from '../../core/clean-text.js'
import { normaliseNumber } from '../../core/complaints/number.js'
import { DeskError } from '../../core/desk-error.js'
import type { JoinBook } from '../../core/joining.js'
import type { Command } from '../../core/model/effect.js'
import type { ConversationId } from '../../core/model/ids.js'
import type { Operators } from '../../core/operator.js'
import type { ApiReads } from '../api-reads.js'
import { callerOf, type RouteModule } from '../app.js'
import {
  type ConversationDto,
  conversation,
  conversationsPage,
  conversationsQuery,
  finishBody,
  handOverBody,
  joinBody,
  type MessageDto,
  message,
  messagesQuery,
  type PostMessage,
  page,
  postMessage,
  releaseBody,
  type SnoozeBody,
  snoozeBody,
  suspicionBody,
  takeBody,
} from '../contract.js'
import { operatorOf } from '../operator-of.js'
import { idParams, messageParams } from '../path-id.js'

export type ConversationNeeds = {
  readonly reads: Pick<ApiReads, 'feed' | 'conversation' | 'messages' | 'message' | 'place'>
  readonly operators: Operators
  readonly joins: JoinBook
  readonly now: () => string
}

const root = '/api/v1/conversations'

/** The feed, one conversation, and all that an operator does to it: each act one command, through the same door as the flow's effects. */
export const conversationRoutes =
  (needs: ConversationNeeds): RouteModule =>
  (app) => {
    declareReading(app, needs.reads)
    declarePost(app, needs)
    declareActs(app, needs)
  }

type App = Parameters<RouteModule>[0]
const reading = { right: 'conversations.read' } as const
const writing = { right: 'conversations.write' } as const

function declareReading(app: App, reads: ConversationNeeds['reads']): void {
  app.get(root, { config: reading, schema: { querystring: conversationsQuery, response: { 200: conversationsPage } } }, async (request) => {
    const { view, mine, limit, cursor } = request.query
    return reads.feed({ view, limit, cursor, heldBy: mine === 'true' ? operatorOf(callerOf(request)) : undefined })
  })

  app.get(`${root}/:id`, { config: reading, schema: { params: idParams, response: { 200: conversation } } }, async (request) => {
    return getConversation(reads, request.params.id)
  })

  app.get(
    `${root}/:id/messages`,
    { config: reading, schema: { params: idParams, querystring: messagesQuery, response: { 200: page(message) } } },
    async (request) => {
      const { id } = request.params
      if (!(await reads.place(id))) throw unknown()
      return reads.messages(id, request.query)
    },
  )
}

function declarePost(app: App, { reads, operators }: ConversationNeeds): void {
  app.post(
    `${root}/:id/messages`,
    { config: writing, schema: { params: idParams, body: postMessage, response: { 201: message } } },
    async (request, reply) => {
      const id = request.params.id as ConversationId
      await checkVia(reads, id, request.body.via)
      const { messageId } = await operators.act(operatorOf(callerOf(request)), id, toUtterance(request.body))
      const written = messageId === null ? null : await reads.message(messageId)
      if (!written) throw new Error(`conversation ${id} was written to, and nothing was said`)
      return reply.code(201).send(written)
    },
  )
}

function declareActs(app: App, { reads, operators, joins, now }: ConversationNeeds): void {
  const acting = <Body extends z.ZodType>(body: Body) => ({
    config: writing,
    schema: { params: idParams, body, response: { 200: conversation } },
  })
  const act = async (request: FastifyRequest<{ Params: { id: number } }>, command: Command): Promise<ConversationDto> => {
    const { id } = request.params
    await operators.act(operatorOf(callerOf(request)), id as ConversationId, command)
    return getConversation(reads, id)
  }
  app.post(`${root}/:id/take`, acting(takeBody), (request) => act(request, { type: 'take' }))
  app.post(`${root}/:id/release`, acting(releaseBody), (request) => act(request, { type: 'release', to: request.body.to }))
  app.post(`${root}/:id/hand-over`, acting(handOverBody), (request) => {
    const { to, note } = request.body
    return act(request, { type: 'hand-over', to, note: textOrNull(note) })
  })
  app.post(`${root}/:id/snooze`, acting(snoozeBody), (request) => act(request, toSnooze(request.body)))
  app.post(`${root}/:id/finish`, acting(finishBody), (request) => {
    const { complaint, result, cause, note } = request.body
    return act(request, {
      type: 'finish',
      complaint: numberOf(complaint),
      result,
      cause: cleanLine(cause, 500),
      note: textOrNull(note),
    })
  })
  app.post(`${root}/:id/join`, acting(joinBody), async (request) => {
    const { id } = request.params
    const { staffId } = operatorOf(callerOf(request))
    const otherId = request.body.conversationId as ConversationId
    const isJoined = await joins.joinConversations({ conversationId: id as ConversationId, otherId, staffId, at: now() })
    if (!isJoined)
      throw new DeskError(
        'join_needless',
        409,
        'These two conversations have one person already, or one of them is not there.',
        'Read both again.',
      )
    return getConversation(reads, id)
  })
  app.post(
    `${root}/:id/joins/:messageId/undo`,
    { config: writing, schema: { params: messageParams, body: takeBody, response: { 200: conversation } } },
    async (request) => {
      const { id, messageId: joinId } = request.params
      if (!(await joins.undo({ joinId, at: now() })))
        throw new DeskError('join_unknown', 404, 'There is no such join, or it has been undone.', 'Read the conversation again.')
      return getConversation(reads, id)
    },
  )
  for (const type of ['resend', 'dictated'] as const)
    app.post(
      `${root}/:id/messages/:messageId/${type}`,
      { config: writing, schema: { params: messageParams, body: takeBody, response: { 201: message } } },
      async (request, reply) => {
        const { id, messageId } = request.params
        await operators.act(operatorOf(callerOf(request)), id as ConversationId, { type, messageId })
        return reply.code(201).send((await reads.message(messageId)) as MessageDto)
      },
    )
  app.post(`${root}/:id/register`, acting(suspicionBody), (request) => act(request, { type: 'register', ...request.body }))
  app.post(`${root}/:id/dismiss`, acting(suspicionBody), (request) => act(request, { type: 'dismiss', ...request.body }))
}

const unknown = () => new DeskError('conversation_unknown', 404, 'There is no such conversation.', 'Open the feed and choose one from it.')

async function getConversation(reads: ConversationNeeds['reads'], id: number): Promise<ConversationDto> {
  const found = await reads.conversation(id)
  if (!found) throw unknown()
  return found
}

/** Until a conversation can be answered by another address of its person, only its own channel will do. */
async function checkVia(reads: ConversationNeeds['reads'], id: number, via: string | undefined): Promise<void> {
  if (via === undefined) return
  const { channel } = await getConversation(reads, id)
  if (via === channel) return
  const message = `This conversation is held by ${channel}; it cannot be answered by ${cleanLine(via, 40)} yet.`
  throw new DeskError('via_unavailable', 422, message, `Leave via out, or send ${channel}.`)
}

function toUtterance({ kind, text = '', files = [], lastSeenMessageId, complaint }: PostMessage): Command {
  const said = { text: cleanText(text), fileIds: [...new Set(files)], complaint: numberOf(complaint) }
  return kind === 'note' ? { type: 'note', ...said } : { type: 'reply', ...said, lastSeenMessageId: lastSeenMessageId ?? null }
}

function toSnooze(body: SnoozeBody): Command {
  const until = 'until' in body ? new Date(body.until).toISOString() : null
  const reason = body.reason === undefined ? '' : cleanLine(body.reason, 500)
  return { type: 'snooze', until, untilReply: until === null, reason: reason === '' ? null : reason }
}

const textOrNull = (text: string | undefined): string | null => (text === undefined ? null : cleanText(text))

/** A number as people write it, or what they wrote, which then belongs to nothing. */
const numberOf = (given: string | undefined): string | null =>
  given === undefined ? null : (normaliseNumber(given) ?? cleanLine(given, 40))
