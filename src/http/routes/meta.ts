import type { Registry } from 'prom-client'
import { z } from 'zod'
import type { RouteModule } from '../app.js'

/** `degraded`: everything asked of the desk still works, slower or with less; `down`: it cannot answer (ledger away, migrating, stopping). */
export type Readiness = {
  readonly status: 'ok' | 'degraded' | 'down'
  /** What it is about, by part, such as `{ ledger: 'ok', queue: 'away' }`. No addresses, no names. */
  readonly parts: Readonly<Record<string, string>>
}

export type MetaNeeds = {
  readonly registry: Registry
  /** Must answer within a second or two; throwing means `down`. */
  readonly readiness: () => Promise<Readiness>
}

const readiness = z.object({ status: z.enum(['ok', 'degraded', 'down']), parts: z.record(z.string(), z.string()) })

/** What machines ask: is it alive, may it get requests, how is it doing, what does it offer. */
export const metaRoutes =
  (needs: MetaNeeds): RouteModule =>
  (app) => {
    app.get('/healthz', { config: { right: 'open' }, schema: { response: { 200: z.object({ status: z.literal('ok') }) } } }, async () => ({
      status: 'ok' as const,
    }))

    app.get('/readyz', { config: { right: 'open' }, schema: { response: { 200: readiness, 503: readiness } } }, async (_request, reply) => {
      const state = await needs.readiness().catch((): Readiness => ({ status: 'down', parts: {} }))
      reply.header('cache-control', 'no-store')
      if (state.status === 'down') reply.header('retry-after', 2)
      return reply.code(state.status === 'down' ? 503 : 200).send({ status: state.status, parts: { ...state.parts } })
    })

    app.get('/metrics', { config: { right: 'metrics.read', isOpenToThisMachine: true } }, async (_request, reply) =>
      reply
        .type(needs.registry.contentType)
        .header('cache-control', 'no-store')
        .send(await needs.registry.metrics()),
    )

    app.get('/api/v1/openapi.json', { config: { right: 'open' }, schema: { hide: true } }, async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=60').send(app.swagger()),
    )
  }
