import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findMigrations, migrate } from '../../src/storage/migrate.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'

describe('migrate', () => {
  let root: string
  let folder: string
  let database: TestDatabase
  const write = (file: string, sql: string) => writeFile(join(folder, file), sql)
  const owner = () => database.ledger.owner

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'otklik-migrate-'))
    await mkdir(join(root, 'none'))
  })
  beforeEach(async () => {
    folder = await mkdtemp(join(root, 'some-'))
    database = await openTestDatabase(join(root, 'none'))
    return () => database.close()
  })
  afterAll(() => rm(root, { recursive: true }))

  it('runs the files in order and each once', async () => {
    await write('0002_fill.sql', `insert into things values ('b'); insert into things values ('c')`)
    await write('0001_make.sql', `create table things (name text); insert into things values ('a')`)
    expect(await migrate(owner(), folder)).toEqual({ at: 2, applied: [1, 2] })
    await write('0004_more.sql', `insert into things values ('d')`)
    expect(await migrate(owner(), folder)).toEqual({ at: 4, applied: [4] })
    expect(await migrate(owner(), folder)).toEqual({ at: 4, applied: [] })
    const { rows } = await owner().query('select string_agg(name, $1) as names from things', [''])
    expect(rows).toEqual([{ names: 'abcd' }])
  })

  it('is done once by processes that start together', async () => {
    await write('0001_make.sql', `create table things (name text); select pg_sleep(0.2); insert into things values ('a')`)
    await write('0002_fill.sql', `select pg_sleep(0.1); insert into things values ('b')`)
    const pools = [1, 2, 3, 4].map((n) => database.ledger.openPool({ name: `m${n}`, as: 'owner' }))
    const results = await Promise.all(pools.map((pool) => migrate(pool, folder)))
    expect(results.flatMap(({ applied }) => applied).sort()).toEqual([1, 2])
    expect((await owner().query('select name from things order by name')).rows).toEqual([{ name: 'a' }, { name: 'b' }])
  })

  it('leaves nothing of a file that fails, names it, and goes on once it is right', async () => {
    await write('0001_make.sql', 'create table things (name text)')
    await write('0002_wrong.sql', 'create table halves (name text); select no_such_thing()')
    await expect(migrate(owner(), folder)).rejects.toThrow('0002_wrong.sql: function no_such_thing() does not exist')
    await expect(owner().query('select from halves')).rejects.toThrow('does not exist')
    await write('0002_wrong.sql', 'create table halves (name text)')
    expect(await migrate(owner(), folder)).toEqual({ at: 2, applied: [2] })
  })

  it('refuses a shipped file that was changed or taken away, but not new line ends', async () => {
    await write('0001_make.sql', 'create table things (\nname text)')
    await write('0002_more.sql', 'create table others (name text)')
    await migrate(owner(), folder)
    await write('0001_make.sql', 'create table things (\r\nname text)')
    expect(await migrate(owner(), folder)).toEqual({ at: 2, applied: [] })
    await write('0001_make.sql', 'create table things (\nname text not null)')
    await expect(migrate(owner(), folder)).rejects.toMatchObject({
      code: 'migration_changed',
      message: expect.stringContaining('0001_make.sql'),
    })
    await rm(join(folder, '0001_make.sql'))
    await expect(migrate(owner(), folder)).rejects.toMatchObject({ code: 'migration_changed' })
  })

  it('refuses a ledger that is newer than the desk', async () => {
    await write('0001_make.sql', 'create table things (name text)')
    await write('0002_more.sql', 'create table others (name text)')
    await migrate(owner(), folder)
    await rm(join(folder, '0002_more.sql'))
    await expect(migrate(owner(), folder)).rejects.toMatchObject({
      code: 'ledger_newer',
      message: expect.stringMatching(/at migration 2.* up to 1/),
    })
  })

  it('refuses a file that slips in below one already run', async () => {
    await write('0003_make.sql', 'create table things (name text)')
    await migrate(owner(), folder)
    await write('0002_late.sql', 'create table others (name text)')
    await expect(migrate(owner(), folder)).rejects.toMatchObject({ code: 'migration_order', fix: expect.stringContaining('4') })
  })

  it.each(['1_short.sql', '0001_Big.sql', '0000_zero.sql', 'make.sql', '0001_twice.sql'])('refuses the name %s', async (file) => {
    await write('0001_make.sql', 'select 1')
    await write(file, 'select 1')
    await expect(migrate(owner(), folder)).rejects.toMatchObject({
      code: 'migration_name',
      message: expect.stringMatching(/0001_|1_short|0000_zero|make/),
    })
  })

  it('gives desk_app every table but what is append-only, also of later migrations', async () => {
    await write(
      '0001_make.sql',
      `
      create schema staff; create table staff.keys (name text); create table things (id bigint generated always as identity, name text);
      create sequence numbers;
      create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create table lines (n int); create trigger t before update on lines execute function refuse_change()`,
    )
    await migrate(owner(), folder)
    await write('0002_later.sql', 'create table "Later" (name text)')
    await migrate(owner(), folder)
    const { pool } = database.ledger
    for (const table of ['staff.keys', 'things', '"Later"']) {
      await pool.query(`insert into ${table} (name) values ('a')`)
      await pool.query(`update ${table} set name = 'b'`)
      expect((await pool.query(`delete from ${table} returning name`)).rows).toEqual([{ name: 'b' }])
    }
    await pool.query(`insert into lines values (nextval('numbers'))`)
    expect((await pool.query('select n from lines')).rows).toEqual([{ n: 1 }])
    for (const refused of [
      'update lines set n = 2',
      'delete from lines',
      'truncate lines',
      'truncate things',
      'alter table lines disable trigger t',
      'drop table lines',
      'create table mine (n int)',
      'delete from migrations',
      `insert into migrations (number, file, hash) values (9, 'x', 'x')`,
    ]) {
      await expect(pool.query(refused), refused).rejects.toMatchObject({ code: '42501' })
    }
    expect((await pool.query('select number from migrations order by 1')).rows).toEqual([{ number: 1 }, { number: 2 }])
  })

  it('finds the shipped files from the sources and from a build', () => {
    const shipped = findMigrations()
    const project = join(shipped, '..', '..', '..')
    expect(findMigrations(join(project, 'dist'))).toBe(shipped)
    expect(findMigrations(join(project, 'dist', 'storage'))).toBe(shipped)
  })
})

describe('the shipped migrations', () => {
  it('let desk_app add to the journal and change nothing in it', async () => {
    const database = await openTestDatabase()
    const { pool } = database.ledger
    await pool.query(`insert into journal_digests (at, heads, digest, hash) values (now(), 0, 'd', 'h')`)
    await expect(pool.query(`update journal_digests set hash = 'x'`)).rejects.toMatchObject({ code: '42501' })
    for (const refused of [
      'update journal set seq = 1',
      'delete from journal',
      'truncate journal',
      'alter table journal disable trigger all',
    ]) {
      await expect(pool.query(refused), refused).rejects.toMatchObject({ code: '42501' })
    }
    await database.close()
  })
})
