import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from './app.js'

/** The process's own figures; other rooms add theirs to the same registry. */
export function openRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'otklik_' })
  return registry
}

/** A figure of the ledger at this moment. */
export type Figure = { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number }

const figures = {
  complaints_unacknowledged: { help: 'Complaints whose acknowledgement has not been sent yet', labels: [] },
  complaints_unreached: { help: 'Complaints whose acknowledgement could not be delivered by any way known', labels: [] },
  complaints_withheld: { help: 'Complaints by letter that wait to be named in the next answer', labels: [] },
  acknowledgement_seconds: {
    help: 'From registering to the acknowledgement sent, of the newest thousand complaints',
    labels: ['quantile'],
  },
  inbox_unhandled: { help: 'Accepted payloads that are not handled yet', labels: [] },
  outbox_oldest_seconds: { help: 'Age of the oldest message that could leave now', labels: [] },
  outbox_waiting: { help: 'Platform calls that wait or are under way', labels: ['channel', 'state'] },
  account_ok: { help: '1 while an account works, 0 when it fails or is broken', labels: ['channel', 'account'] },
} as const

/** Reads the ledger's figures when somebody asks for them. What `read` gives that is not named here is a bug. */
export function measureLedger(registry: Registry, read: () => Promise<readonly Figure[]>): void {
  let reading: Promise<readonly Figure[]> | null = null
  for (const [name, { help, labels }] of Object.entries(figures)) {
    new Gauge({
      name: `otklik_${name}`,
      help,
      labelNames: [...labels],
      registers: [registry],
      async collect() {
        // All are asked in one go: one look into the ledger answers them.
        reading ??= read().finally(() => {
          reading = null
        })
        const found = await reading
        this.reset()
        for (const figure of found) if (figure.name === name) this.set(figure.labels, figure.value)
      },
    })
  }
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
