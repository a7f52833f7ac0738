import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Arrival, RawRequest, RawResponse, Webhook } from '../core/channel.js'
import { notFound } from './errors.js'

export interface WebhookDoors {
  /** null when no such account is there, or not by webhook. */
  find(kind: string, account: string, path: string): Pick<Webhook, 'check'> | null
  /** Resolves when all are written down. */
  accept(arrivals: readonly Arrival[]): Promise<void>
}

/** A call of a platform may carry an album's worth of words, never files. */
const bodyLimitBytes = 1024 * 1024
type Place = { readonly kind: string; readonly account: string; readonly path: string }

/** `/channels/<kind>/<account>/<path>`: where platforms call us. The account's channel proves the caller; what it lets through is written down first. */
export const webhookRoutes =
  (doors: WebhookDoors) =>
  (app: FastifyInstance): void => {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (_request, body, done) => done(null, body))
    app.route<{ Params: Place }>({
      method: ['GET', 'POST'],
      url: '/channels/:kind/:account/:path',
      handler: async (request, reply) => {
        const { kind, account, path } = request.params
        const intake = doors.find(kind, account, path)
        if (!intake) throw notFound(request.url.split('?')[0] ?? '')
        const { answer, arrivals } = await intake.check(toRaw(request))
        try {
          await doors.accept(arrivals)
        } catch (reason) {
          request.log.error(
            { err: { name: reason instanceof Error ? reason.name : 'unknown' }, kind },
            'What a platform brought could not be written down',
          )
          return reply.header('retry-after', '5').code(503).send()
        }
        return answerWith(reply, answer)
      },
    })
  }

function toRaw(request: FastifyRequest): RawRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value])
  const query = Object.entries(request.query as Record<string, unknown>).map(([name, value]) => [name, String(value)])
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  return { method: request.method, headers: Object.fromEntries(headers), query: Object.fromEntries(query), body }
}

const answerWith = (reply: FastifyReply, { status, contentType, body }: RawResponse) => reply.code(status).type(contentType).send(body)
