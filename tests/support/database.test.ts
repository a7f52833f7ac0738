import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from './database.js'

describe('the database of a test', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())

  it('is migrated, and reset empties it, also what may only grow', async () => {
    const { owner } = database.ledger
    await owner.query(`insert into journal_digests (at, heads, digest, hash) values (now(), 0, 'd', 'h')`)
    await owner.query(`insert into settings (key, value) values ('a', '1')`)
    await database.reset()
    expect((await owner.query('select id from journal_digests')).rows).toEqual([])
    expect((await owner.query('select key from settings')).rows).toEqual([])
    expect((await owner.query('select number from migrations')).rowCount).toBeGreaterThan(0)
    await owner.query(`insert into journal_digests (at, heads, digest, hash) values (now(), 0, 'd', 'h')`)
    expect((await owner.query('select id from journal_digests')).rows).toEqual([{ id: 1 }])
    await expect(owner.query('delete from journal_digests')).rejects.toThrow('append-only')
  })

  it('is nobody else’s', async () => {
    const others = await Promise.all([openTestDatabase(), openTestDatabase()])
    expect(new Set([database, ...others].map(({ databaseUrl }) => databaseUrl)).size).toBe(3)
    await Promise.all(others.map((other) => other.close()))
  })
})
