import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DeskError } from '../../src/core/desk-error.js'
import type { RouteModule } from '../../src/http/app.js'
import { apiError } from '../../src/http/contract.js'
import { openTestDesk, type TestDesk } from './support/desk.js'

const open = { config: { right: 'open' } } as const

const failures: RouteModule = (app) => {
  app.get('/api/v1/probe/bug', open, async () => {
    throw new TypeError('cannot read Анна of undefined')
  })
  app.get('/api/v1/probe/ledger-bug', open, async () => desk.database.ledger.pool.query(`select 'Анна Секретная'::bigint`))
  app.get('/api/v1/probe/away', open, async () => {
    throw Object.assign(new Error('connect ECONNREFUSED /run/postgres'), { code: 'ECONNREFUSED' })
  })
  app.get('/api/v1/probe/refused', open, async () => {
    throw new DeskError('conversation_moved', 409, 'It moved.', 'Read it again.', { newer: [1, 2], retryAfterMs: 1_200 })
  })
  app.get('/api/v1/probe/lie', { ...open, schema: { response: { 200: z.object({ count: z.number() }) } } }, async (_request, reply) =>
    reply.send({ count: 'many' } as never),
  )
  const listed = z.object({ limit: z.coerce.number().int().max(200).default(50), q: z.string().max(10).optional() })
  app.get('/api/v1/probe/list', { ...open, schema: { querystring: listed } }, async (request) => request.query)
  const body = z.strictObject({ text: z.string().min(1).max(20_000), person: z.strictObject({ phone: z.string().max(40) }).optional() })
  app.post('/api/v1/probe/write', { ...open, schema: { body } }, async () => ({ ok: true }))
  app.post('/api/v1/probe/files', open, async (request) => {
    for await (const part of request.files()) await part.toBuffer()
    return { ok: true }
  })
}

let desk: TestDesk
let port: number
beforeAll(async () => {
  desk = await openTestDesk({ more: [failures] })
  await desk.app.listen({ host: '127.0.0.1', port: 0 })
  port = (desk.app.server.address() as AddressInfo).port
})
afterAll(() => desk.close())
beforeEach(() => void desk.log.splice(0))

const get = (path: string) => desk.app.inject(`/api/v1/probe/${path}`)
const write = (payload: string, type = 'application/json') =>
  desk.app.inject({ method: 'POST', url: '/api/v1/probe/write', headers: { 'content-type': type }, payload })

describe('every refusal', () => {
  it.each([
    ['a path that is not there', () => get('nothing'), 404, 'not_found'],
    ['a method that is not there', () => desk.app.inject({ method: 'PUT', url: '/healthz' }), 404, 'not_found'],
    ['an address that cannot be decoded', () => get('%E0%A4%A'), 400, 'bad_request'],
    ['a number that is text', () => get('list?limit=many'), 400, 'invalid_request'],
    ['a number too high', () => get('list?limit=201'), 400, 'invalid_request'],
    ['a list where a text belongs', () => get('list?q=a&q=b'), 400, 'invalid_request'],
    ['JSON that breaks off', () => write('{"text":'), 400, 'bad_json'],
    ['no JSON at all', () => write(''), 400, 'bad_json'],
    ['a prototype in JSON', () => write('{"text":"a","__proto__":{"isAdmin":true}}'), 400, 'bad_json'],
    ['a body without what is needed', () => write('{}'), 422, 'invalid_request'],
    ['a list instead of an object', () => write('[]'), 422, 'invalid_request'],
    ['null', () => write('null'), 422, 'invalid_request'],
    ['a type nobody reads', () => write('<a/>', 'application/xml'), 415, 'wrong_type'],
    ['a plain text', () => write('{"text":"a"}', 'text/plain'), 415, 'wrong_type'],
    ['a text over the limit', () => write(JSON.stringify({ text: 'x'.repeat(20_001) })), 422, 'invalid_request'],
    ['ten megabytes', () => write(JSON.stringify({ text: 'x'.repeat(10_000_000) })), 413, 'too_large'],
    ['what the desk refused', () => get('refused'), 409, 'conversation_moved'],
    ['a bug', () => get('bug'), 500, 'internal'],
    ['an answer unlike the contract', () => get('lie'), 500, 'internal'],
    ['a ledger that is away', () => get('away'), 503, 'ledger_away'],
  ])('has code, message and fix: %s', async (_what, ask, status, code) => {
    const answer = await ask()
    const { error } = apiError.parse(answer.json())
    expect([answer.statusCode, error.code]).toEqual([status, code])
    expect(error.message).toMatch(/\.$/)
    expect(error.fix).toMatch(/\.$/)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  })

  it('names the fields and what is wrong with them', async () => {
    const { error } = (await write('{"text":"","person":{"phone":7,"vip":true},"role":"admin"}')).json()
    expect(error.fields.map(({ name }: { name: string }) => name)).toEqual(['text', 'person.phone', 'person.vip', 'role'])
    expect(error.fix).toBe('Correct text, person.phone, person.vip, role and send it again.')
  })

  it('carries what the caller needs to go on, and when to come back', async () => {
    const answer = await get('refused')
    expect(answer.json().error).toEqual({ code: 'conversation_moved', message: 'It moved.', fix: 'Read it again.', newer: [1, 2] })
    expect(answer.headers['retry-after']).toBe('2')
  })
})

describe('what nobody expected', () => {
  it.each(['bug', 'ledger-bug', 'lie'])('tells a reference and nothing from inside (%s), and logs no values', async (path) => {
    const answer = await get(path)
    const { reference } = answer.json().error
    expect(answer.body).not.toMatch(/Анна|Секретн|TypeError|bigint|at .*\.ts|node_modules|many/)
    expect(answer.headers['x-request-id']).toBe(reference)
    const line = desk.log.find((entry) => entry.includes('A request failed')) ?? ''
    expect(line).toContain(reference)
    expect(line).toMatch(/at /)
    if (path === 'ledger-bug') expect(line).not.toContain('Секретная')
  })
})

describe('the log', () => {
  it('holds the route and never the address, the query, the body or a header', async () => {
    await desk.app.inject({
      method: 'POST',
      url: '/api/v1/probe/write?token=s3cret-in-query',
      headers: { authorization: 'Bearer s3cret-in-header', cookie: 'otklik=s3cret-in-cookie' },
      payload: { text: 's3cret-in-body' },
    })
    await get('list?q=s3cret')
    await get('s3cret-in-path')
    expect(desk.log.join('')).toContain('/api/v1/probe/write')
    expect(desk.log.join('')).not.toContain('s3cret')
  })
})

describe('over a real connection', () => {
  it('ten megabytes and a file too large get an answer, and the next request goes through', async () => {
    const url = `http://127.0.0.1:${port}/api/v1/probe`
    const headers = { 'content-type': 'application/json' }
    const large = await fetch(`${url}/write`, { method: 'POST', headers, body: JSON.stringify({ text: 'x'.repeat(10_000_000) }) })
    expect(large.status).toBe(413)
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(21 * 1024 * 1024)]), 'big.bin')
    const file = await fetch(`${url}/files`, { method: 'POST', body: form })
    expect([file.status, apiError.parse(await file.json()).error.code]).toEqual([413, 'too_large'])
    const next = await fetch(`${url}/write`, { method: 'POST', headers, body: JSON.stringify({ text: 'hello' }) })
    expect(next.status).toBe(200)
  })

  it.each([
    ['bytes that are no HTTP', 'hello\r\n\r\n', '400 Bad Request', 'bad_http'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`, '431 Request Header', 'headers_too_large'],
  ])('%s get the same shape', async (_what, bytes, status, code) => {
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    socket.on('data', (data) => {
      heard += data
    })
    socket.on('error', () => undefined)
    socket.write(bytes)
    await once(socket, 'close')
    expect(heard).toContain(`HTTP/1.1 ${status}`)
    expect(apiError.parse(JSON.parse(heard.split('\r\n\r\n')[1] ?? '')).error.code).toBe(code)
  })

  it('a request that runs is answered while the server closes', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const slow: RouteModule = (app) => void app.get('/api/v1/probe/slow', open, () => held.then(() => ({ ok: true })))
    const other = await openTestDesk({ more: [slow] })
    await other.app.listen({ host: '127.0.0.1', port: 0 })
    const arrived = once(other.app.server, 'request')
    const answer = fetch(`http://127.0.0.1:${(other.app.server.address() as AddressInfo).port}/api/v1/probe/slow`)
    await arrived
    const closed = other.close()
    release()
    expect((await answer).status).toBe(200)
    await closed
  })
})
