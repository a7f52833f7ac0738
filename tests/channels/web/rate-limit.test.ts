import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRateLimit } from '../../../src/channels/web/rate-limit.js'
import { startChat } from './chat.js'
import { openTestDesk, secret, type TestDesk } from './desk.js'

describe('a rate limit', () => {
  const open = (maxKeys?: number) => {
    const clock = { ms: 1_000_000 }
    const limit = openRateLimit({ perMinute: 60, burst: 20, now: () => clock.ms, ...(maxKeys && { maxKeys }) })
    const takeMany = (key: string, count: number) =>
      Array.from({ length: count }, () => limit.take(key)).filter((waitMs) => waitMs === 0).length
    return { clock, limit, takeMany }
  }

  test('lets a burst through, then one a second, and says how long to wait', () => {
    const { clock, limit, takeMany } = open()
    expect(takeMany('a', 25)).toBe(20)
    expect(limit.take('a')).toBe(1_000)
    clock.ms += 400
    expect(limit.take('a')).toBe(600)
    clock.ms += 600
    expect(limit.take('a')).toBe(0)
    expect(limit.take('a')).toBe(1_000)
  })

  test('lets no more than sixty a minute and the burst through, however hard one tries', () => {
    const { clock, takeMany } = open()
    let through = 0
    for (let second = 0; second < 60; second += 1) {
      through += takeMany('a', 34)
      clock.ms += 1_000
    }
    expect(through).toBe(20 + 59)
  })

  test('is each conversation’s own', () => {
    const { takeMany } = open()
    expect([takeMany('a', 30), takeMany('b', 30)]).toEqual([20, 20])
  })

  test('does not give back when the clock goes back', () => {
    const { clock, limit, takeMany } = open()
    takeMany('a', 20)
    clock.ms -= 60_000
    expect(limit.take('a')).toBeGreaterThan(0)
  })

  test('remembers a busy conversation while a crowd of others passes, in bounded memory', () => {
    const { limit, takeMany } = open(100)
    takeMany('busy', 20)
    takeMany('stranger 0', 20)
    for (let stranger = 0; stranger < 10_000; stranger += 1) {
      limit.take(`stranger ${stranger}`)
      if (stranger % 50 === 0) expect(limit.take('busy')).toBeGreaterThan(0)
    }
    expect(takeMany('stranger 0', 30)).toBe(20)
  })
})

describe('messages of one conversation', () => {
  let desk: TestDesk
  beforeAll(async () => {
    desk = await openTestDesk()
  })
  afterAll(() => desk.close())

  test('get 429 with Retry-After beyond the burst, others do not, and what was accepted is kept', async () => {
    const [flood, calm] = [await startChat(desk), await startChat(desk)]
    const answers = await Promise.all(Array.from({ length: 200 }, (_, at) => flood.say(`message ${at}`)))
    const refused = answers.filter(({ status }) => status === 429)
    const accepted = answers.filter(({ status }) => status === 200)
    expect(accepted.length + refused.length).toBe(200)
    expect(accepted.length).toBeGreaterThanOrEqual(20)
    expect(accepted.length).toBeLessThan(40)
    expect(refused[0]?.headers.get('retry-after')).toMatch(/^[12]$/)
    expect(refused[0]?.body.error).toMatchObject({ code: 'rate_limited', fix: expect.stringContaining('Retry-After') })
    expect(desk.port.inbox.filter(({ lane }) => lane === flood.id)).toHaveLength(accepted.length)
    expect((await calm.say('hello')).status).toBe(200)
  })

  test('gain nothing by a fresh token, and go on when the time has passed', async () => {
    const chat = await startChat(desk)
    while ((await chat.say('again')).status === 200);
    const { body } = await desk.call('POST', '/v3/directline/tokens/refresh', { as: chat.token })
    const say = () => desk.call('POST', `${chat.path}/activities`, { as: body.token, json: { type: 'message', text: 'again' } })
    expect((await say()).status).toBe(429)
    expect((await desk.call('POST', `${chat.path}/upload`, { as: body.token, body: new FormData() })).status).toBe(429)
    desk.clock.aheadMs += 2_000
    expect((await say()).status).toBe(200)
  })

  test('posted by a server are not counted', async () => {
    const chat = await startChat(desk)
    const say = () => desk.call('POST', `${chat.path}/activities`, { as: secret, json: { type: 'message', text: 'hi', from: { id: 'a' } } })
    const answers = await Promise.all(Array.from({ length: 60 }, say))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
  })

  test('that only say somebody is typing have an allowance of their own', async () => {
    const chat = await startChat(desk)
    while ((await chat.post({ type: 'typing' })).status === 200);
    expect((await chat.say('a word')).status).toBe(200)
  })
})
