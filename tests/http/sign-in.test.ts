import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { callerOf, type RouteModule } from '../../src/http/app.js'
import type { Staff } from '../../src/staff/open-staff.js'
import { openStaff } from '../../src/staff/open-staff.js'
import { byCookie, cookieOf, firstAdmin, fromOwnPage, openTestDesk, password, type TestDesk } from './support/desk.js'
import { codeOf } from './support/every-route.js'

let desk: TestDesk
let clockMs = 0
let live: Pick<Staff['signIn'], 'onSessionClosed'>

/** A socket that ends with its sign-in, as the live feed does it. */
const sockets: RouteModule = (app) => {
  app.get('/api/v1/probe/live', { config: { right: 'conversations.read' }, websocket: true }, (socket, request) => {
    const caller = callerOf(request)
    if (caller.kind === 'staff') live.onSessionClosed(caller.sessionId, () => socket.close(4401))
    socket.send('hello')
  })
}

beforeAll(async () => {
  desk = await openTestDesk({ more: [sockets], nowMs: () => clockMs })
  live = desk.staff.signIn
  await desk.setUp()
})
afterAll(() => desk.close())
beforeEach(() => {
  clockMs += 3_600_000
})

const meBy = async (cookie: string) => (await desk.app.inject({ url: '/api/v1/me', headers: { cookie } })).statusCode

const post = (path: string, cookie: string, payload: object = {}) =>
  desk.app.inject({ method: 'POST', url: `/api/v1/${path}`, headers: byCookie(cookie), payload })

let hired = 0
const hire = (role: 'operator' | 'manager' | 'admin' = 'operator') => desk.hire(role, `colleague-${++hired}@example.org`)
const emailOf = () => `colleague-${hired}@example.org`

describe('signing in', () => {
  it('answers who one is and keeps the session out of the answer', async () => {
    const answer = await desk.signIn(firstAdmin.email, firstAdmin.password)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toMatchObject({
      staff: { name: firstAdmin.name, role: 'admin' },
      brand: { name: 'Лавка', isDemo: false },
      hasDemo: true,
    })
    const { rows } = await desk.database.ledger.owner.query<{ token: string }>('select token from staff.sessions')
    expect(rows.length).toBeGreaterThan(0)
    for (const { token } of rows) expect(answer.body).not.toContain(token)
  })

  it('takes the e-mail in any case and the password in any Unicode form', async () => {
    const { email } = await desk.staff.book.invite({
      name: 'Иван Краткий',
      contact: null,
      email: 'Ivan.K@example.org',
      role: 'operator',
      password: 'йод ёлка чайник',
    })
    expect(email).toBe('ivan.k@example.org')
    const answer = await desk.signIn('IVAN.K@example.ORG', 'йод ёлка чайник'.normalize('NFD'))
    expect(answer.statusCode).toBe(200)
  })

  it('makes a new session each time, whatever cookie came along', async () => {
    const first = cookieOf(await desk.signIn(firstAdmin.email, firstAdmin.password))
    const answer = await desk.app.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      headers: byCookie(first),
      payload: { email: firstAdmin.email, password: firstAdmin.password },
    })
    expect(cookieOf(answer)).not.toBe(first)
  })

  it('sets a cookie that scripts, other sites and plain http cannot have', async () => {
    const plain = String((await desk.signIn(firstAdmin.email, firstAdmin.password)).headers['set-cookie'])
    expect(plain).toMatch(/^otklik=.*; Path=\/; HttpOnly; SameSite=Strict$/)
    const secure = await openTestDesk({ publicUrl: 'https://desk.example.org' })
    await secure.staff.setUp.completeFromSettings(firstAdmin)
    const payload = { email: firstAdmin.email, password: firstAdmin.password }
    const answer = await secure.app.inject({ method: 'POST', url: '/api/v1/sign-in', payload })
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-otklik=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(String(answer.headers['set-cookie'])).not.toContain('Domain')
    expect(answer.headers['strict-transport-security']).toContain('max-age=')
    expect((await secure.app.inject({ url: '/api/v1/me', headers: { cookie: cookieOf(answer) } })).statusCode).toBe(200)
    await secure.close()
  })

  it('is refused from a page of another site, so that nobody is signed in as somebody else', async () => {
    const payload = { email: firstAdmin.email, password: firstAdmin.password }
    const answer = await desk.app.inject({ method: 'POST', url: '/api/v1/sign-in', headers: { origin: 'https://evil.example' }, payload })
    expect([answer.statusCode, codeOf(answer.body)]).toEqual([403, 'foreign_page'])
  })

  it.each([
    ['objects', { email: { $ne: null }, password: { $ne: null } }],
    ['a list', { email: ['vera@example.org'], password: 'x' }],
    ['SQL', { email: `' or 1=1 --`, password: 'x' }],
    ['a further field', { email: 'vera@example.org', password: 'x', role: 'admin' }],
    ['nothing', {}],
  ])('with %s where a text belongs is refused by field', async (_what, payload) => {
    const answer = await desk.app.inject({ method: 'POST', url: '/api/v1/sign-in', headers: fromOwnPage, payload })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().error.fields[0].name).toMatch(/email|password|role/)
  })

  it('is not for people of the demonstration, who have no address', async () => {
    const { rows } = await desk.database.ledger.owner.query('select from staff.sign_ins join staff_members using (id) where is_demo')
    expect(rows).toEqual([])
  })
})

describe('guessing passwords', () => {
  it('meets the same refusal for an account that exists and one that does not', async () => {
    const answers = [await desk.signIn(firstAdmin.email, 'wrong wrong'), await desk.signIn('nobody@example.org', 'wrong wrong')]
    const [known, unknown] = answers.map((answer) => ({ status: answer.statusCode, body: answer.body, cookies: answer.cookies }))
    expect(known).toEqual({ status: 401, body: unknown?.body, cookies: [] })
    expect(unknown).toMatchObject({ status: 401 })
  })

  it('costs the same work for both: a hash is computed either way', async () => {
    // CPU and not time on the clock, which tells about the neighbours of this machine. The process includes the threads that hash.
    const workOf = async (email: string) => {
      const before = process.cpuUsage()
      for (let run = 0; run < 3; run++) await desk.staff.signIn.open({ email, password: 'wrong wrong' })
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    await workOf('warm@example.org')
    const [known, unknown] = [await workOf(firstAdmin.email), await workOf('nobody@example.org')]
    expect(unknown).toBeGreaterThan(known * 0.5)
    expect(known).toBeGreaterThan(unknown * 0.5)
  })

  it('has to wait after eight, even when they come at once, and its owner elsewhere has not', async () => {
    await hire()
    const email = emailOf()
    const from = (remoteAddress: string, secret: string) =>
      desk.app.inject({ method: 'POST', url: '/api/v1/sign-in', headers: fromOwnPage, remoteAddress, payload: { email, password: secret } })
    const answers = await Promise.all(Array.from({ length: 15 }, () => from('203.0.113.5', 'wrong wrong')))
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(8)
    const refused = answers.filter(({ statusCode }) => statusCode === 429)
    expect(refused).toHaveLength(7)
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(500)
    expect((await from('203.0.113.5', password)).statusCode).toBe(429)
    expect((await from('203.0.113.6', password)).statusCode).toBe(200)
    clockMs += 11 * 60_000
    expect((await from('203.0.113.5', password)).statusCode).toBe(200)
  })

  it('is forgiven to whoever is right in the end', async () => {
    await hire()
    const statuses: number[] = []
    for (const secret of ['w', 'w', 'w', 'w', password, 'w', 'w', 'w', password]) {
      const payload = { email: emailOf(), password: secret }
      const answer = await desk.app.inject({ method: 'POST', url: '/api/v1/sign-in', remoteAddress: '203.0.113.60', payload })
      statuses.push(answer.statusCode)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 200, 401, 401, 401, 200])
  })

  it('is limited by address and minute, whatever is sent', async () => {
    const codes: (string | undefined)[] = []
    for (let index = 0; index < 33; index++) {
      const answer = await desk.app.inject({ method: 'POST', url: '/api/v1/sign-in', remoteAddress: '203.0.113.77', payload: {} })
      codes.push(codeOf(answer.body))
    }
    expect(codes).toEqual([...Array(30).fill('invalid_request'), ...Array(3).fill('too_many_requests')])
  })
})

describe('a sign-in that is used', () => {
  it('is prolonged, at most once a day', async () => {
    const { id, cookie } = await hire()
    const { owner } = desk.database.ledger
    const ask = () => desk.app.inject({ url: '/api/v1/me', headers: { cookie } })
    expect((await ask()).headers['set-cookie']).toBeUndefined()
    await owner.query(
      `update staff.sessions set updated_at = now() - interval '30 hours', expires_at = now() + interval '3 days' where staff_id = $1`,
      [id],
    )
    const prolonged = await ask()
    expect(prolonged.statusCode).toBe(200)
    expect(String(prolonged.headers['set-cookie'])).toMatch(/^otklik=.*; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/)
    const { rows } = await owner.query(`select expires_at > now() + interval '6 days' as is from staff.sessions where staff_id = $1`, [id])
    expect(rows).toEqual([{ is: true }])
    expect((await ask()).headers['set-cookie']).toBeUndefined()
  })
})

describe('a sign-in ends', () => {
  it.each([
    ['by signing out', async ({ cookie }: Colleague) => void (await post('sign-out', cookie))],
    [
      'by a new password',
      async ({ cookie }: Colleague) => void (await post('password', cookie, { current: password, next: 'новый пароль из слов' })),
    ],
    ['by closed access', async ({ id }: Colleague) => void (await desk.staff.book.change(id as never, { isDeactivated: true }))],
    ['by another role', async ({ id }: Colleague) => void (await desk.staff.book.change(id as never, { role: 'manager' }))],
  ])('%s: all its cookies are dead and its sockets close, in this process and another', async (_how, end) => {
    const colleague = await hire()
    const second = cookieOf(await desk.signIn(emailOf(), password))
    const socket = await openSocket(second)
    const elsewhere = otherProcess()
    const [{ id: sessionId } = { id: '' }] = (
      await desk.database.ledger.owner.query<{ id: string }>('select max(id)::text as id from staff.sessions where staff_id = $1', [
        colleague.id,
      ])
    ).rows
    const heard = new Promise<void>((resolve) => void elsewhere.signIn.onSessionClosed(sessionId, resolve))
    const startedAt = performance.now()
    const [[code]] = await Promise.all([once(socket, 'close'), heard, end(colleague)])
    expect(code).toBe(4401)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect([await meBy(colleague.cookie), await meBy(second)]).toEqual([401, 401])
    elsewhere.close()
  })

  it('by age', async () => {
    const { id, cookie } = await hire()
    await desk.database.ledger.owner.query(`update staff.sessions set expires_at = now() - interval '1 s' where staff_id = $1`, [id])
    expect(await meBy(cookie)).toBe(401)
  })

  it('and leaves no cookie behind when one signs out', async () => {
    const { cookie } = await hire()
    const answer = await post('sign-out', cookie)
    expect(answer.statusCode).toBe(204)
    expect(String(answer.headers['set-cookie'])).toMatch(/^otklik=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/)
  })
})

type Colleague = { readonly id: number; readonly cookie: string }

describe('a new password', () => {
  it('needs the current one', async () => {
    const { cookie } = await hire()
    const answer = await post('password', cookie, { current: 'not this one', next: 'новый пароль из слов' })
    expect([answer.statusCode, codeOf(answer.body)]).toEqual([403, 'wrong_password'])
    expect(await meBy(cookie)).toBe(200)
    expect((await desk.signIn(emailOf(), password)).statusCode).toBe(200)
  })

  it('keeps this browser signed in, by another session, and the old password is dead', async () => {
    const { cookie } = await hire()
    const answer = await post('password', cookie, { current: password, next: 'новый пароль из слов' })
    expect(answer.statusCode).toBe(204)
    expect(await meBy(cookieOf(answer))).toBe(200)
    expect(await meBy(cookie)).toBe(401)
    expect((await desk.signIn(emailOf(), password)).statusCode).toBe(401)
    expect((await desk.signIn(emailOf(), 'новый пароль из слов')).statusCode).toBe(200)
  })

  it('is refused when it is weak, with what to do instead', async () => {
    const { cookie } = await hire()
    const answer = await post('password', cookie, { current: password, next: 'qwertyuiop' })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().error).toMatchObject({ code: 'weak_password', fix: expect.stringContaining('words') })
  })

  it('cannot be found by guessing the current one', async () => {
    const { cookie } = await hire()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post('password', cookie, { current: 'guess', next: 'новый пароль из слов' })),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(2)
  })
})

const otherProcess = () =>
  openStaff({
    pool: desk.database.ledger.pool,
    secretKey: 'k'.repeat(32),
    publicUrl: 'http://127.0.0.1:8080',
    endConversations: async () => undefined,
  })

async function openSocket(cookie: string): Promise<WebSocket> {
  if (!desk.app.server.listening) await desk.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = desk.app.server.address() as AddressInfo
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/probe/live`, { headers: byCookie(cookie) })
  await once(socket, 'message')
  return socket
}
