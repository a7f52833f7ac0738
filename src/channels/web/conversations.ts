import { ActivityTypes } from '@microsoft/agents-activity'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { cleanLine } from '../../core/clean-text.js'
import { type Caller, findCaller, findCallerIn, getOpen } from './caller.js'
import { parseContext, parseLanguage } from './context.js'
import { type Holder, issueFileUrl, issueStreamUrl, issueToken, newConversation, newUser } from './passes.js'
import { post, throttle } from './post.js'
import { toRecord } from './posted-activity.js'
import { refuse } from './refuse.js'
import { type Reader, toActivity } from './to-activity.js'
import { readWatermark } from './watermark.js'
import { root, type Web } from './web.js'

const pageLimit = 200

/** Direct Line 3.0: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference */
export function declareConversations(scope: FastifyInstance, web: Web): void {
  declareTokens(scope, web)
  declareStarts(scope, web)
  declareActivities(scope, web)
}

function declareTokens(scope: FastifyInstance, web: Web): void {
  scope.post(`${root}/tokens/generate`, async (request) => {
    const caller = await findCaller(web, request)
    if (!caller.isServer) throw refuse.secretOnly()
    return issueToken(web, newHolder(caller, request.body))
  })

  scope.post(`${root}/tokens/refresh`, async (request) => {
    const caller = await findCaller(web, request)
    if (caller.isServer) throw refuse.tokenOnly()
    return issueToken(web, caller)
  })
}

function declareStarts(scope: FastifyInstance, web: Web): void {
  scope.post(`${root}/conversations`, async (request, reply) => {
    const caller = await findCaller(web, request)
    const holder = caller.isServer ? newHolder(caller, request.body) : caller
    await start(web, holder, request.body)
    return reply.code(201).send({ ...issueToken(web, holder), streamUrl: issueStreamUrl(web, readerOf(caller, holder), 0) })
  })

  scope.get(`${root}/conversations/:conversation`, async (request) => {
    const { conversation } = conversationParams.parse(request.params)
    const caller = await findCallerIn(web, request, conversation)
    const { lastSeq } = await getOpen(web, caller.accountId, conversation)
    const after = readWatermark(toRecord(request.query).watermark, lastSeq)
    const { accountId } = caller
    const holder = caller.isServer ? { accountId, conversation, user: newUser(), name: null } : caller
    return { ...issueToken(web, holder), streamUrl: issueStreamUrl(web, readerOf(caller, holder), after) }
  })
}

function declareActivities(scope: FastifyInstance, web: Web): void {
  scope.get(`${root}/conversations/:conversation/activities`, async (request) => {
    const { conversation } = conversationParams.parse(request.params)
    const caller = await findCallerIn(web, request, conversation)
    const { lastSeq } = await getOpen(web, caller.accountId, conversation)
    const after = readWatermark(toRecord(request.query).watermark, lastSeq)
    const messages = await web.port.since(caller.accountId, conversation, after, pageLimit)
    const reader = openReader(web, { ...caller, conversation, user: caller.isServer ? null : caller.user })
    return { activities: messages.map((message) => toActivity(message, reader)), watermark: String(messages.at(-1)?.seq ?? after) }
  })

  scope.post(`${root}/conversations/:conversation/activities`, async (request) => {
    const { conversation } = conversationParams.parse(request.params)
    const caller = await findCallerIn(web, request, conversation)
    throttle(toRecord(request.body).type === ActivityTypes.Typing ? web.typing : web.messages, caller, conversation)
    return post(web, { caller, conversation, activity: request.body, files: [] })
  })
}

export const conversationParams = z.object({ conversation: z.string() })

export const openReader = (
  web: Web,
  { accountId, conversation, user }: Omit<Holder, 'name' | 'user'> & { readonly user: string | null },
): Reader => ({
  conversation,
  user,
  fileUrl: (file) => issueFileUrl(web, accountId, conversation, file),
})

/** A server reads as nobody: the echo of what it posted for others keeps their ids. */
const readerOf = (caller: Caller, holder: Holder) => ({ ...holder, user: caller.isServer ? null : holder.user })

function newHolder({ accountId }: Caller, body: unknown): Holder {
  const { id, name } = toRecord(toRecord(body).user)
  return {
    accountId,
    conversation: newConversation(),
    user: (typeof id === 'string' && cleanLine(id, 200)) || newUser(),
    name: (typeof name === 'string' && cleanLine(name, 100)) || null,
  }
}

async function start(web: Web, { accountId, conversation, user, name }: Holder, body: FastifyRequest['body']): Promise<void> {
  const { locale, channelData } = toRecord(body)
  const language = parseLanguage(toRecord(channelData).language, locale)
  await web.port.open({ accountId, conversation, sender: { externalId: user, name }, language, context: parseContext(channelData) })
  await getOpen(web, accountId, conversation)
}
