import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parse } from '../../../src/channels/teams/parse.js'
import { forgeries } from '../../../src/sandbox/bot-framework/issuer.js'
import { accountId, openDoor } from './door.js'

let door: Awaited<ReturnType<typeof openDoor>>
beforeAll(async () => {
  door = await openDoor()
})
beforeEach(() => {
  door.accepted.splice(0)
  door.platform.faults.clear()
  door.clock.aheadMs = 0
  door.restart()
})
afterAll(() => door.close())

const anna = () => door.platform.customer({ id: '29:anna' })

test('an activity with a right token is kept as it came, under its ids, in the lane of its conversation', async () => {
  const activity = anna().activity({ id: 'act|1', text: 'Не привезли' })
  expect((await anna().post(activity)).status).toBe(200)
  const conversation = `msteams|${door.platform.serviceUrl.slice(0, -1)}|28:${door.platform.appId}|a:29:anna`
  expect(door.accepted).toMatchObject([{ accountId, externalId: 'msteams|a:29:anna|act%7C1', lane: conversation }])
  expect(JSON.parse(Buffer.from(door.accepted[0]!.raw).toString())).toEqual(activity)
})

test('the same activity twice is accepted once, and both are answered alike', async () => {
  const activity = anna().activity({ text: 'Не привезли' })
  expect([(await anna().post(activity)).status, (await anna().post(activity)).status]).toEqual([200, 200])
  expect(door.accepted).toHaveLength(1)
})

test('an edit comes under the id of its message and is another arrival each time', async () => {
  const activity = anna().activity({ id: '7', text: 'Не привезли' })
  await anna().post(activity)
  await anna().edit('7', 'Не привезли стол')
  await anna().edit('7', 'Не привезли стул')
  await anna().remove('7')
  expect(door.accepted).toHaveLength(4)
  expect(door.events()).toMatchObject([
    { type: 'message', externalId: 'msteams|a:29:anna|7' },
    { type: 'edited', of: 'msteams|a:29:anna|7', text: 'Не привезли стол' },
    { type: 'edited', of: 'msteams|a:29:anna|7', text: 'Не привезли стул' },
    { type: 'deleted', of: ['msteams|a:29:anna|7'] },
  ])
})

describe('nothing is accepted from a caller whose token has', () => {
  const proved = new Set(['wrong audience', 'an audience that only contains ours', 'wrong issuer', 'wrong serviceurl', 'no serviceurl'])
  test.each(forgeries)('%s', async (forgery) => {
    const { status, body } = await anna().post(anna().activity({ text: 'hi' }), { forgery })
    expect(status).toBe(proved.has(forgery) ? 403 : 401)
    expect(JSON.parse(body)).toMatchObject({ error: { code: proved.has(forgery) ? 'forbidden' : 'unauthorized' } })
    expect(door.accepted).toEqual([])
  })

  test.each([null, '', 'Bearer', 'Bearer a.b.c', 'Basic abc', `Bearer ${'a'.repeat(9_000)}`, 'Bearer e30.e30.e30'])(
    'nothing to read in it: %s',
    async (authorization) => {
      expect((await anna().post(anna().activity({ text: 'hi' }), { authorization })).status).toBe(401)
      expect(door.accepted).toEqual([])
    },
  )
})

test('a key that is not endorsed for a channel cannot speak for it', async () => {
  await door.platform.issuer.rotate(['webchat'])
  expect((await anna().say('hi')).status).toBe(403)
  expect((await door.platform.customer({ id: 'b', channelId: 'webchat' }).say('hi')).status).toBe(200)
  await door.platform.issuer.rotate()
})

test('a caller whose clock is four minutes off is believed', async () => {
  door.clock.aheadMs = 3_600_000 + 240_000
  expect((await anna().say('hi')).status).toBe(200)
  door.clock.aheadMs = 3_600_000 + 330_000
  expect((await anna().say('hi')).status).toBe(401)
})

describe('keys', () => {
  test('are asked for once, and once more when the issuer has changed its key', async () => {
    const before = door.platform.asked('keys')
    for (let time = 0; time < 5; time += 1) expect((await anna().say('hi')).status).toBe(200)
    expect(door.platform.asked('keys')).toBe(before + 1)
    await door.platform.issuer.rotate()
    door.clock.aheadMs = 61_000
    expect((await anna().say('hi')).status).toBe(200)
    expect(door.platform.asked('keys')).toBe(before + 2)
  })

  test('are asked for at most once a minute, however many strangers name keys of their own', async () => {
    expect((await anna().say('hi')).status).toBe(200)
    const before = door.platform.asked('keys')
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        expect((await anna().post(anna().activity({}), { forgery: 'unknown key' })).status).toBe(401)
      }),
    )
    expect(door.platform.asked('keys')).toBe(before)
    door.clock.aheadMs = 61_000
    await Promise.all(Array.from({ length: 8 }, () => anna().post(anna().activity({}), { forgery: 'unknown key' })))
    expect(door.platform.asked('keys')).toBe(before + 1)
  })

  test('that were known go on to be believed while the issuer is away', async () => {
    expect((await anna().say('hi')).status).toBe(200)
    door.clock.aheadMs = 24 * 3_600_000 + 1_000
    door.platform.faults.add('openid', { type: 'answer', status: 500, body: {} })
    const before = door.platform.asked('openid')
    // The key is believed and the token is not, being a day old by this clock.
    expect((await anna().say('hi')).status).toBe(401)
    expect(door.platform.asked('openid')).toBe(before + 1)
  })

  test('that cannot be had make the caller come again, and are asked for again soon', async () => {
    door.platform.faults.add('openid', { type: 'cut', when: 'before' })
    expect((await anna().say('hi')).status).toBe(503)
    expect((await anna().say('hi')).status).toBe(503)
    expect(door.accepted).toEqual([])
    door.clock.aheadMs = 2_001
    expect((await anna().say('hi')).status).toBe(200)
  })

  test('of no use beside the right one are passed over', async () => {
    const useless = [
      { kid: 'a', kty: 'EC', crv: 'P-256' },
      { kid: 'b', kty: 'RSA' },
    ]
    const { keys } = door.platform.issuer.keySet()
    door.platform.faults.add('keys', { type: 'answer', status: 200, body: { keys: [...useless, ...keys] } })
    expect((await anna().say('hi')).status).toBe(200)
  })
})

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['no conversation', { type: 'message', channelId: 'msteams', serviceUrl: 'https://a.example/' }],
  ['a service in plain http', { type: 'message', channelId: 'msteams', serviceUrl: 'http://a.example/', conversation: { id: 'a' } }],
  [
    'a conversation that no ledger can hold',
    { type: 'message', channelId: 'msteams', serviceUrl: 'https://a.example/', conversation: { id: 'a\u0000' } },
  ],
])('a proved caller who posts %s is told so', async (_what, body) => {
  const { status } = await anna().post(body)
  expect(status).toBe(400)
  expect(door.accepted).toEqual([])
})

test('a right token for one service does not open another address', async () => {
  expect((await anna().post(anna().activity({ serviceUrl: 'https://evil.example/' }))).status).toBe(403)
  expect(door.accepted).toEqual([])
})

test('no body of a proved caller breaks it, and what is accepted lands where parse says', async () => {
  const { appId, serviceUrl, issuer } = door.platform
  const authorization = `Bearer ${await issuer.channelToken({ audience: appId, serviceUrl })}`
  const right = anna().activity({ text: 'hi' })
  const name = fc.constantFrom(
    'type',
    'id',
    'conversation',
    'recipient',
    'channelId',
    'serviceUrl',
    'from',
    'text',
    'timestamp',
    '__proto__',
  )
  const value = fc.oneof(
    fc.constantFrom<unknown>('typing', 'msteams:COPILOT', { id: 'a|b' }, 'a\u0000'),
    fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }),
  )
  const changed = fc.dictionary(name, value).map((fields) => Buffer.from(JSON.stringify({ ...right, ...fields })))
  await fc.assert(
    fc.asyncProperty(fc.oneof(changed, fc.uint8Array()), async (body) => {
      const { answer, arrivals } = await door.channel().intake.check({ method: 'POST', headers: { authorization }, query: {}, body })
      expect(arrivals.length > 0 ? [200] : [400, 403]).toContain(answer.status)
      for (const { externalId, lane, raw } of arrivals) {
        expect(JSON.stringify([externalId, lane])).not.toMatch(/\\u0000|\\ud[89a-f]/)
        for (const event of parse(raw)) expect(event).toMatchObject({ externalId, conversation: lane })
      }
    }),
    { numRuns: 300 },
  )
})
