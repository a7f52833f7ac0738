import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../support/until.js'
import { startChat } from './chat.js'
import { openTestDesk, secret, type TestDesk } from './desk.js'

const megabyte = 1024 * 1024
let desk: TestDesk
beforeAll(async () => {
  desk = await openTestDesk({ fileLimitBytes: 2 * megabyte })
})
afterAll(() => desk.close())

type Chat = Awaited<ReturnType<typeof startChat>>
type Upload = { readonly name: string; readonly bytes: Uint8Array | string; readonly type?: string }

function toForm(files: readonly Upload[], activity: object | null = { type: 'message', text: 'look' }): FormData {
  const form = new FormData()
  if (activity) form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }))
  for (const { name, bytes, type } of files) form.append('file', new Blob([bytes], { type: type ?? '' }), name)
  return form
}

/** Posts one file and answers how the desk shows it back. */
async function exchange(chat: Chat, upload: Upload) {
  const { status, body } = await chat.upload(toForm([upload]))
  expect({ status, body }).toMatchObject({ status: 200 })
  const read = async () => (await chat.read()).body.activities.find(({ id }: { id: string }) => id === body.id)
  await until('the file can be read', async () => (await read()) !== undefined)
  const [attachment] = (await read()).attachments
  return attachment as { name: string; contentType: string; contentUrl: string }
}

const kept = async () => {
  const names = await readdir(join(desk.folder, 'files'), { recursive: true, withFileTypes: true })
  return names.filter((entry) => entry.isFile()).length
}

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(200)])

describe('an upload', () => {
  test('brings several files and the words that go with them, each file as it was', async () => {
    const chat = await startChat(desk)
    const { status, body } = await chat.upload(
      toForm([
        { name: 'a.png', bytes: png },
        { name: 'b.txt', bytes: 'чек' },
      ]),
    )
    expect(status).toBe(200)
    await until('it can be read', async () => (await chat.read()).body.activities.length === 1)
    const [activity] = (await chat.read()).body.activities
    expect(activity).toMatchObject({ id: body.id, text: 'look' })
    expect(activity.attachments).toMatchObject([
      { name: 'a.png', contentType: 'image/png' },
      { name: 'b.txt', contentType: 'text/plain' },
    ])
    const answer = await fetch(activity.attachments[0].contentUrl)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(png)
  })

  test('may put the activity last or as a plain field, or leave it out', async () => {
    const chat = await startChat(desk)
    const last = toForm([{ name: 'a.png', bytes: png }], null)
    last.append('activity', JSON.stringify({ type: 'message', text: 'after all' }))
    expect((await chat.upload(last)).status).toBe(200)
    expect((await chat.upload(toForm([{ name: 'b.png', bytes: png }], null))).status).toBe(200)
    await until('both can be read', async () => (await chat.read()).body.activities.length === 2)
    const { activities } = (await chat.read()).body
    expect(activities.map(({ text }: { text: string }) => text)).toEqual(['after all', ''])
    expect(activities.map(({ attachments }: { attachments: unknown[] }) => attachments.length)).toEqual([1, 1])
  })

  test('may be one file as the whole body, also one of a type that has a parser elsewhere', async () => {
    const chat = await startChat(desk)
    for (const [type, body] of [
      ['image/png', png],
      ['application/json', Buffer.from('{"a":1}')],
      ['text/plain', Buffer.from('hi')],
    ] as const) {
      const headers = { 'Content-Type': type, 'Content-Disposition': 'name="file"; filename="one.bin"' }
      const answer = await desk.call('POST', `${chat.path}/upload`, { as: chat.token, body, headers })
      expect(answer.status).toBe(200)
    }
    await until('they can be read', async () => (await chat.read()).body.activities.length === 3)
    const { activities } = (await chat.read()).body
    expect(activities[1].attachments).toMatchObject([{ name: 'one.bin', contentType: 'text/plain' }])
  })

  test('sent twice under one client id is one message, and its bytes are kept once', async () => {
    const chat = await startChat(desk)
    const activity = { type: 'message', channelData: { clientActivityID: 'photo-1' } }
    const bytes = Buffer.from(`only ${chat.id}`)
    const before = await kept()
    const ids = []
    for (let time = 0; time < 2; time += 1) ids.push((await chat.upload(toForm([{ name: 'a.txt', bytes }], activity))).body.id)
    expect(ids[0]).toBe(ids[1])
    expect(await kept()).toBe(before + 1)
    expect(desk.port.inbox.filter(({ lane }) => lane === chat.id)).toHaveLength(1)
  })

  test('takes ten files and not eleven', async () => {
    const chat = await startChat(desk)
    const files = Array.from({ length: 11 }, (_, at) => ({ name: `${at}.txt`, bytes: `file ${at}` }))
    expect((await chat.upload(toForm(files.slice(1)))).status).toBe(200)
    expect(await chat.upload(toForm(files))).toMatchObject({ status: 413, body: { error: { code: 'too_many_files' } } })
    expect(await chat.upload(toForm([...files, ...files]))).toMatchObject({ status: 413 })
    expect(desk.port.inbox.filter(({ lane }) => lane === chat.id)).toHaveLength(1)
  })
})

describe('a bad upload gets a clear answer, leaves nothing on the disk, and the next one goes through', () => {
  const body = (size: number) => Buffer.alloc(size, 7)
  test.each<[string, Upload, number, string]>([
    ['larger than the limit', { name: 'film.mp4', bytes: body(2 * megabyte + 1) }, 413, 'file_too_large'],
    ['a hundred times larger', { name: 'film.mp4', bytes: body(200 * megabyte) }, 413, 'file_too_large'],
    ['empty', { name: 'photo.jpg', bytes: '' }, 415, 'file_empty'],
    ['a program that is called photo.jpg', { name: 'photo.jpg', bytes: elf, type: 'image/jpeg' }, 415, 'file_type_refused'],
    [
      'a script that is called photo.jpg',
      { name: 'photo.jpg', bytes: '#!/bin/sh\nrm -rf /', type: 'image/jpeg' },
      415,
      'file_type_refused',
    ],
    ['a batch file behind a hidden character', { name: 'photo.jpg\u202egpj.b\u200bat', bytes: 'echo' }, 415, 'file_type_refused'],
  ])('%s', async (_what, upload, status, code) => {
    const chat = await startChat(desk)
    const before = await kept()
    const answer = await chat.upload(toForm([upload]))
    expect(answer).toMatchObject({ status, body: { error: { code, message: expect.any(String), fix: expect.any(String) } } })
    expect(await kept()).toBe(before)
    expect(desk.port.inbox.filter(({ lane }) => lane === chat.id)).toEqual([])
    expect((await chat.upload(toForm([{ name: 'photo.png', bytes: png }]))).status).toBe(200)
  })

  test.each<[string, Record<string, string>, string, number]>([
    [
      'a form that breaks off',
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      400,
    ],
    ['a form without a boundary', { 'Content-Type': 'multipart/form-data' }, 'abc', 400],
    ['an empty form', { 'Content-Type': 'multipart/form-data; boundary=x' }, '--x--\r\n', 400],
    [
      'an activity that is no JSON',
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      '--x\r\nContent-Disposition: form-data; name="activity"\r\n\r\n{"type":\r\n--x--\r\n',
      400,
    ],
    [
      'a field named after a prototype',
      { 'Content-Type': 'multipart/form-data; boundary=x' },
      '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\n{}\r\n--x--\r\n',
      400,
    ],
  ])('%s', async (_what, headers, text, status) => {
    const chat = await startChat(desk)
    const before = await kept()
    const answer = await desk.call('POST', `${chat.path}/upload`, { as: chat.token, headers, body: text })
    expect(answer.status).toBe(status)
    expect(answer.body.error).toEqual({ code: expect.any(String), message: expect.any(String), fix: expect.any(String) })
    expect(await kept()).toBe(before)
    expect((await chat.upload(toForm([{ name: 'photo.png', bytes: png }]))).status).toBe(200)
  })

  test('one that is cut off in the middle', async () => {
    const chat = await startChat(desk)
    const before = await kept()
    const cut = new AbortController()
    async function* slowly() {
      yield Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n')
      yield body(megabyte)
      await until('the file has begun to arrive', async () => (await kept()) > before)
      cut.abort()
      yield body(megabyte)
    }
    const sent = fetch(`${desk.url}${chat.path}/upload`, {
      method: 'POST',
      body: ReadableStream.from(slowly()) as never,
      headers: { Authorization: `Bearer ${chat.token}`, 'Content-Type': 'multipart/form-data; boundary=x' },
      signal: cut.signal,
      ...{ duplex: 'half' },
    })
    await expect(sent).rejects.toThrow()
    await until('nothing is left', async () => (await kept()) === before)
    expect(desk.port.inbox.filter(({ lane }) => lane === chat.id)).toEqual([])
  })

  test('one without the right to it', async () => {
    const chat = await startChat(desk)
    const before = await kept()
    const send = (as?: string) =>
      desk.call('POST', `${chat.path}/upload`, { body: toForm([{ name: 'a.png', bytes: png }]), ...(as && { as }) })
    expect((await send()).status).toBe(401)
    expect((await send((await startChat(desk)).token)).status).toBe(403)
    expect((await desk.call('POST', '/v3/directline/conversations/none/upload', { as: secret, body: toForm([]) })).status).toBe(404)
    expect(await kept()).toBe(before)
  })
})

describe('a file that is served', () => {
  test('is a picture on the page only when its bytes are one', async () => {
    const chat = await startChat(desk)
    const { contentUrl, contentType } = await exchange(chat, { name: 'photo.png', bytes: png, type: 'text/html' })
    expect(contentType).toBe('image/png')
    const { status, headers } = await fetch(contentUrl)
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline; filename="photo.png"; filename*=UTF-8\'\'photo.png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'cross-origin',
    })
  })

  test.each<[string, Upload]>([
    ['SVG', { name: 'a.svg', bytes: svg, type: 'image/svg+xml' }],
    ['SVG with a parameter', { name: 'a.svg', bytes: svg, type: 'image/svg+xml; x' }],
    ['HTML', { name: 'a.html', bytes: '<!doctype html><script>alert(1)</script>', type: 'text/html' }],
    ['HTML that calls itself a picture', { name: 'a.png', bytes: '<html><script>alert(1)</script>', type: 'image/png' }],
    [
      'XHTML',
      { name: 'a.xhtml', bytes: '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', type: 'application/xhtml+xml' },
    ],
    ['PDF', { name: 'a.pdf', bytes: '%PDF-1.7\n/JS (app.alert(1))', type: 'application/pdf' }],
    ['PDF that is also HTML', { name: 'a.jpg', bytes: '%PDF-1.7\n<script>alert(1)</script>', type: 'image/jpeg' }],
    [
      'a zip archive called photo.jpg',
      { name: 'photo.jpg', bytes: Buffer.from('504b0506000000000000000000000000000000000000', 'hex'), type: 'image/jpeg' },
    ],
  ])('is only ever downloaded when it is %s', async (_what, upload) => {
    const { contentUrl } = await exchange(await startChat(desk), upload)
    const { headers } = await fetch(contentUrl)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment; /),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    })
  })

  test('keeps its name in every language, and only its name', async () => {
    const chat = await startChat(desk)
    const { name, contentUrl } = await exchange(chat, { name: '..\\..\\чек "№7" — 收据\u202e.png', bytes: png })
    expect(name).toBe('чек _№7_ — 收据.png')
    const disposition = (await fetch(contentUrl)).headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^inline; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w%.~-]+$/)
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(name)
  })

  test('needs the link that was made for it', async () => {
    const chat = await startChat(desk)
    const { contentUrl } = await exchange(chat, { name: 'a.png', bytes: png })
    const other = await startChat(desk)
    const second = await exchange(chat, { name: 'b.png', bytes: png })
    const t = new URL(contentUrl).searchParams.get('t') ?? ''
    const id = new URL(contentUrl).pathname.split('/').at(-1) ?? ''
    const wrong = [
      contentUrl.split('?')[0] ?? '',
      contentUrl.slice(0, -3),
      contentUrl.replace(chat.id, other.id),
      `${second.contentUrl.split('?')[0]}?t=${t}`,
      contentUrl.replace(`/${id}?`, '/x?'),
      contentUrl.replace(`/${id}?`, '/9007199254740993?'),
    ]
    const answers = await Promise.all(wrong.map((url) => fetch(url)))
    expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 404))
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
  })

  test('has one link a day, which ends after a week', async () => {
    const chat = await startChat(desk)
    const { contentUrl } = await exchange(chat, { name: 'a.png', bytes: png })
    expect((await chat.read()).body.activities[0].attachments[0].contentUrl).toBe(contentUrl)
    desk.clock.aheadMs = 9 * 86_400_000
    expect((await fetch(contentUrl)).status).toBe(403)
    desk.clock.aheadMs = 0
  })
})
