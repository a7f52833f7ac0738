import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startChat } from './chat.js'
import { openTestDesk, secret, shopOrigin, type TestDesk } from './desk.js'

let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk()
})
afterAll(() => desk.close())

const api = '/v3/directline'
const generate = (json: unknown = {}) => desk.call('POST', `${api}/tokens/generate`, { as: secret, json })
const widgetToken = (json: unknown, origin = shopOrigin) => desk.call('POST', '/api/widget/token', { headers: { Origin: origin }, json })
const decode = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function travel<T>(aheadMs: number, act: () => Promise<T>): Promise<T> {
  desk.clock.aheadMs = aheadMs
  try {
    return await act()
  } finally {
    desk.clock.aheadMs = 0
  }
}
const minutes = 60_000
const days = 1_440 * minutes

describe('a token', () => {
  test('is made for a server with the secret, bound to a new conversation and to its user', async () => {
    const { status, body } = await generate({ user: { id: 'dl_anna', name: 'Анна' } })
    expect(status).toBe(200)
    expect(body).toEqual({ conversationId: expect.stringMatching(/^[\w-]{24}$/), token: expect.any(String), expires_in: 1800 })
    expect(decode(body.token)).toMatchObject({ conv: body.conversationId, user: 'dl_anna', name: 'Анна' })
  })

  test('is made without a body too, for a user of the desk’s own making', async () => {
    const { body } = await desk.call('POST', `${api}/tokens/generate`, { as: secret })
    expect(decode(body.token).user).toMatch(/^dl_[\w-]{16}$/)
  })

  test.each([
    ['none at all', undefined],
    ['a wrong secret', 'directline-secreT'],
    ['an empty one', ''],
    ['a word', 'abc.def.ghi'],
  ])('is not made for %s', async (_what, as) => {
    const { status, body } = await desk.call('POST', `${api}/tokens/generate`, as === undefined ? {} : { as })
    expect(status).toBe(401)
    expect(body.error).toEqual({ code: 'unauthorized', message: expect.any(String), fix: expect.any(String) })
  })

  test('does not make another token', async () => {
    const { token } = await startChat(desk)
    expect(await desk.call('POST', `${api}/tokens/generate`, { as: token })).toMatchObject({
      status: 403,
      body: { error: { code: 'secret_required' } },
    })
  })

  test('is refused when anything in it has been changed, without a word about what', async () => {
    const { token, path } = await startChat(desk)
    const [head = '', payload = '', signature = ''] = token.split('.')
    const none = encode({ alg: 'none', typ: 'JWT' })
    const otherKey = createHmac('sha256', 'another key').update(`${head}.${payload}`).digest('base64url')
    const forged = [
      `${head}.${encode({ ...decode(token), conv: 'another' })}.${signature}`,
      `${head}.${encode({ ...decode(token), exp: 9_999_999_999 })}.${signature}`,
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${head}.${payload}.${otherKey}`,
      `${head}.${payload}`,
      `${head}.${payload}.${signature}.`,
      `${token}A`,
    ]
    const answers = await Promise.all(forged.map((as) => desk.call('GET', `${path}/activities`, { as })))
    expect(answers.map(({ status }) => status)).toEqual(forged.map(() => 401))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  })

  test('of another desk is refused', async () => {
    const elsewhere = await openTestDesk({ signingKey: 'the key of some other desk, also long' })
    const { token } = await startChat(elsewhere)
    const { path } = await startChat(desk)
    expect((await desk.call('GET', `${path}/activities`, { as: token })).status).toBe(401)
    await elsewhere.close()
  })

  test('cannot be used as another kind of ticket, nor a ticket as a token', async () => {
    const { token, path, streamUrl } = await startChat(desk)
    const ticket = new URL(streamUrl).searchParams.get('t') ?? ''
    expect((await desk.call('GET', `${path}/activities`, { as: ticket })).status).toBe(401)
    expect((await desk.call('GET', `${path}/files/1?t=${token}`)).status).toBe(404)
  })

  test('expires after half an hour, and the client is told in the words it looks for', async () => {
    const { token, path } = await startChat(desk)
    const at = (aheadMs: number) => travel(aheadMs, () => desk.call('GET', `${path}/activities`, { as: token }))
    expect((await at(29 * minutes)).status).toBe(200)
    expect(await at(31 * minutes)).toMatchObject({ status: 403, body: { error: { code: 'TokenExpired' } } })
  })

  test('is refreshed for the same conversation and user with a new expiry, until it has expired', async () => {
    const { token, id } = await startChat(desk)
    const refresh = () => desk.call('POST', `${api}/tokens/refresh`, { as: token })
    const { status, body } = await travel(20 * minutes, refresh)
    expect(status).toBe(200)
    expect(body).toMatchObject({ conversationId: id, expires_in: 1800 })
    expect(decode(body.token)).toMatchObject({ conv: id, user: decode(token).user })
    expect(decode(body.token).exp - decode(token).exp).toBeGreaterThanOrEqual(20 * 60)
    expect(await travel(31 * minutes, refresh)).toMatchObject({ status: 403, body: { error: { code: 'TokenExpired' } } })
    expect((await desk.call('POST', `${api}/tokens/refresh`, { as: secret })).status).toBe(403)
  })

  test('opens one conversation; every other answers alike, whether it exists or not', async () => {
    const [mine, theirs] = [await startChat(desk), await startChat(desk)]
    const paths = ['', '/activities', '/activities?watermark=0']
    for (const other of [theirs.path, `${api}/conversations/staff`, `${api}/conversations/7`]) {
      for (const path of paths) {
        const answer = await desk.call('GET', other + path, { as: mine.token })
        expect(answer).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
      }
      expect((await desk.call('POST', `${other}/activities`, { as: mine.token, json: { type: 'message', text: 'hi' } })).status).toBe(403)
      expect((await desk.call('POST', `${other}/upload`, { as: mine.token, body: new FormData() })).status).toBe(403)
    }
    expect(desk.port.inbox.filter(({ lane }) => lane === theirs.id)).toEqual([])
  })
})

describe('the token of a page', () => {
  test('is given to the sites that are named and to the desk’s own pages', async () => {
    const { status, body, headers } = await widgetToken({})
    expect(status).toBe(200)
    expect(body).toMatchObject({ conversationId: expect.any(String), token: expect.any(String), expires_in: 1800 })
    expect(body.brand).toEqual({ name: 'Ромашка', demonstration: true })
    expect(headers.get('access-control-allow-origin')).toBe(shopOrigin)
    expect(headers.get('cache-control')).toBe('no-store')
    expect((await widgetToken({}, desk.url)).status).toBe(200)
  })

  test.each(['https://evil.example', 'https://shop.example.evil.example', 'http://shop.example', 'null', 'https://shop.example:444'])(
    'is not given to %s',
    async (origin) => {
      const { status, body, headers } = await widgetToken({}, origin)
      expect(status).toBe(403)
      expect(body.error.code).toBe('origin_not_allowed')
      expect(headers.get('access-control-allow-origin')).toBeNull()
    },
  )

  test('is not given to who names no origin', async () => {
    expect((await desk.call('POST', '/api/widget/token', { json: {} })).status).toBe(403)
  })

  test('is for the brand of the page', async () => {
    expect((await widgetToken({ brand: 'lotus' })).body.brand).toEqual({ name: '莲花', demonstration: false })
    expect(await widgetToken({ brand: 'nobody' })).toMatchObject({ status: 404, body: { error: { code: 'brand_not_found' } } })
  })

  test('goes on with the conversation of an earlier one, for thirty days after that has expired', async () => {
    const { token, id } = await startChat(desk)
    const at = (aheadMs: number) => travel(aheadMs, () => widgetToken({ previous: token }))
    const { body } = await at(29 * days)
    expect(body.conversationId).toBe(id)
    expect(decode(body.token).user).toBe(decode(token).user)
    expect((await at(31 * days)).body.conversationId).not.toBe(id)
  })

  test('starts anew after a forged or foreign earlier one, after an ended conversation, and in another brand', async () => {
    const { token, id } = await startChat(desk)
    expect((await widgetToken({ previous: `${token.slice(0, -2)}xx` })).body.conversationId).not.toBe(id)
    expect((await widgetToken({ previous: token, brand: 'lotus' })).body.conversationId).not.toBe(id)
    expect((await widgetToken({ previous: token })).body.conversationId).toBe(id)
    desk.port.end(7 as never, id)
    expect((await widgetToken({ previous: token })).body.conversationId).not.toBe(id)
  })

  test.each([[{ brand: {} }], [{ previous: ['a'] }], [[]], ['text'], [7]])('answers 400 to the body %j', async (json) => {
    expect((await widgetToken(json)).status).toBe(400)
  })
})

describe('a page of another origin', () => {
  const preflight = (path: string, origin: string) =>
    desk.call('OPTIONS', path, {
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization' },
    })

  test('may call where it is named', async () => {
    for (const path of ['/api/widget/token', `${api}/conversations`, `${api}/conversations/x/activities`]) {
      const { status, headers } = await preflight(path, shopOrigin)
      expect(status).toBe(204)
      expect(headers.get('access-control-allow-origin')).toBe(shopOrigin)
      expect(headers.get('access-control-allow-headers')).toContain('Authorization')
      expect(headers.get('access-control-allow-credentials')).toBeNull()
      expect(headers.get('vary')).toContain('Origin')
    }
  })

  test('may not where it is not, also not read a refusal', async () => {
    const { status, headers } = await preflight(`${api}/conversations`, 'https://evil.example')
    expect(status).toBe(403)
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  test('may read how long to wait', async () => {
    const answer = await desk.call('GET', `${api}/conversations/x/activities`, { headers: { Origin: shopOrigin } })
    expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After')
    expect(answer.headers.get('access-control-allow-origin')).toBe(shopOrigin)
  })
})
