import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import { starterRoles } from '../../../src/core/model/rights.js'
import type { RouteModule } from '../../../src/http/app.js'
import { openRegistry } from '../../../src/http/metrics.js'
import { authRoutes } from '../../../src/http/routes/auth.js'
import { chatRoutes } from '../../../src/http/routes/chat.js'
import { metaRoutes, type Readiness } from '../../../src/http/routes/meta.js'
import { pageRoutes } from '../../../src/http/routes/pages.js'
import { setUpRoutes } from '../../../src/http/routes/set-up.js'
import { staffRoutes } from '../../../src/http/routes/staff.js'
import { ownOrigins } from '../../../src/http/security.js'
import { buildServer, type Server, type ServerOptions } from '../../../src/http/server.js'
import { SignInLimits } from '../../../src/http/sign-in-limits.js'
import { openStaff, type Staff } from '../../../src/staff/open-staff.js'
import { loadStarter } from '../../../src/storage/starter.js'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'

export const publicUrl = 'http://127.0.0.1:8080'
/** What a browser adds to a request of our own page. */
export const fromOwnPage = { origin: publicUrl, 'sec-fetch-site': 'same-origin' }

export const firstAdmin = {
  name: 'Вера Первая',
  contact: '+7 900 000-00-01',
  email: 'vera@example.org',
  password: 'лодка пуговица кедр',
  brand: 'Лавка',
  language: 'ru' as const,
  timeZone: 'Asia/Yekaterinburg',
}

export type TestDesk = Server & {
  readonly database: TestDatabase
  readonly staff: Staff
  /** Conversations that the demonstration's end asked the core to end. */
  readonly ended: number[]
  readonly log: string[]
  readonly state: { readiness: Readiness | Error }
  /** Makes the real brand and its admin; the answer is the cookie of its session. */
  setUp(): Promise<string>
  /** A colleague with this role, signed in. */
  hire(role: 'operator' | 'manager' | 'admin', email: string): Promise<{ readonly id: number; readonly cookie: string }>
  signIn(email: string, password: string): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

export type TestDeskWish = Partial<Pick<ServerOptions, 'publicUrl' | 'trustProxy' | 'served'>> & {
  readonly more?: readonly RouteModule[]
  readonly nowMs?: () => number
}

export const password = 'лодка пуговица кедр'

/** A server with real sign-in on a database of its own, filled with the starter set and not set up. */
export async function openTestDesk(wish: TestDeskWish = {}): Promise<TestDesk> {
  const database = await openTestDatabase()
  await fillStarter(database)
  const url = wish.publicUrl ?? publicUrl
  const ended: number[] = []
  const endConversations = async (ids: readonly number[]) => void ended.push(...ids)
  const staff = openStaff({ pool: database.ledger.pool, secretKey: 'k'.repeat(32), publicUrl: url, endConversations })
  const log: string[] = []
  const state: TestDesk['state'] = { readiness: { status: 'ok', parts: { ledger: 'ok' } } }
  const webRoot = await makeWebRoot()
  const registry = openRegistry()
  const origins = ownOrigins(url)
  const close = async () => {
    staff.close()
    await database.close()
    await rm(webRoot, { recursive: true, force: true })
  }
  const building = buildServer({
    ...wish,
    publicUrl: url,
    log: pino({ level: 'debug' }, { write: (line) => void log.push(line) }),
    signIn: staff.signIn,
    tokens: staff.tokens,
    knownWrites: staff.knownWrites,
    registry,
    routes: [
      authRoutes({ ...staff, origins, limits: new SignInLimits(wish.nowMs) }),
      staffRoutes(staff),
      setUpRoutes({ ...staff, origins }),
      metaRoutes({ ...staff, registry, readiness: () => answer(state.readiness) }),
      chatRoutes({ ...staff, publicUrl: url }),
      pageRoutes({ webRoot }),
      ...(wish.more ?? []),
    ],
  })
  const server = await building.catch(async (error: unknown) => {
    await close()
    throw error
  })
  let addresses = 0
  /** From another address each time: how many sign-ins an address may try a minute is another test's matter. */
  const signIn = (email: string, secret: string) => {
    const remoteAddress = `10.0.${Math.floor(++addresses / 250)}.${addresses % 250}`
    return server.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      headers: fromOwnPage,
      remoteAddress,
      payload: { email, password: secret },
    })
  }
  return {
    ...server,
    database,
    staff,
    ended,
    log,
    state,
    signIn,
    async setUp() {
      await staff.setUp.completeFromSettings(firstAdmin)
      return cookieOf(await signIn(firstAdmin.email, firstAdmin.password))
    },
    async hire(role, email) {
      const { id } = await staff.book.invite({ name: `Коллега ${email}`, contact: null, email, role, password })
      return { id, cookie: cookieOf(await signIn(email, password)) }
    },
    close: () => server.app.close().then(close),
  }
}

export async function fillStarter({ ledger }: TestDatabase): Promise<void> {
  const categories = [
    { key: 'other', name: { ru: 'Другое', en: 'Other', zh: '其他' } },
    { key: 'delivery', name: { ru: 'Доставка', en: 'Delivery', zh: '配送' } },
    { key: 'delivery.late', name: { ru: 'Опоздание', en: 'Late', zh: '延误' } },
  ]
  const now = '2026-03-02T08:00:00.000Z'
  await loadStarter(ledger.owner, { categories, roles: starterRoles, language: 'ru', timeZone: 'Europe/Moscow', now })
}

/** `name=value` of the session's cookie, as a browser sends it back. */
export function cookieOf(answer: LightMyRequestResponse): string {
  const [cookie] = answer.cookies
  if (!cookie) throw new Error(`no cookie in ${answer.statusCode} ${answer.body}`)
  return `${cookie.name}=${encodeURIComponent(cookie.value)}`
}

export const byCookie = (cookie: string) => ({ cookie, ...fromOwnPage })

async function answer(readiness: Readiness | Error): Promise<Readiness> {
  if (readiness instanceof Error) throw readiness
  return readiness
}

const webFiles = {
  'console/index.html': '<!doctype html><title>console</title>',
  'console/console/app-1a2b3c4d.js': 'console',
  'console/favicon.svg': '<svg/>',
  'widget/widget.js': 'loader',
  'widget/panel.js': 'panel',
}

async function makeWebRoot(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'otklik-web-'))
  for (const [path, content] of Object.entries(webFiles)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
  }
  return root
}
