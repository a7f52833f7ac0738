import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { z } from 'zod'
import { type Caller, type Right, starterRoles } from '../../src/core/model/rights.js'
import { callerOf, type RouteModule } from '../../src/http/app.js'
import { byCookie, fromOwnPage, openTestDesk, publicUrl, type TestDesk } from './support/desk.js'
import { codeOf, tryRoute } from './support/every-route.js'

const seen: { ip: string; caller: Caller | null }[] = []

const probes: RouteModule = (app) => {
  app.get('/api/v1/probe', { config: { right: 'conversations.read' } }, async (request) => {
    seen.push({ ip: request.ip, caller: callerOf(request) })
    return { ok: true }
  })
  app.post('/api/v1/probe', { config: { right: 'conversations.write' }, schema: { body: z.unknown() } }, async () => ({ ok: true }))
  app.get('/api/v1/probe/live', { config: { right: 'conversations.read' }, websocket: true }, (socket) => socket.send('hello'))
}

let desk: TestDesk
let admin: string
let operator: string
const tokens = { operator: '', reader: '' }

beforeAll(async () => {
  desk = await openTestDesk({ more: [probes], served: [(mount) => void mount.get('/v3/anything', async () => ({ ok: true }))] })
  admin = await desk.setUp()
  operator = (await desk.hire('operator', 'oleg@example.org')).cookie
  await desk.database.ledger.owner.query(
    `insert into roles (key, rights) values ('reader', '{conversations.read,complaints.read,no.such.right}')`,
  )
  tokens.operator = (await desk.staff.tokens.create({ name: 'shop', role: 'operator' })).token
  tokens.reader = (await desk.staff.tokens.create({ name: 'report', role: 'reader' })).token
})
afterAll(() => desk.close())

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('who may call what', () => {
  it('is what every route declares, for every role, by cookie and by token', async () => {
    const manager = (await desk.hire('manager', 'maria@example.org')).cookie
    const callers: { headers: Record<string, string>; rights: readonly Right[] | null }[] = [
      { headers: {}, rights: null },
      { headers: byCookie(operator), rights: starterRoles.operator },
      { headers: byCookie(manager), rights: starterRoles.manager },
      { headers: byCookie(admin), rights: starterRoles.admin },
      { headers: bearer(tokens.operator), rights: starterRoles.operator },
      { headers: bearer(tokens.reader), rights: ['conversations.read', 'complaints.read'] },
    ]
    const routes = desk.declared.filter(({ method, url }) => method !== 'HEAD' && !url.endsWith('/live'))
    const expected: string[] = []
    const actual: string[] = []
    for (const route of routes) {
      for (const [index, { headers, rights }] of callers.entries()) {
        const name = `${route.method} ${route.url} caller ${index}`
        actual.push(`${name}: ${await tryRoute(desk.app, route, headers)}`)
        expected.push(`${name}: ${expectation(route.right, rights)}`)
      }
    }
    expect(actual).toEqual(expected)
    expect(new Set(routes.map(({ right }) => right)).size).toBeGreaterThan(5)
  })

  it('must be declared, or the server is not built', async () => {
    const forgetful: RouteModule = (app) => void app.get('/api/v1/secret', async () => 'x')
    await expect(openTestDesk({ more: [forgetful] })).rejects.toThrow('GET /api/v1/secret does not say who may call it')
  })

  it('is left to channels that check their callers themselves', async () => {
    expect((await desk.app.inject('/v3/anything')).statusCode).toBe(200)
    expect(desk.declared).toContainEqual({ method: 'GET', url: '/v3/anything', right: 'open' })
  })

  it('tells whoever may not what it needs and whom to ask', async () => {
    const { statusCode, body } = await desk.app.inject({ method: 'DELETE', url: '/api/v1/demo', headers: byCookie(operator) })
    expect(statusCode).toBe(403)
    expect(JSON.parse(body).error).toMatchObject({ code: 'not_allowed', right: 'desk.write', fix: expect.stringContaining('admin') })
  })
})

const expectation = (right: Right | 'open' | 'signed-in', rights: readonly Right[] | null) => {
  if (right === 'open') return 'let in'
  if (rights === null) return 'signed out'
  return right === 'signed-in' || rights.includes(right) ? 'let in' : 'not allowed'
}

describe('a caller', () => {
  it('by a token acts under the token’s name', async () => {
    seen.length = 0
    await desk.app.inject({ url: '/api/v1/probe', headers: bearer(tokens.operator) })
    expect(seen[0]?.caller).toMatchObject({ kind: 'token', name: 'shop', role: 'operator' })
  })

  it('by a cookie is the person, with the rights of their role', async () => {
    seen.length = 0
    await desk.app.inject({ url: '/api/v1/probe', headers: { cookie: operator } })
    expect(seen[0]?.caller).toMatchObject({ kind: 'staff', name: 'Коллега oleg@example.org', rights: new Set(starterRoles.operator) })
  })

  it.each([
    ['a wrong token', 'Bearer otk_wrong'],
    ['a token of another make', 'Bearer abc'],
    ['another scheme', 'Basic YTpi'],
    ['a token beside a good cookie', 'Bearer otk_wrong'],
  ])('with %s is nobody', async (_what, authorization) => {
    const { statusCode, body } = await desk.app.inject({ url: '/api/v1/probe', headers: { authorization, cookie: operator } })
    expect([statusCode, codeOf(body)]).toEqual([401, 'bad_token'])
  })

  it.each(['otklik=', 'otklik=x', 'otklik=x.y; otklik=z', 'otklik=%', 'otklik=%00.%00', 'otklik=aaaaaaaa.bbbbbbbb'])(
    'with the cookie %s is nobody',
    async (cookie) => {
      const { statusCode } = await desk.app.inject({ url: '/api/v1/probe', headers: { cookie } })
      expect(statusCode).toBe(401)
    },
  )

  it('with a cookie signed by another key is nobody', async () => {
    const { rows } = await desk.database.ledger.owner.query<{ token: string }>('select token from staff.sessions limit 1')
    const forged = `otklik=${rows[0]?.token}.${encodeURIComponent(Buffer.alloc(32).toString('base64'))}`
    expect((await desk.app.inject({ url: '/api/v1/probe', headers: { cookie: forged } })).statusCode).toBe(401)
  })

  it('cannot choose an address or a name by headers', async () => {
    seen.length = 0
    const headers = {
      cookie: operator,
      'x-forwarded-for': '203.0.113.9',
      'x-remote-user': 'admin',
      'x-forwarded-user': 'admin',
      host: 'evil.example',
    }
    await desk.app.inject({ url: '/api/v1/probe', headers, remoteAddress: '198.51.100.7' })
    expect(seen[0]).toMatchObject({ ip: '198.51.100.7', caller: { name: 'Коллега oleg@example.org' } })
  })
})

describe('behind a proxy that is trusted', () => {
  it.each([
    ['is the last one that the proxy saw', '10.0.0.2', '6.6.6.6, 203.0.113.9', '203.0.113.9'],
    ['is the last one before two proxies of ours', '127.0.0.1', '6.6.6.6, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['cannot be chosen by whoever comes past the proxy', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
  ])('an address %s', async (_what, remoteAddress, forwarded, expected) => {
    const other = await openTestDesk({ more: [probes], trustProxy: true })
    seen.length = 0
    const { token } = await other.staff.tokens.create({ name: 'shop', role: 'operator' })
    await other.app.inject({ url: '/api/v1/probe', headers: { ...bearer(token), 'x-forwarded-for': forwarded }, remoteAddress })
    expect(seen[0]?.ip).toBe(expected)
    await other.close()
  })
})

describe('a write by cookie', () => {
  const post = (headers: Record<string, string>, payload = '{}') =>
    desk.app.inject({
      method: 'POST',
      url: '/api/v1/probe',
      headers: { cookie: operator, 'content-type': 'application/json', ...headers },
      payload,
    })

  it.each([
    ['from our page', fromOwnPage],
    ['from our page in a browser without Sec-Fetch-Site', { origin: publicUrl }],
    ['from our page by another name of this machine', { origin: 'http://localhost:8080' }],
  ])('%s goes through', async (_what, headers) => {
    expect((await post(headers)).statusCode).toBe(200)
  })

  it.each([
    ['from another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['from a sister of our domain', { origin: 'https://blog.example.org', 'sec-fetch-site': 'same-site' }],
    ['from a page on another port', { origin: 'http://127.0.0.1:9999' }],
    ['from a sandboxed frame', { origin: 'null' }],
    ['without a word where it comes from', {}],
  ])('%s is refused', async (_what, headers) => {
    const { statusCode, body } = await post(headers as Record<string, string>)
    expect([statusCode, codeOf(body)]).toEqual([403, 'foreign_page'])
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'as a plain form (%s) is refused',
    async (type) => {
      expect((await post({ ...fromOwnPage, 'content-type': type })).statusCode).toBe(415)
    },
  )

  it('needs none of that by a token, which no page can make a browser send', async () => {
    const headers = { ...bearer(tokens.operator), origin: 'https://evil.example' }
    const answer = await desk.app.inject({ method: 'POST', url: '/api/v1/probe', headers, payload: {} })
    expect(answer.statusCode).toBe(200)
  })
})

describe('a websocket by cookie', () => {
  let port: number
  beforeAll(async () => {
    await desk.app.listen({ host: '127.0.0.1', port: 0 })
    port = (desk.app.server.address() as AddressInfo).port
  })
  const open = (headers: Record<string, string>) =>
    new WebSocket(`ws://127.0.0.1:${port}/api/v1/probe/live`, { headers: { cookie: operator, ...headers } })

  it('opens for our page', async () => {
    const socket = open({ origin: publicUrl })
    const [data] = await once(socket, 'message')
    expect(String(data)).toBe('hello')
    socket.close()
  })

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin', {}],
  ])('is refused for %s', async (_what, headers) => {
    const [error] = await once(open(headers as Record<string, string>), 'error')
    expect(String(error)).toContain('403')
  })
})
