import { join } from 'node:path'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { ApiTokens, KnownWrites, SetUp, SignIn, StaffBook } from '../core/staff-port.js'
import type { App, RouteModule } from './app.js'
import { type Figure, measureLedger, openRegistry } from './metrics.js'
import { authRoutes } from './routes/auth.js'
import { chatRoutes } from './routes/chat.js'
import { metaRoutes, type Readiness } from './routes/meta.js'
import { pageRoutes } from './routes/pages.js'
import { setUpRoutes } from './routes/set-up.js'
import { staffRoutes } from './routes/staff.js'
import { ownOrigins } from './security.js'
import { buildServer } from './server.js'

export type HttpNeeds = {
  readonly publicUrl: string
  readonly host: string
  readonly port: number
  readonly trustProxy: boolean
  readonly log: FastifyBaseLogger
  readonly webRoot: string | undefined
  readonly staff: {
    readonly signIn: SignIn
    readonly tokens: ApiTokens
    readonly book: StaffBook
    readonly setUp: SetUp
    readonly knownWrites: KnownWrites
  }
  /** Routes of the desk's own work: conversations, complaints, files, live feed, status page. */
  readonly routes: readonly RouteModule[]
  readonly served: readonly ((mount: FastifyInstance) => void)[]
  readonly readiness: () => Promise<Readiness>
  /** What the ledger shows of promises kept and not. */
  readonly figures: () => Promise<readonly Figure[]>
}

export interface Http {
  readonly app: App
  listen(): Promise<void>
  close(): Promise<void>
}

/** All doors for browsers and programs, behind one guard. */
export async function buildHttp(needs: HttpNeeds): Promise<Http> {
  const { publicUrl, staff } = needs
  const { signIn, tokens, book, setUp, knownWrites } = staff
  const origins = ownOrigins(publicUrl)
  const registry = openRegistry()
  measureLedger(registry, needs.figures)
  const { app } = await buildServer({
    publicUrl,
    trustProxy: needs.trustProxy,
    log: needs.log,
    signIn,
    tokens,
    knownWrites,
    registry,
    routes: [
      metaRoutes({ registry, readiness: needs.readiness }),
      authRoutes({ signIn, book, setUp, origins }),
      setUpRoutes({ setUp, book, signIn, origins }),
      staffRoutes({ book, setUp }),
      chatRoutes({ setUp, publicUrl }),
      ...needs.routes,
      pageRoutes({ webRoot: needs.webRoot ?? join(import.meta.dirname, '..', 'web') }),
    ],
    served: needs.served,
  })
  return {
    app,
    listen: async () => void (await app.listen({ host: needs.host, port: needs.port })),
    close: () => app.close(),
  }
}
