import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isAway } from '../../src/storage/away.js'
import { migrate } from '../../src/storage/migrate.js'
import { type Ledger, openLedger } from '../../src/storage/open.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { findServer } from '../support/server.js'
import { silentLog } from '../support/silent-log.js'
import { until } from '../support/until.js'

const isBefore16 = await majorOfServer().then((major) => major < 16)
const open = (databaseUrl: string) => openLedger({ databaseUrl, dataDir: '.', log: silentLog })

describe('a ledger on a server', () => {
  let database: TestDatabase
  let ledger: Ledger
  beforeAll(async () => {
    database = await openTestDatabase()
    ledger = database.ledger
  })
  afterAll(() => database.close())

  it('reads values as the desk writes them', async () => {
    const { rows } = await ledger.pool.query(`
      select 5::int8 as n, array[1::int8, null] as ns, '2026-03-01 12:00:00.1234+03'::timestamptz as at,
        array['2026-03-01 09:00Z'::timestamptz, null] as ats, '2026-03-01'::date as day, '{"a": [1]}'::jsonb as data, null::timestamptz as never`)
    expect(rows).toEqual([
      {
        n: 5,
        ns: [1, null],
        at: '2026-03-01T09:00:00.123Z',
        ats: ['2026-03-01T09:00:00.000Z', null],
        day: '2026-03-01',
        data: { a: [1] },
        never: null,
      },
    ])
  })

  it('leaves the pg module’s own readings alone', async () => {
    const client = new pg.Client({ connectionString: database.databaseUrl })
    await client.connect()
    const { rows } = await client.query('select 5::int8 as n, now() as at')
    await client.end()
    expect(rows).toEqual([{ n: '5', at: expect.any(Date) }])
  })

  it('works as desk_app on every pool but the owner’s', async () => {
    const who = async (client: pg.Pool | pg.Client) => (await client.query('select current_user as role')).rows[0].role
    expect(ledger.info).toMatchObject({ kind: 'server', singleRole: false, isHolder: false })
    const listening = ledger.listenClient()
    await listening.connect()
    expect([await who(ledger.pool), await who(ledger.path), await who(ledger.openPool({ name: 'x' })), await who(listening)]).toEqual(
      Array(4).fill('desk_app'),
    )
    expect(await who(ledger.owner)).not.toBe('desk_app')
    await listening.end()
  })

  it('plans once on the path, and no statement of the console runs for ever', async () => {
    const show = async (pool: pg.Pool, name: string) => (await pool.query('select current_setting($1) as value', [name])).rows[0].value
    expect([await show(ledger.path, 'plan_cache_mode'), await show(ledger.path, 'jit')]).toEqual(['force_generic_plan', 'off'])
    expect([await show(ledger.pool, 'statement_timeout'), await show(ledger.owner, 'statement_timeout')]).toEqual(['15s', '0'])
    expect([await show(ledger.pool, 'timezone'), await show(ledger.pool, 'search_path')]).toEqual(['UTC', 'public'])
  })

  it('gives a room a pool with settings of its own', async () => {
    const pool = ledger.openPool({ name: 'staff', max: 1, settings: { search_path: 'staff, public', application_name: 'a b' } })
    const { rows } = await pool.query(`select current_setting('search_path') as path, current_setting('application_name') as name`)
    expect(rows).toEqual([{ path: 'staff, public', name: 'otklik-staff' }])
  })

  it('outlives broken connections, resting and in use', async () => {
    const pool = ledger.openPool({ name: 'broken', max: 2 })
    const [inUse, resting] = [await pool.connect(), await pool.connect()]
    resting.release()
    const broken = new Promise((resolve) => inUse.once('error', resolve))
    await ledger.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'otklik-broken' and datname = current_database()`,
    )
    await broken
    await until('the resting connection is dropped', () => pool.idleCount === 0)
    const failure = await inUse.query('select 1').catch((error: unknown) => error)
    expect(isAway(failure)).toBe(true)
    inUse.release(true)
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('keeps what DATABASE_URL itself asks for', async () => {
    const url = new URL(database.databaseUrl)
    url.searchParams.set('options', '-c work_mem=5MB')
    const other = await open(url.href)
    const { rows } = await other.path.query(
      `select current_setting('work_mem') as memory, current_setting('jit') as jit, current_user as role`,
    )
    await other.close()
    expect(rows).toEqual([{ memory: '5MB', jit: 'off', role: 'desk_app' }])
  })

  it('closes twice without complaint, and then refuses', async () => {
    const other = await open(database.databaseUrl)
    await Promise.all([other.close(), other.close()])
    await expect(other.pool.query('select 1')).rejects.toThrow('after calling end')
  })
})

describe('a server that does not fit', () => {
  it('is named without its password when it does not answer', async () => {
    const failure = await open('postgres://someone:s3cret@127.0.0.1:1/desk').catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'ledger_away', message: expect.stringContaining('127.0.0.1:1') })
    expect(JSON.stringify(failure) + String(failure)).not.toContain('s3cret')
  })

  it('is refused where it cannot hold every language', async () => {
    await withDatabase(`encoding 'SQL_ASCII' locale 'C' locale_provider libc`, async (url) => {
      await expect(open(url)).rejects.toMatchObject({ code: 'ledger_encoding', message: expect.stringContaining('SQL_ASCII') })
    })
  })
})

describe('an owner with few rights', () => {
  // From 16 on only the maker of a role may hand it on, and on a shared server somebody else made it: embedded.test.ts has a server of its own.
  it.runIf(isBefore16)('who may make roles gets desk_app all the same', async () => {
    await withOwner('createrole', async (url) => {
      const ledger = await open(url)
      await migrate(ledger.owner)
      const { rows } = await ledger.pool.query('select current_user as role')
      const { singleRole } = ledger.info
      await ledger.close()
      expect({ singleRole, rows }).toEqual({ singleRole: false, rows: [{ role: 'desk_app' }] })
    })
  })

  it('who may not works alone, and the ledger says so', async () => {
    await withOwner('nocreaterole', async (url, name) => {
      const ledger = await open(url)
      await migrate(ledger.owner)
      const { rows } = await ledger.pool.query('select current_user as role')
      await expect(ledger.pool.query('truncate journal')).rejects.toThrow('append-only')
      const { singleRole } = ledger.info
      await ledger.close()
      expect({ singleRole, rows }).toEqual({ singleRole: true, rows: [{ role: name }] })
    })
  })
})

async function majorOfServer(): Promise<number> {
  const server = new pg.Client({ connectionString: await findServer() })
  await server.connect()
  const { rows } = await server.query(`select current_setting('server_version_num')::int / 10000 as major`)
  await server.end()
  return rows[0].major
}

async function withDatabase(how: string, work: (url: string) => Promise<void>): Promise<void> {
  const server = new pg.Client({ connectionString: await findServer() })
  await server.connect()
  const name = `otklik_test_${Date.now()}_${randomBytes(4).toString('hex')}`
  await server.query(`create database ${name} template template0 ${how}`)
  const url = new URL(await findServer())
  url.pathname = `/${name}`
  try {
    await work(url.href)
  } finally {
    await server.query(`drop database ${name} with (force)`)
    await server.end()
  }
}

async function withOwner(right: string, work: (url: string, name: string) => Promise<void>): Promise<void> {
  const server = new pg.Client({ connectionString: await findServer() })
  await server.connect()
  const name = `otklik_owner_${randomBytes(4).toString('hex')}`
  await server.query(`create role ${name} login ${right} password 'own'`)
  try {
    await withDatabase(`owner ${name} encoding 'UTF8'`, async (href) => {
      const url = new URL(href)
      url.username = name
      url.password = 'own'
      await work(url.href, name)
    })
  } finally {
    await server.query(`drop role ${name}`)
    await server.end()
  }
}
