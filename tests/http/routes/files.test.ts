import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { file } from '../../../src/http/contract.js'
import { conversationRoutes } from '../../../src/http/routes/conversations.js'
import { fileRoutes } from '../../../src/http/routes/files.js'
import { byCookie, openRouteDesk, publicUrl, type RouteDesk } from './support.js'

let desk: RouteDesk
let origin: string
beforeAll(async () => {
  desk = await openRouteDesk((rooms) => [conversationRoutes(rooms), fileRoutes(rooms)])
  origin = await desk.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => desk.close())

const ownForm = () => ({ ...byCookie(desk.admin.cookie), 'x-otklik': '1' })
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

type Given = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> | string; readonly type?: string }
async function upload(given: readonly Given[], headers: Record<string, string> = ownForm()) {
  const form = new FormData()
  for (const { name, bytes, type } of given) form.append('file', new Blob([bytes], { type: type ?? '' }), name)
  const answer = await fetch(`${origin}/api/v1/files`, { method: 'POST', headers, body: form })
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}
const download = (url: string, headers: Record<string, string> = byCookie(desk.admin.cookie)) => fetch(`${origin}${url}`, { headers })
const kept = async () => (await readdir(desk.folder, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name)).length

describe('an uploaded file', () => {
  it('is what its bytes are, and comes back byte for byte', async () => {
    const { status, body } = await upload([{ name: 'Акт осмотра "2".png', bytes: png, type: 'text/html' }])
    expect(status).toBe(201)
    expect(file.parse(body)).toMatchObject({ name: 'Акт осмотра _2_.png', contentType: 'image/png', sizeBytes: png.length })
    const answer = await download(body.url)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^inline; filename="[\x20-\x7e]+"; filename\*=UTF-8''%D0%90/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'private, no-cache',
    })
    const again = await download(body.url, { ...byCookie(desk.admin.cookie), 'if-none-match': answer.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
  })

  it.each([
    ['a page', 'photo.jpg', '<!doctype html><script>alert(1)</script>'],
    ['a drawing with a script', 'logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a document', 'x.pdf', '%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj'],
  ])('that is %s is saved and never shown', async (_what, name, bytes) => {
    const { status, body } = await upload([{ name, bytes, type: 'image/png' }])
    expect(status).toBe(201)
    const answer = await download(body.url)
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /)
    await answer.arrayBuffer()
  })

  it('goes with a reply to the customer, once', async () => {
    const person = await desk.newPerson('Мне привезли разбитый телефон!')
    const { body } = await upload([{ name: 'акт.png', bytes: png }])
    const reply = { kind: 'reply', text: '', files: [body.id, body.id] }
    const url = `/api/v1/conversations/${person.conversationId}/messages`
    const headers = byCookie(desk.admin.cookie)
    const sent = await desk.app.inject({ method: 'POST', url, headers, payload: reply })
    expect(sent.json()).toMatchObject({ text: '', files: [{ id: body.id, url: `/api/v1/files/${body.id}` }] })
    const again = await desk.app.inject({ method: 'POST', url, headers, payload: reply })
    expect(again).toMatchObject({ statusCode: 422 })
    expect((await desk.port.since(desk.accountId, person.conversation, 0, 50)).at(-1)?.files).toMatchObject([{ id: body.id }])
    const shown = await desk.port.files.open(desk.accountId, person.conversation, body.id)
    shown?.content.destroy()
    expect(shown?.file.name).toBe('акт.png')
  })
})

it('a customer opens a file by its own link for thirty days, and by no other', async () => {
  const { body } = await upload([{ name: 'акт.png', bytes: png }])
  const path = desk.links.file(body.id).slice(publicUrl.length)
  const answer = await download(path, {})
  expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([200, expect.stringContaining('sandbox')])
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png)
  const [head = '', day = '', seal = ''] = path.split('-')
  const other = `/files/${(body.id + 1).toString(36)}`
  for (const forged of [`${other}-${day}-${seal}`, `${head}-zzzz-${seal}`, `${head}-${day}-${'A'.repeat(27)}`, '/files/x'])
    expect((await download(forged, {})).status, forged).toBe(404)
  const now = desk.time.now
  desk.time.now = new Date(Date.parse(now) + 32 * 86_400_000).toISOString()
  expect((await download(path, {})).status).toBe(404)
  desk.time.now = now
})

describe('an upload is refused', () => {
  it.each([
    ['a program, whatever its name', [{ name: 'photo.jpg', bytes: Buffer.from('4d5a90000300000004000000ffff0000b8', 'hex') }], 415],
    ['an empty file', [{ name: 'a.txt', bytes: '' }], 415],
    [
      'two files',
      [
        { name: 'a.txt', bytes: 'a' },
        { name: 'b.txt', bytes: 'b' },
      ],
      413,
    ],
    ['no file', [], 422],
  ])('that holds %s', async (_what, given, status) => {
    const before = await kept()
    const answer = await upload(given)
    expect(answer.status).toBe(status)
    expect(answer.body.error.fix).toBeTruthy()
    if (given.length < 2) expect(await kept()).toBe(before)
  })

  it('over 20 MB, and its sender gets to read why', async () => {
    const before = await kept()
    const answer = await upload([{ name: 'video.bin', bytes: Buffer.alloc(32 * 1024 * 1024, 1) }])
    expect(answer).toMatchObject({ status: 413, body: { error: { code: 'file_too_large' } } })
    expect(await kept()).toBe(before)
    expect((await upload([{ name: 'ok.bin', bytes: Buffer.alloc(20 * 1024 * 1024, 1) }])).status).toBe(201)
  })

  it('when it is no form, or one that breaks off', async () => {
    const headers = byCookie(desk.admin.cookie)
    const json = await desk.app.inject({ method: 'POST', url: '/api/v1/files', headers, payload: {} })
    expect(json.statusCode).toBe(415)
    const cut = await desk.app.inject({
      method: 'POST',
      url: '/api/v1/files',
      headers: { ...headers, 'x-otklik': '1', 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhal',
    })
    expect(cut).toMatchObject({ statusCode: 400 })
    expect(cut.json().error.code).toBe('bad_form')
  })

  it('from a foreign page, and without a sign-in', async () => {
    const foreign = { ...ownForm(), origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect((await upload([{ name: 'a.txt', bytes: 'a' }], foreign)).status).toBe(403)
    expect((await upload([{ name: 'a.txt', bytes: 'a' }], byCookie(desk.admin.cookie))).status).toBe(415)
    expect((await upload([{ name: 'a.txt', bytes: 'a' }], { origin: publicUrl })).status).toBe(401)
  })
})

describe('a file', () => {
  it.each(['999999', 'x', '../../etc/passwd', '1%20or%201'])('is not found by the id %s', async (id) => {
    const { statusCode } = await desk.app.inject({ url: `/api/v1/files/${id}`, headers: byCookie(desk.admin.cookie) })
    expect([400, 404]).toContain(statusCode)
  })

  it('is nobody’s without a sign-in', async () => {
    const { body } = await upload([{ name: 'a.txt', bytes: 'тайна' }])
    expect((await download(body.url, {})).status).toBe(401)
  })

  it('whose bytes are gone is not found', async () => {
    const { body } = await upload([{ name: 'a.txt', bytes: `скоро не станет ${Date.now()}` }])
    const { rows } = await desk.ledger.pool.query('select stored from files where id = $1', [body.id])
    await rm(join(desk.folder, rows[0].stored.slice(0, 2), rows[0].stored))
    expect((await download(body.url)).status).toBe(404)
  })
})
