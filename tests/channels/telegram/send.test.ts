import { createServer } from 'node:net'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { openTelegramSandbox } from '../../../src/sandbox/telegram/index.js'
import { until } from '../../support/until.js'
import { never, openBoth, openChannel, problemOf, shelfOf, toFile, toMessage } from './support.js'

const chat = 501

async function openChat(shelf?: Parameters<typeof openBoth>[1]) {
  const both = await openBoth({}, shelf)
  both.sandbox.customer.start(chat)
  return both
}

it('sends a text as it is, whatever signs it holds, without a preview of its links', async () => {
  const { sandbox, channel } = await openChat()
  const text = 'Жалоба № 100013 <b>&amp; *принята*_ 投诉 https://desk.example/status/abc'
  const receipt = await channel.send(toMessage(chat, { text }), never())
  expect(sandbox.sentTo(chat)).toMatchObject([
    { message_id: Number(receipt.externalId), text, link_preview_options: { is_disabled: true } },
  ])
})

it('shows choices as buttons, one in a row, which bring back their values', async () => {
  const { sandbox, channel } = await openChat()
  await channel.send(
    toMessage(chat, {
      choices: [
        { title: 'Вернуть деньги', value: 'refund' },
        { title: 'Заменить', value: 'replace' },
      ],
    }),
    never(),
  )
  expect(sandbox.sentTo(chat)[0]?.reply_markup).toEqual({
    inline_keyboard: [[{ text: 'Вернуть деньги', callback_data: 'refund' }], [{ text: 'Заменить', callback_data: 'replace' }]],
  })
})

it('refuses a button whose value does not fit, in words that name it, before anything leaves', async () => {
  const { sandbox, channel } = await openChat()
  const error = await problemOf(channel.send(toMessage(chat, { choices: [{ title: 'Да', value: 'д'.repeat(33) }] }), never()))
  expect(error).toMatchObject({ name: 'SendError', kind: 'refused', message: expect.stringContaining('"Да"') })
  expect(sandbox.asked).toEqual([])
})

it('C1 C2: over the limit it tells how long to wait and does not wait itself', async () => {
  const { sandbox, channel } = await openChat()
  for (const seconds of [35, 18_053]) {
    sandbox.limit('sendMessage', seconds)
    expect(await problemOf(channel.send(toMessage(chat), never()))).toMatchObject({ kind: 'throttled', retryAfterMs: seconds * 1_000 })
  }
  expect(sandbox.sentTo(chat)).toHaveLength(0)
})

it('C3: over the limit without a time it names none', async () => {
  const { sandbox, channel } = await openChat()
  sandbox.limit('sendMessage', null)
  expect(await problemOf(channel.send(toMessage(chat), never()))).toMatchObject({ kind: 'throttled', retryAfterMs: null })
})

it.each([500, 502, 503, 504])('C4: after an answer of %i it is uncertain, and one attempt is one call', async (status) => {
  const { sandbox, channel } = await openChat()
  sandbox.faults.add('sendMessage', { type: 'answer', status, body: '<html>Bad Gateway</html>' })
  expect(await problemOf(channel.send(toMessage(chat), never()))).toMatchObject({ kind: 'uncertain' })
  await channel.send(toMessage(chat), never())
  expect(sandbox.sentTo(chat)).toHaveLength(1)
})

it.each(['cut', 'hang'] as const)('C5: when the answer does not come (%s) it is uncertain, and the chat saw one copy', async (type) => {
  const { sandbox, channel } = await openChat()
  sandbox.faults.add('sendMessage', { type, when: 'after' })
  const patience = new AbortController()
  const problem = problemOf(channel.send(toMessage(chat), patience.signal))
  await until('the chat sees the message', () => sandbox.sentTo(chat).length === 1)
  if (type === 'hang') patience.abort()
  expect(await problem).toMatchObject({ kind: 'uncertain' })
  expect(sandbox.sentTo(chat)).toHaveLength(1)
})

it('C5: a request that hung before the platform did anything is uncertain too: nobody can know', async () => {
  const { sandbox, channel } = await openChat()
  sandbox.faults.add('sendMessage', { type: 'hang', when: 'before' })
  expect(await problemOf(channel.send(toMessage(chat), AbortSignal.timeout(300)))).toMatchObject({ kind: 'uncertain' })
})

it('C6: nobody listens there, or the name is unknown, or the connection is never secured: provably not sent', async () => {
  const sandbox = await openTelegramSandbox()
  const { apiRoot, token } = sandbox
  await sandbox.close()
  expect(await problemOf(openChannel({ apiRoot, token }).send(toMessage(chat), never()))).toMatchObject({ kind: 'unreachable' })
  const nowhere = openChannel({ apiRoot: 'http://nowhere.invalid', token })
  expect(await problemOf(nowhere.send(toMessage(chat), never()))).toMatchObject({ kind: 'unreachable' })
})

it('C6: a connection that is made but never secured took nothing, however long one waits', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const channel = openChannel({ apiRoot: `https://127.0.0.1:${port}`, token: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw' })
  const error = await problemOf(channel.send(toMessage(chat), AbortSignal.timeout(300)))
  expect(error).toMatchObject({ kind: 'unreachable' })
  server.close()
})

it('C7: who blocked the bot is told as blocked, and can be written to again later', async () => {
  const { sandbox, channel } = await openChat()
  sandbox.customer.block(chat)
  expect(await problemOf(channel.send(toMessage(chat), never()))).toMatchObject({ kind: 'blocked' })
  sandbox.customer.unblock(chat)
  await channel.send(toMessage(chat), never())
  expect(sandbox.sentTo(chat)).toHaveLength(1)
})

it('C8: a chat that does not exist is refused, a person who left Telegram is blocked', async () => {
  const { sandbox, channel } = await openChat()
  expect(await problemOf(channel.send(toMessage(999), never()))).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('chat not found'),
  })
  sandbox.customer.deactivate(chat)
  expect(await problemOf(channel.send(toMessage(chat), never()))).toMatchObject({ kind: 'blocked' })
})

it('C9: a group that became a supergroup gets the message once, under its new id, which is told', async () => {
  const { sandbox, channel } = await openBoth({ groups: true })
  sandbox.customer.group(-55, 'Соседи')
  sandbox.customer.migrate(-55, -1001234567890)
  const receipt = await channel.send(toMessage(-55), never())
  expect(receipt).toEqual({ externalId: '1', conversation: '-1001234567890' })
  expect(sandbox.sentTo(-1001234567890)).toHaveLength(1)
})

it('C9: what goes wrong under the new id is told as any other problem', async () => {
  const { sandbox, channel } = await openBoth({ groups: true })
  sandbox.customer.group(-55, 'Соседи')
  sandbox.customer.migrate(-55, -1001234567890)
  sandbox.customer.block(-1001234567890)
  expect(await problemOf(channel.send(toMessage(-55), never()))).toMatchObject({ kind: 'blocked' })
})

it('C11: the longest text of one call leaves whole, one sign more is refused', async () => {
  const { sandbox, channel } = await openChat()
  const text = '😡'.repeat(channel.can.textLimit / 2)
  await channel.send(toMessage(chat, { text }), never())
  expect(sandbox.sentTo(chat)).toMatchObject([{ text }])
  expect(await problemOf(channel.send(toMessage(chat, { text: 'я'.repeat(4_097) }), never()))).toMatchObject({ kind: 'refused' })
})

it('a wrong token is misconfigured, and no error tells the token', async () => {
  const { sandbox } = await openChat()
  const token = '110201543:WRONG-TOKEN-THAT-NOBODY-MAY-SEE-0001'
  const channel = openChannel({ apiRoot: sandbox.apiRoot, token })
  const refused = await problemOf(channel.send(toMessage(chat), never()))
  expect(refused).toMatchObject({ kind: 'misconfigured' })
  await sandbox.close()
  const away = await problemOf(channel.send(toMessage(chat), never()))
  for (const error of [refused, away]) expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('NOBODY-MAY-SEE')
})

it('many texts at once each leave once', async () => {
  const { sandbox, channel } = await openChat()
  const texts = Array.from({ length: 40 }, (_, place) => `№ ${place}`)
  const receipts = await Promise.all(texts.map((text) => channel.send(toMessage(chat, { text }), never())))
  expect(new Set(receipts.map(({ externalId }) => externalId)).size).toBe(40)
  expect(
    sandbox
      .sentTo(chat)
      .map(({ text }) => text)
      .sort(),
  ).toEqual([...texts].sort())
})

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(500, 7)])

it('a picture goes as a picture, another file as a document under its name', async () => {
  const pdf = Buffer.from('%PDF-1.7 …')
  const { sandbox, channel } = await openChat(shelfOf(jpeg, pdf))
  await channel.send(toMessage(chat, { text: '', files: [toFile(1, 'фото.jpg', 'image/jpeg', jpeg.length)] }), never())
  await channel.send(toMessage(chat, { text: '', files: [toFile(2, 'Ответ "итог"\r\n.pdf', 'application/pdf', pdf.length)] }), never())
  expect(sandbox.sentTo(chat)).toMatchObject([
    { photo: [{ file_size: jpeg.length }] },
    { document: { file_name: 'Ответ _итог_ .pdf', file_size: pdf.length } },
  ])
})

it('a picture that Telegram does not take as one goes as a document, once', async () => {
  const broken = Buffer.from('no picture at all')
  const { sandbox, channel } = await openChat(shelfOf(broken))
  await channel.send(toMessage(chat, { text: '', files: [toFile(1, 'скан.png', 'image/png', broken.length)] }), never())
  expect(sandbox.sentTo(chat)).toMatchObject([{ document: { file_name: 'скан.png' } }])
})

it('C15: a file over the limit of the platform is refused, not dropped', async () => {
  const huge = Buffer.alloc(50_200_000)
  const { sandbox, channel } = await openChat(shelfOf(huge))
  const problem = await problemOf(
    channel.send(toMessage(chat, { text: '', files: [toFile(1, 'видео.mp4', 'video/mp4', huge.length)] }), never()),
  )
  expect(problem).toMatchObject({ kind: 'refused' })
  expect(sandbox.sentTo(chat)).toHaveLength(0)
})

it('a file that is not there, or breaks in the middle, was provably not sent', async () => {
  const breaking = () =>
    Readable.from(
      (function* () {
        yield Buffer.alloc(100_000)
        throw new Error('disk')
      })(),
    )
  const { sandbox, channel } = await openChat(new Map([[1, breaking]]))
  // On the connection of the text, which is made already, the file's beginning really leaves.
  await channel.send(toMessage(chat), never())
  for (const id of [1, 2]) {
    const files = [toFile(id, 'письмо.pdf', 'application/pdf', 200_000)]
    expect(await problemOf(channel.send(toMessage(chat, { text: '', files }), never()))).toMatchObject({ kind: 'unreachable' })
  }
  expect(sandbox.sentTo(chat)).toHaveLength(1)
})

it('a cut after the file was taken is uncertain, with one copy in the chat', async () => {
  const { sandbox, channel } = await openChat(shelfOf(jpeg))
  sandbox.faults.add('sendPhoto', { type: 'cut', when: 'after' })
  const files = [toFile(1, 'фото.jpg', 'image/jpeg', jpeg.length)]
  expect(await problemOf(channel.send(toMessage(chat, { text: '', files }), never()))).toMatchObject({ kind: 'uncertain' })
  expect(sandbox.sentTo(chat)).toHaveLength(1)
})
