import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkAll } from '../crash/check-ledger.js'
import { openChance } from '../support/chance.js'
import { openTestDesk, type TestDesk } from '../support/desk.js'
import { readLongRun } from '../support/long-run.js'
import { forged, mutatedActivity } from './mutate.js'
import { nastyName, nastyText, nastyValue, scriptMark, wellFormed } from './nasty.js'
import { inParallel, send } from './wire.js'

const { seed, n } = readLongRun(300)
const minuteMs = 60_000

describe(`Direct Line under ${n} strange requests of a kind`, () => {
  let test: TestDesk
  let root: string
  const rejections: unknown[] = []
  const note = (reason: unknown) => rejections.push(reason)

  beforeAll(async () => {
    process.on('unhandledRejection', note)
    test = await openTestDesk({ sweepMs: 500 })
    root = `${test.url}/v3/directline`
  })
  afterAll(async () => {
    await test.close()
    process.off('unhandledRejection', note)
  })

  const headersOf = (credential: string, type = 'application/json') => ({ authorization: `Bearer ${credential}`, 'content-type': type })
  const secret = () => test.desk.directLineSecret
  const start = async (body = '{}') => {
    const { body: started, status } = await send(`${root}/conversations`, { method: 'POST', headers: headersOf(secret()), body })
    return { status, ...(started as { conversationId: string; token: string; streamUrl: string }) }
  }
  const count = async (sql: string, values: unknown[] = []) =>
    Number((await test.desk.ledger.pool.query<{ count: number }>(`select count(*)::int as count ${sql}`, values)).rows[0]?.count)

  /** What every kind of strangeness must leave behind: a desk that acknowledges the next good message, and a whole ledger. */
  const stillWell = async () => {
    await test.settle()
    const customer = await test.converse()
    expect(await customer.say('Мне привезли разбитый телефон, верните деньги!')).toMatchObject({ status: 200 })
    expect((await customer.heard())[0]?.text).toMatch(/Жалоба № \d{6} принята/)
    await checkAll(test.desk.ledger.pool, [])
    expect(rejections).toEqual([])
  }

  it('takes activities or refuses them with a reason, and loses none that it took', async () => {
    const chance = openChance(seed).fork('activities')
    const taken = new Map<string, Set<string>>()
    const conversations = await Promise.all(Array.from({ length: 10 }, () => start()))
    await inParallel(n, async () => {
      const { conversationId, token } = chance.pick(conversations)
      const credential = chance.pick([secret(), token])
      const type = chance.below(20) === 0 ? nastyHeader(nastyText(chance)) : 'application/json'
      const headers = headersOf(credential, type)
      const { status, body } = await send(`${root}/conversations/${conversationId}/activities`, {
        method: 'POST',
        headers,
        body: mutatedActivity(chance),
      })
      expect([200, 400, 404, 413, 415, 429]).toContain(status)
      if (status === 429) test.clock.move(minuteMs / 60)
      if (status !== 200) return
      const id = (body as { id: string }).id
      taken.set(conversationId, (taken.get(conversationId) ?? new Set()).add(id))
    })
    await test.settle()
    for (const [conversation, ids] of taken) {
      const kept = await count('from inbox where lane = $1 and external_id = any($2)', [conversation, [...ids]])
      const typing = ids.size - kept
      expect(typing, 'only typing is answered and not kept').toBeGreaterThanOrEqual(0)
      expect(await count('from inbox where lane = $1 and handled_at is null', [conversation])).toBe(0)
    }
    expect(await count('from inbox')).toBeGreaterThan(n / 10)
    await stillWell()
  })

  it('keeps every word of a strange text but what cannot be written, and never as code', async () => {
    const chance = openChance(seed).fork('texts')
    const said: { conversation: string; id: string; text: string }[] = []
    await inParallel(n, async (index) => {
      const { conversationId, token } = await start(
        JSON.stringify({ user: { id: `u${index}`, name: nastyText(chance) }, locale: nastyText(chance) }),
      )
      const text = `жалоба ${index} ${nastyText(chance)}`
      const activity = {
        type: 'message',
        from: { id: 'x', name: nastyText(chance) },
        text,
        channelData: { page: nastyText(chance), any: nastyValue(chance) },
      }
      const { status, body } = await send(`${root}/conversations/${conversationId}/activities`, {
        method: 'POST',
        headers: headersOf(token),
        body: JSON.stringify(activity),
      })
      // Nested too deep is the one thing that is wrong with some of them.
      if (status === 400) return expect(body).toMatchObject({ error: { code: 'bad_json' } })
      expect(status).toBe(200)
      said.push({ conversation: conversationId, id: (body as { id: string }).id, text })
    })
    expect(said.length).toBeGreaterThan(n / 2)
    await test.settle()
    for (const { conversation, id, text } of said) {
      const { body, text: page } = await send(`${root}/conversations/${conversation}/activities`, { headers: headersOf(secret()) })
      const { activities } = body as { activities: { id: string; text: string; textFormat: string }[] }
      const own = activities.filter((one) => one.id === id)
      expect(own, text).toHaveLength(1)
      expect(own[0]!.textFormat).toBe('plain')
      expect(visible(own[0]!.text)).toBe(visible(text))
      expect(own[0]!.text).not.toContain('\0')
      expect(own[0]!.text).toBe(wellFormed(own[0]!.text))
      const statusUrl = /http:[^\s"\\]+\/status\/[\w.-]+/.exec(page)?.[0]
      if (statusUrl) expect(await (await fetch(statusUrl)).text()).not.toMatch(new RegExp(`<[^>]*${scriptMark}|<script>${scriptMark}`))
    }
    await stillWell()
  })

  it('reads from any watermark, and to nobody who shows no right', async () => {
    const chance = openChance(seed).fork('watermarks')
    const customer = await test.converse()
    await customer.say('Мне привезли разбитый телефон')
    const all = (await customer.all()).map(({ id }) => id)
    const other = await start()
    await inParallel(n, async () => {
      const watermark = inAddress(chance.pick(['1', '-1', '0x1', '99999999999999999999', '1e9', ' 2', nastyText(chance)]))
      const url = `${root}/conversations/${customer.id}/activities?watermark=${watermark}`
      const { status, body } = await send(url, { headers: headersOf(customer.token) })
      expect(status).toBe(200)
      const ids = (body as { activities: { id: string }[] }).activities.map(({ id }) => id)
      expect(ids).toEqual(all.slice(all.length - ids.length))
      const stranger = forged(customer.token, chance)
      if (stranger !== customer.token) expect([400, 401, 403, 431]).toContain((await send(url, { headers: headersOf(stranger) })).status)
      expect((await send(url, { headers: headersOf(other.token) })).status).toBe(403)
    })
    await stillWell()
  })

  it('takes files of any name, or says why not', async () => {
    const chance = openChance(seed).fork('files')
    await inParallel(Math.ceil(n / 5), async () => {
      const { conversationId, token } = await start()
      const name = wellFormed(nastyName(chance))
      const form = new FormData()
      if (chance.below(2) === 0)
        form.set('activity', new Blob([mutatedActivity(chance)], { type: 'application/vnd.microsoft.activity' }), 'activity')
      form.set('file', new Blob([nastyText(chance)], { type: nastyHeader(nastyText(chance)) }), name)
      const { status, body } = await send(`${root}/conversations/${conversationId}/upload?userId=${inAddress(name)}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: form,
      })
      expect([200, 400, 413, 415], JSON.stringify(body)).toContain(status)
    })
    await test.settle()
    const { rows } = await test.desk.ledger.pool.query<{ name: string }>('select name from files')
    expect(rows.length).toBeGreaterThan(n / 50)
    for (const { name } of rows) expect(name).toMatch(/^[^\p{Cc}\p{Cf}/\\]{1,255}$/u)
    await stillWell()
  })

  it('answers strange requests for tokens, conversations and pages in words', async () => {
    const chance = openChance(seed).fork('doors')
    const { token, conversationId } = await start()
    await inParallel(n, async () => {
      const strange = inAddress(nastyText(chance))
      const path = chance.pick([
        '/v3/directline/tokens/generate',
        '/v3/directline/tokens/refresh',
        '/v3/directline/conversations',
        `/v3/directline/conversations/${strange}/activities`,
        `/v3/directline/conversations/${conversationId}/stream?t=${strange}`,
        `/v3/directline/conversations/${conversationId}/files/${strange}?t=${strange}`,
        '/api/widget/token',
        `/api/v1/complaints/${strange}`,
        `/api/v1/${strange}`,
      ])
      const method = chance.pick(['GET', 'POST', 'PUT', 'DELETE'])
      const body = method === 'GET' ? null : chance.pick([JSON.stringify(nastyValue(chance)), mutatedActivity(chance)])
      const headers = {
        ...headersOf(chance.pick([token, secret(), forged(token, chance)])),
        ...(chance.below(2) === 0 && { origin: test.url }),
      }
      await send(`${test.url}${path}`, { method, headers, body })
    })
    await stillWell()
  })
})

/** All that a reader could miss. */
const visible = (text: string): string => text.replaceAll(/[\p{C}\s]/gu, '').normalize('NFC')

/** Not longer than Node takes an address. */
const inAddress = (text: string): string => encodeURIComponent(wellFormed(text.slice(0, 500)))

/** What can stand in a header at all. */
const nastyHeader = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 200) || 'x'
