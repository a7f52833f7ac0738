import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDesk, type TestDesk } from './support/desk.js'
import { codeOf } from './support/every-route.js'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

describe('/readyz', () => {
  it.each([
    ['everything works', { status: 'ok', parts: { ledger: 'ok', queue: 'ok' } }, 200],
    ['Redis is away', { status: 'degraded', parts: { ledger: 'ok', queue: 'away' } }, 200],
    ['the ledger is away', { status: 'down', parts: { ledger: 'away' } }, 503],
  ] as const)('says so when %s', async (_when, readiness, status) => {
    desk.state.readiness = readiness
    const answer = await desk.app.inject('/readyz')
    expect([answer.statusCode, answer.json()]).toEqual([status, readiness])
    expect(answer.headers['retry-after']).toBe(status === 503 ? '2' : undefined)
    expect((await desk.app.inject('/healthz')).statusCode).toBe(200)
  })

  it('is down when nobody can tell', async () => {
    desk.state.readiness = new Error('pool is gone')
    const answer = await desk.app.inject('/readyz')
    expect([answer.statusCode, answer.json()]).toEqual([503, { status: 'down', parts: {} }])
  })
})

describe('/metrics', () => {
  const ask = (remoteAddress: string, headers: Record<string, string> = {}) => desk.app.inject({ url: '/metrics', remoteAddress, headers })

  it('counts requests by route for a collector on this machine', async () => {
    await desk.app.inject('/api/v1/set-up?token=secret')
    for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      const answer = await ask(peer)
      expect(answer.statusCode).toBe(200)
      expect(answer.body).toContain('otklik_http_request_seconds_count{method="GET",route="/api/v1/set-up",status="200"}')
      expect(answer.body).not.toContain('secret')
    }
  })

  it('is not for others, nor for whoever comes through a proxy on this machine', async () => {
    expect((await ask('198.51.100.7')).statusCode).toBe(401)
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
      expect((await ask('127.0.0.1', { [name]: '198.51.100.7' })).statusCode).toBe(401)
    }
  })

  it('is for a token that may', async () => {
    const tokenFor = async (role: string) => `Bearer ${(await desk.staff.tokens.create({ name: role, role })).token}`
    expect((await ask('198.51.100.7', { authorization: await tokenFor('manager') })).statusCode).toBe(200)
    const refused = await ask('198.51.100.7', { authorization: await tokenFor('operator') })
    expect([refused.statusCode, codeOf(refused.body)]).toEqual([403, 'not_allowed'])
  })
})

describe('/api/v1/openapi.json', () => {
  it('is open and tells of every route of the API, its needs and its schemas', async () => {
    const answer = await desk.app.inject('/api/v1/openapi.json')
    const { openapi, paths } = answer.json()
    expect(openapi).toBe('3.1.0')
    const declared = desk.declared.filter(
      ({ url, method }) => url.startsWith('/api/v1/') && method !== 'HEAD' && !url.endsWith('openapi.json'),
    )
    const told = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(told.sort()).toEqual(declared.map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`).sort())
    expect(paths['/api/v1/staff'].post).toMatchObject({
      description: 'Needs the right staff.write.',
      security: [{ token: [] }, { staff: [] }],
    })
    expect(paths['/api/v1/staff'].post.requestBody.content['application/json'].schema.required).toEqual([
      'name',
      'email',
      'role',
      'password',
    ])
    expect(paths['/api/v1/sign-in'].post.security).toBeUndefined()
  })
})
