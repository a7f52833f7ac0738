import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDesk, type TestDesk } from '../support/desk.js'

const seed = Number(process.env.OTKLIK_SEED ?? 1)
const n = Number(process.env.OTKLIK_N ?? 100)

let test: TestDesk
const unhandled: unknown[] = []
const note = (reason: unknown): void => void unhandled.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', note)
  test = await openTestDesk()
})
afterAll(async () => {
  process.off('unhandledRejection', note)
  await test.close()
})

const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  'javascript:alert(1)',
  '{{ constructor }}{% raw %}',
  '\u0000',
  '\ud800',
  '\u202egnp.exe',
  '\u200b\u200d\ufeff',
  "'; drop table messages; --",
  '../../etc/passwd',
  '№ 100014',
  '😡'.repeat(50),
  'а'.repeat(25_000),
)
const text = fc.oneof(
  hostile,
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.tuple(hostile, fc.string()).map(([a, b]) => a + b),
)
const anything = fc.oneof(text, fc.anything({ maxDepth: 4, values: [text, fc.integer(), fc.boolean(), fc.constant(null)] }))
const deep = fc.integer({ min: 1, max: 4_000 }).map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
const activity = fc
  .record(
    {
      type: fc.oneof(
        { weight: 6, arbitrary: fc.constant('message') },
        { weight: 1, arbitrary: anything },
        { weight: 1, arbitrary: fc.constantFrom('typing', 'event', 'invoke') },
      ),
      text: fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: anything }),
      from: fc.oneof(fc.record({ id: anything, name: anything, role: anything }), anything),
      value: anything,
      locale: anything,
      id: anything,
      channelData: fc.oneof(fc.record({ clientActivityID: anything, postBack: anything, page: anything, utm: anything }), anything),
      attachments: anything,
      timestamp: anything,
      conversation: anything,
    },
    { requiredKeys: ['type'] },
  )
  .map((made) => JSON.stringify(made, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? 'null')
const body = fc.oneof(
  { weight: 8, arbitrary: activity },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: text },
  { weight: 1, arbitrary: fc.json() },
)

async function start(): Promise<{ id: string; headers: Record<string, string> }> {
  const answer = await fetch(`${test.url}/v3/directline/conversations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${test.desk.directLineSecret}`, 'content-type': 'application/json' },
    body: '{}',
  })
  const { conversationId } = (await answer.json()) as { conversationId: string }
  // The secret is not limited, so a thousand strange messages in a row all reach the desk.
  return { id: conversationId, headers: { authorization: `Bearer ${test.desk.directLineSecret}`, 'content-type': 'application/json' } }
}

describe('whatever is posted to the web chat', () => {
  it('never breaks the desk, and the next good message is acknowledged', { timeout: 3_600_000 }, async () => {
    let conversation = await start()
    let sent = 0
    await fc.assert(
      fc.asyncProperty(body, async (given) => {
        if (++sent % 25 === 0) conversation = await start()
        const activities = `${test.url}/v3/directline/conversations/${conversation.id}/activities`
        const answer = await fetch(activities, { method: 'POST', headers: conversation.headers, body: given })
        const said = await answer.text()
        expect(answer.status, `${given.slice(0, 200)} → ${said.slice(0, 200)}`).toBeLessThan(500)
        expect(said).not.toMatch(/at .*\.(ts|js):\d+/)
      }),
      { seed, numRuns: n, endOnFailure: true },
    )
    await test.settle()
    const customer = await test.converse()
    await customer.say('Мне привезли разбитый телефон, верните деньги!')
    expect((await customer.heard())[0]?.text).toMatch(/№ \d{6}/)
    expect(unhandled).toEqual([])
    const { rows } = await test.desk.ledger.pool.query(`select
      (select count(*) from inbox where handled_at is null) as unhandled,
      (select count(*) from outbox where state in ('queued', 'sending')) as unsent,
      (select count(*) from complaints where acknowledged_at is null) as untold`)
    expect(rows[0]).toEqual({ unhandled: 0, unsent: 0, untold: 0 })
  })

  it('asked of with any watermark or token answers clearly', { timeout: 3_600_000 }, async () => {
    const conversation = await start()
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (given, isToken) => {
        const url = `${test.url}/v3/directline/conversations/${conversation.id}/activities?watermark=${isToken ? '' : encodeURIComponent(wellFormed(given))}`
        const token = encodeURIComponent(wellFormed(given)).slice(0, 4_000)
        const answer = await fetch(url, { headers: isToken ? { authorization: `Bearer ${token}` } : conversation.headers })
        expect(answer.status).toBeLessThan(500)
        if (isToken) expect([401, 403, 431]).toContain(answer.status)
      }),
      { seed, numRuns: n, endOnFailure: true },
    )
  })
})

/** A lone surrogate cannot stand in an address; what a browser would send in its place. */
const wellFormed = (given: string): string => new TextDecoder().decode(new TextEncoder().encode(given))
