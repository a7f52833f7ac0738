import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { until } from '../../support/until.js'
import { startChat } from './chat.js'
import { account, openTestDesk, shopOrigin, type TestDesk, type TestDeskOptions } from './desk.js'
import { listenTo } from './listener.js'

let desk: TestDesk
const start = async (options: TestDeskOptions = {}) => {
  desk = await openTestDesk(options)
  return startChat(desk)
}
afterEach(() => desk.close())

const say = (conversation: string, ...texts: readonly string[]) => desk.port.say(account, conversation, ...texts.map((text) => ({ text })))
const numbers = (count: number) => Array.from({ length: count }, (_, at) => String(at))

describe('a stream', () => {
  test('shows every message once, in order, with the watermark of the last', async () => {
    const chat = await start({ answer: (text) => [{ text: `heard: ${text}` }] })
    const listener = listenTo(chat.streamUrl)
    await chat.say('hello')
    await until('both are shown', () => listener.activities.length === 2)
    say(chat.id, 'one', 'two')
    await until('all are shown', () => listener.activities.length === 4)
    expect(listener.texts()).toEqual(['hello', 'heard: hello', 'one', 'two'])
    expect(listener.watermarks.at(-1)).toBe('4')
    listener.socket.close()
  })

  test('goes on after the watermark of a reconnect without a gap and without a repeat', async () => {
    const chat = await start()
    const before = listenTo(chat.streamUrl)
    say(chat.id, ...numbers(3))
    await until('three are shown', () => before.activities.length === 3)
    before.socket.terminate()
    say(chat.id, 'while away')
    const { status, body } = await chat.reconnect(before.watermarks.at(-1))
    expect(status).toBe(200)
    expect(body).toMatchObject({ conversationId: chat.id, token: expect.any(String), streamUrl: expect.stringMatching(/^ws:/) })
    const after = listenTo(body.streamUrl)
    await until('the missed one is shown', () => after.activities.length === 1)
    expect(after.texts()).toEqual(['while away'])
    after.socket.close()
  })

  test('stands still at no note', async () => {
    const chat = await start()
    const listener = listenTo(chat.streamUrl)
    say(chat.id, 'before')
    await until('it is shown', () => listener.activities.length === 1)
    desk.port.note(account, chat.id)
    say(chat.id, 'after')
    await until('the next is shown', () => listener.activities.length === 2)
    expect(listener.watermarks.at(-1)).toBe('3')
    listener.socket.close()
  })

  test('reads the ledger when a nudge says only that something is new', async () => {
    const chat = await start()
    desk.port.nudges = 'bare'
    const listener = listenTo(chat.streamUrl)
    say(chat.id, ...numbers(130))
    await until('all are shown', () => listener.activities.length === 130)
    expect(listener.texts()).toEqual(numbers(130))
    listener.socket.close()
  })

  test('makes good for nudges that were lost', async () => {
    const chat = await start()
    const listener = listenTo(chat.streamUrl)
    say(chat.id, 'seen')
    await until('the first is shown', () => listener.activities.length === 1)
    desk.port.nudges = 'none'
    say(chat.id, 'lost', 'lost too')
    desk.port.nudges = 'fresh'
    say(chat.id, 'last')
    await until('all are shown', () => listener.activities.length === 4)
    expect(listener.texts()).toEqual(['seen', 'lost', 'lost too', 'last'])
    listener.socket.close()
  })

  test('loses and doubles nothing while messages come in the middle of slow reads', async () => {
    const chat = await start()
    const listener = listenTo(chat.streamUrl)
    desk.port.readDelay = () => new Promise((resolve) => setImmediate(resolve))
    let next = 0
    while (next < 600) {
      say(chat.id, String(next))
      next += 1
      if (next % 7 === 0) await new Promise((resolve) => setImmediate(resolve))
      if (next % 5 === 0) desk.port.nudges = next % 10 === 0 ? 'fresh' : 'bare'
    }
    await until('all are shown', () => listener.activities.length >= 600)
    expect(listener.texts()).toEqual(numbers(600))
    listener.socket.close()
  })

  test('shows an operator who is typing, and not the customer to themselves', async () => {
    const chat = await start()
    const listener = listenTo(chat.streamUrl)
    await once(listener.socket, 'open')
    await until('it listens', () => desk.port.listeners(account, chat.id) === 1)
    desk.port.typing(account, chat.id, 'person')
    desk.port.typing(account, chat.id, 'operator')
    await until('it is shown', () => listener.activities.length > 0)
    expect(listener.activities).toMatchObject([{ type: 'typing', from: { role: 'bot' } }])
    expect(listener.watermarks).toEqual([])
    listener.socket.close()
  })

  test('says when the conversation has ended and closes', async () => {
    const chat = await start()
    const listener = listenTo(chat.streamUrl)
    say(chat.id, 'goodbye')
    await until('it is shown', () => listener.activities.length === 1)
    desk.port.end(account, chat.id)
    expect(await listener.ended).toEqual({ code: 1000 })
    expect(listener.activities.map(({ type }) => type)).toEqual(['message', 'endOfConversation'])
  })

  test.each([1, 2, 3, 4])('shows the last word also when the end comes in the middle of read %i', async (read) => {
    const chat = await start()
    let reads = 0
    desk.port.readDelay = async () => {
      reads += 1
      if (reads !== read + 1) return
      say(chat.id, 'the last word')
      desk.port.end(account, chat.id)
    }
    const listener = listenTo(chat.streamUrl)
    await once(listener.socket, 'open')
    desk.port.note(account, chat.id)
    expect(await listener.ended).toEqual({ code: 1000 })
    expect(listener.activities.map(({ type, text }) => text ?? type)).toEqual(['the last word', 'endOfConversation'])
  })

  test('of many customers comes back after a restart of the desk, with nothing lost', async () => {
    await start()
    const chats = await Promise.all(Array.from({ length: 100 }, () => startChat(desk)))
    const before = chats.map((chat) => listenTo(chat.streamUrl))
    for (const chat of chats) say(chat.id, 'before')
    await until('all are shown', () => before.every(({ activities }) => activities.length === 1))
    await desk.restart()
    await Promise.all(before.map(({ ended }) => ended))
    for (const chat of chats) say(chat.id, 'after')
    const urls = await Promise.all(chats.map(async (chat, at) => (await chat.reconnect(before[at]?.watermarks.at(-1))).body.streamUrl))
    const after = urls.map((url) => listenTo(url))
    await until('all go on', () => after.every(({ activities }) => activities.length === 1))
    expect(after.flatMap((listener) => listener.texts())).toEqual(chats.map(() => 'after'))
    for (const { socket } of after) socket.terminate()
  })
})

/** Opens the stream and then never reads from it, not even the answer to a ping. */
async function readNothing(chat: Awaited<ReturnType<typeof startChat>>): Promise<Socket> {
  const { hostname, port, pathname, search } = new URL(chat.streamUrl)
  const stuck = connect(Number(port), hostname).pause()
  stuck.on('error', () => undefined)
  const handshake = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=='
  stuck.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: desk\r\n${handshake}\r\n\r\n`)
  await until('it listens', () => desk.port.listeners(account, chat.id) === 1)
  return stuck
}

describe('a stream URL', () => {
  test('works once', async () => {
    const chat = await start()
    const first = listenTo(chat.streamUrl)
    await once(first.socket, 'open')
    expect(await listenTo(chat.streamUrl).ended).toEqual({ refused: 403 })
    first.socket.close()
    await first.ended
    expect(await listenTo(chat.streamUrl).ended).toEqual({ refused: 403 })
  })

  test('works for a minute', async () => {
    const chat = await start()
    desk.clock.aheadMs = 61_000
    expect(await listenTo(chat.streamUrl).ended).toEqual({ refused: 403 })
  })

  test('works for its own conversation, unforged, and for none that has ended', async () => {
    const chat = await start()
    const other = await startChat(desk)
    expect(await listenTo(chat.streamUrl.replace(chat.id, other.id)).ended).toEqual({ refused: 403 })
    expect(await listenTo(chat.streamUrl.slice(0, -2)).ended).toEqual({ refused: 403 })
    expect(await listenTo(chat.streamUrl.split('?')[0] ?? '').ended).toEqual({ refused: 403 })
    desk.port.end(account, chat.id)
    expect(await listenTo(chat.streamUrl).ended).toEqual({ refused: 404 })
  })

  test('works on pages of the sites that are named, and on no others', async () => {
    const chat = await start()
    for (const origin of ['https://evil.example', 'null', '']) {
      const { body } = await chat.reconnect()
      expect(await listenTo(body.streamUrl, { Origin: origin }).ended).toEqual({ refused: 403 })
    }
    for (const origin of [shopOrigin, desk.url]) {
      const { socket } = listenTo((await chat.reconnect()).body.streamUrl, { Origin: origin })
      await once(socket, 'open')
      socket.close()
    }
  })

  test('is refused to who has collected too many', async () => {
    const chat = await start()
    const urls = await Promise.all(Array.from({ length: 21 }, async () => (await chat.reconnect()).body.streamUrl))
    const held = urls.slice(0, 20).map((url) => listenTo(url))
    await Promise.all(held.map(({ socket }) => once(socket, 'open')))
    expect(await listenTo(urls[20]).ended).toEqual({ refused: 429 })
    for (const { socket } of held) socket.terminate()
    await until('they are gone', () => desk.port.listeners(account, chat.id) === 0)
    const { socket } = listenTo((await chat.reconnect()).body.streamUrl)
    await once(socket, 'open')
    socket.close()
  })
})

describe('a client that misbehaves on its stream', () => {
  test('may send the empty frames that the public client sends', async () => {
    const chat = await start()
    const listener = listenTo(chat.streamUrl)
    await once(listener.socket, 'open')
    listener.socket.send('')
    say(chat.id, 'still here')
    await until('it is shown', () => listener.activities.length === 1)
    listener.socket.close()
  })

  test.each([
    ['a method of ours', '{"method":"accept","args":[]}', 1003],
    ['prototype keys', '{"__proto__":{"isServer":true}}', 1003],
    ['JSON ten thousand deep', '['.repeat(10_000), 1003],
    ['bytes', Buffer.from([0, 1, 2]), 1003],
    ['5 MB', 'a'.repeat(5 * 1024 * 1024), 1009],
  ])('is closed with a plain code after %s', async (_what, frame, code) => {
    const chat = await start()
    const listener = listenTo(chat.streamUrl)
    await once(listener.socket, 'open')
    listener.socket.send(frame)
    expect(await listener.ended).toEqual({ code })
    expect(listener.activities).toEqual([])
    await until('nobody listens', () => desk.port.listeners(account, chat.id) === 0)
    expect((await chat.say('and goes on')).status).toBe(200)
  })

  test('by reading nothing is dropped before it costs memory, and can replay', async () => {
    const chat = await start({ keepAliveMs: 500 })
    const stuck = await readNothing(chat)
    const before = process.memoryUsage().arrayBuffers
    const long = 'x'.repeat(20_000)
    for (let round = 0; round < 200; round += 1) {
      say(chat.id, ...Array(10).fill(long))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(desk.port.listeners(account, chat.id)).toBe(1)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 * 1024)
    await until('it is dropped', () => desk.port.listeners(account, chat.id) === 0)
    stuck.destroy()
    const replay = listenTo((await chat.reconnect('1990')).body.streamUrl)
    await until('the rest is replayed', () => replay.activities.length === 10)
    replay.socket.terminate()
  })

  test('by reading nothing does not hold up the end of the desk', async () => {
    const chat = await start()
    const stuck = await readNothing(chat)
    const started = performance.now()
    await desk.restart()
    expect(performance.now() - started).toBeLessThan(5_000)
    stuck.destroy()
  })
})
