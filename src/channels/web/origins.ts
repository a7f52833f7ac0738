import type { FastifyInstance } from 'fastify'
import { refuse } from './refuse.js'
import type { WebSettings } from './settings.js'
import { root } from './web.js'

export type Origins = { has(origin: string | undefined): boolean }

/** The pages that may chat: WIDGET_ORIGINS and the desk's own. */
export function openOrigins({ publicUrl, origins }: WebSettings): Origins {
  const allowed = new Set([publicUrl, ...origins])
  return { has: (origin) => origin !== undefined && allowed.has(origin) }
}

/** CORS: without cookies, so a page needs no more than the right to read the answers. A foreign origin gets no such header. */
export function declareCors(scope: FastifyInstance, origins: Origins): void {
  scope.addHook('onRequest', async (request, reply) => {
    reply.header('Vary', 'Origin')
    if (!origins.has(request.headers.origin)) return
    reply.header('Access-Control-Allow-Origin', request.headers.origin)
    reply.header('Access-Control-Expose-Headers', 'Retry-After')
  })
  for (const path of [`${root}/*`, '/api/widget/token']) {
    scope.options(path, async (request, reply) => {
      if (!origins.has(request.headers.origin)) throw refuse.foreignOrigin()
      return reply
        .code(204)
        .header('Access-Control-Allow-Methods', 'GET, POST')
        .header('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-Requested-With, x-ms-bot-agent')
        .header('Access-Control-Max-Age', '600')
        .send()
    })
  }
}
