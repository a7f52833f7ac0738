import type { FastifyReply, FastifyRequest } from 'fastify'
import { readStatusToken } from '../../core/complaints/status-token.js'
import type { Language } from '../../core/model/reading.js'
import type { StatusPage } from '../../core/reads.js'
import type { ApiReads } from '../api-reads.js'
import { noteError, notFound } from '../errors.js'
import { type PlainPage, renderPlainPage } from './plain-page.js'

/** Looked at by whoever holds the link and by nobody else: not kept, not found, not told to other sites. */
export const sendPage = (reply: FastifyReply, page: string): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow', 'referrer-policy': 'no-referrer' })
    .send(page)

/** The complaint a link opens. @throws DeskError 404 for every link that opens nothing, after the same work */
export async function openLink(reads: Pick<ApiReads, 'statusPage'>, secretKey: string, token: string): Promise<StatusPage> {
  const id = readStatusToken(secretKey, token)
  const page = id === null ? null : await reads.statusPage(id)
  if (!page) throw notFound('this link')
  return page
}

const plainPages: Readonly<Record<number, PlainPage>> = { 400: 'unknown', 404: 'unknown', 429: 'often', 503: 'away' }

/** What goes wrong here is told on a page, in the reader's language. */
export const sendProblems =
  (languageOf: (request: FastifyRequest) => Language) =>
  (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    const { status } = noteError(error, request, reply)
    sendPage(reply.code(status), renderPlainPage(plainPages[status] ?? 'broken', languageOf(request)))
  }
