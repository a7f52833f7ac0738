import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FeedTail, openFeedTail } from '../../src/core/feed-tail.js'
import { openFeedReader, pruneFeed } from '../../src/storage/feed.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { until } from '../support/until.js'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.reset())

const change = (what: string) => ({ text: `insert into feed (origin, what) values ('test', $1)`, values: [what] })
const write = (what: string) => database.ledger.pool.query(change(what))

/** Everything that can be read from the cursor on. */
async function readOn(from: string): Promise<{ readonly what: string[]; readonly cursor: string }> {
  const reader = openFeedReader(database.ledger.pool)
  const what: string[] = []
  for (let cursor = from; ; ) {
    const page = await reader.after(cursor, 7)
    if (!page) throw new Error('the cursor is not known')
    cursor = page.cursor
    what.push(...page.changes.map((one) => one.what))
    if (page.changes.length === 0 && !page.isHeldBack) return { what, cursor }
  }
}

describe('the feed', () => {
  it('gives a reader every change of ten writers once, whatever the order of their commits', async () => {
    const from = await openFeedReader(database.ledger.pool).head()
    const writer = async (name: number) => {
      const client = await database.ledger.pool.connect()
      for (let count = 0; count < 25; count++) {
        await client.query('begin')
        await client.query(change(`${name}:${count}`))
        if (count % 3 === name % 3) await client.query('select pg_sleep(0.002)')
        await client.query('commit')
      }
      client.release()
    }
    let isDone = false
    const writing = Promise.all([0, 1, 2, 3, 4, 5].map(writer)).finally(() => {
      isDone = true
    })
    const seen: string[] = []
    let cursor = from
    while (!isDone) {
      const read = await readOn(cursor)
      cursor = read.cursor
      seen.push(...read.what)
    }
    await writing
    seen.push(...(await readOn(cursor)).what)
    expect(seen).toHaveLength(150)
    expect(new Set(seen).size).toBe(150)
  })

  it('holds back what an older transaction may still slip before, and says so', async () => {
    const reader = openFeedReader(database.ledger.pool)
    const from = await reader.head()
    const slow = await database.ledger.owner.connect()
    await slow.query('begin')
    await slow.query(change('slow'))
    await write('quick')
    const before = await reader.after(from, 10)
    expect(before).toMatchObject({ changes: [], isHeldBack: true })
    await slow.query('commit')
    slow.release()
    expect((await readOn(from)).what).toEqual(['slow', 'quick'])
  })

  it('tells a reader who was away for too long that something is missing, and no other', async () => {
    const reader = openFeedReader(database.ledger.pool)
    const old = await reader.head()
    await write('long ago')
    await write('yesterday')
    const middle = await readOn(old)
    await write('today')
    const { rows } = await database.ledger.pool.query(`update feed set at = now() - interval '3 days' where what <> 'today' returning seq`)
    expect(await pruneFeed(database.ledger.pool, new Date(Date.now() - 86_400_000).toISOString())).toBe(rows.length)
    expect(await reader.after(old, 10)).toBeNull()
    expect((await readOn(middle.cursor)).what).toEqual(['today'])
    expect(await pruneFeed(database.ledger.pool, new Date(Date.now() - 86_400_000).toISOString())).toBe(0)
    expect(await reader.after(old, 10)).toBeNull()
  })

  it.each(['', 'x', '1', '1.2.3', '-1.0', '99999999999999999999.1', '1.1; drop table feed'])('knows no cursor %j', async (cursor) => {
    expect(await openFeedReader(database.ledger.pool).after(cursor, 10)).toBeNull()
  })
})

describe('the tail', () => {
  let tail: FeedTail
  beforeEach(async () => {
    tail = openFeedTail(openFeedReader(database.ledger.pool), (reason) => {
      throw reason
    })
    await tail.start()
    return () => tail.stop()
  })

  it('tells everybody who listens what one nudge is about', async () => {
    const heard: string[][] = [[], []]
    const stop = tail.onNews(({ changes }) => heard[0]?.push(...changes.map(({ what }) => what)))
    tail.onNews(({ changes }) => heard[1]?.push(...changes.map(({ what }) => what)))
    await write('a')
    tail.nudge()
    await until('both have heard', () => heard.every((one) => one.length === 1))
    stop()
    await write('b')
    tail.nudge()
    await until('the second has heard again', () => heard[1]?.length === 2)
    expect(heard).toEqual([['a'], ['a', 'b']])
  })
})
