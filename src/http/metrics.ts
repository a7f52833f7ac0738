import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { App } from './app.js'

/** The process's own figures; other rooms add theirs to the same registry. */
export function openRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'otklik_' })
  return registry
}

/** One line in the log and one observation for each request: the route's pattern, never its address, which may hold a secret. */
export function measureRequests(app: App, registry: Registry): void {
  const seconds = new Histogram({
    name: 'otklik_http_request_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const { statusCode: status, elapsedTime: ms } = reply
    seconds.observe({ method: request.method, route, status }, ms / 1000)
    request.log.debug({ method: request.method, route, status, ms: Math.round(ms) }, 'Answered')
  })
}
