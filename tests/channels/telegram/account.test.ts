import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { telegramSettings } from '../../../src/channels/telegram/settings.js'
import { never, openBoth, openChannel, problemOf } from './support.js'

const chat = 501

async function announce(content: Parameters<Awaited<ReturnType<typeof openBoth>>['sandbox']['customer']['say']>[1]) {
  const both = await openBoth()
  both.sandbox.customer.say(chat, content)
  const events = await both.channel.parse(Buffer.from(JSON.stringify(both.sandbox.updates.made.at(-1))))
  const event = events[0]
  const file = event?.type === 'message' ? event.files[0] : undefined
  if (!file || !('remote' in file.ref)) throw new Error('no file was announced')
  const { channel } = both
  if (!channel.fetchFile) throw new Error('files cannot be fetched')
  return { ...both, file, fetch: channel.fetchFile.bind(channel, file.ref.remote) }
}

it('the bytes of a photo come whole, in its largest size', async () => {
  const bytes = Buffer.alloc(300_000, 'фото')
  const { fetch, file } = await announce({ photo: true, bytes })
  expect(file.sizeBytes).toBe(bytes.length)
  expect((await buffer(await fetch(never()))).equals(bytes)).toBe(true)
})

it('C15: a file over 20 MB is refused as too large', async () => {
  const { fetch, file } = await announce({ document: 'видео.mp4', bytes: Buffer.from('x'), size: 30_000_000 })
  expect(file).toMatchObject({ name: 'видео.mp4', sizeBytes: 30_000_000 })
  expect(await problemOf(fetch(never()))).toMatchObject({ kind: 'refused', message: expect.stringMatching(/^too-large/) })
})

it('a file that is gone is refused, one that cannot be had now is not, and neither tells the address, which holds the token', async () => {
  const { sandbox, channel, fetch } = await announce({ voice: true, bytes: Buffer.from('OggS') })
  const secretPart = sandbox.token.split(':')[1] ?? ''
  const gone = await problemOf(channel.fetchFile?.('AgADunknown', never()) ?? Promise.resolve())
  expect(gone).toMatchObject({ kind: 'refused' })
  sandbox.faults.add('file', { type: 'answer', status: 404, body: {} })
  const missing = await problemOf(fetch(never()))
  expect(missing).toMatchObject({ kind: 'refused' })
  sandbox.faults.add('file', { type: 'answer', status: 502, body: {} })
  const broken = await problemOf(fetch(never()))
  expect(broken).toMatchObject({ kind: 'unreachable' })
  sandbox.faults.add('file', { type: 'cut', when: 'before' })
  const cut = await problemOf(fetch(never()))
  expect(cut).toMatchObject({ kind: 'unreachable' })
  sandbox.faults.add('getFile', { type: 'cut', when: 'after' })
  const unknown = await problemOf(fetch(never()))
  expect(unknown).toMatchObject({ kind: 'unreachable' })
  for (const error of [gone, missing, broken, cut, unknown]) expect(`${error.stack} ${error.cause}`).not.toContain(secretPart)
})

it('the connection test tells who the bot is, and from then on there is a link to it', async () => {
  const { sandbox, channel } = await openBoth()
  expect(channel.deepLink?.('AQx-9_tok')).toBe(null)
  expect(await channel.probe?.(never())).toEqual({ name: 'Otklik', url: `https://t.me/${sandbox.username}` })
  expect(channel.deepLink?.('AQx-9_tok')).toBe(`https://t.me/${sandbox.username}?start=AQx-9_tok`)
  for (const payload of ['', 'a b', 'ж', 'x'.repeat(65)]) expect(channel.deepLink?.(payload)).toBe(null)
})

it('A29: a payload comes back as the link carried it, for the core to check', async () => {
  const { sandbox, channel } = await openBoth()
  sandbox.customer.start(chat, 'forged-payload')
  const [event] = await channel.parse(Buffer.from(JSON.stringify(sandbox.updates.made[0])))
  expect(event).toMatchObject({ type: 'started', payload: 'forged-payload', conversation: String(chat) })
})

it('the connection test says in words what is wrong', async () => {
  const { sandbox, channel } = await openBoth()
  const wrong = openChannel({ apiRoot: sandbox.apiRoot, token: '110201543:WRONG-TOKEN-THAT-NOBODY-MAY-SEE-0001' })
  expect(await problemOf(wrong.probe?.(never()) ?? Promise.resolve())).toMatchObject({
    kind: 'misconfigured',
    message: expect.stringContaining('@BotFather'),
  })
  sandbox.faults.add('getMe', { type: 'answer', status: 200, body: 'a page of some web site' })
  const page = await problemOf(channel.probe?.(never()) ?? Promise.resolve())
  expect(page.message).toMatch(/no Bot API server/)
  expect(`${page.stack}`).not.toContain(sandbox.token.slice(12))
  await sandbox.close()
  expect(await problemOf(channel.probe?.(never()) ?? Promise.resolve())).toMatchObject({ kind: 'unreachable' })
})

const token = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'

it('settings have Telegram’s own server and polling as defaults', () => {
  expect(telegramSettings.parse({ token })).toEqual({ token, apiRoot: 'https://api.telegram.org', mode: 'polling', groups: false })
  expect(telegramSettings.parse({ token, apiRoot: 'http://127.0.0.1:8081/' }).apiRoot).toBe('http://127.0.0.1:8081')
})

it.each([
  [{ token: 'abc' }, '@BotFather'],
  [{ token, apiRoot: 'ftp://x' }, 'https://api.telegram.org'],
  [{ token, mode: 'push' }, 'polling or webhook'],
  [{ token, mode: 'webhook', webhookSecret: 'short' }, '16 to 256'],
])('settings that cannot work are refused with what to do: %o', (values, words) => {
  expect(() => telegramSettings.parse(values)).toThrow(words)
})
