import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isAlive } from '../../src/storage/embedded/processes.js'
import { migrate } from '../../src/storage/migrate.js'
import { type Ledger, openLedger } from '../../src/storage/open.js'
import { silentLog } from '../support/silent-log.js'
import { until } from '../support/until.js'
import { killDesks, startDesk } from './start-desk.js'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'otklik-embedded-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))
afterEach(killDesks)

describe('the embedded ledger', () => {
  let dataDir: string
  let ledger: Ledger
  const folder = () => join(dataDir, 'postgres')
  const postgresPid = async () => Number((await readFile(join(folder(), 'postmaster.pid'), 'utf8')).split('\n')[0])

  /** The connections of a killed Postgres may answer for a moment more: what counts is a new one's answer. */
  const answersAfter = async (killed: number, pool: pg.Pool) => {
    if ((await postgresPid().catch(() => killed)) === killed) return false
    return pool.query('select 1').then(
      () => true,
      () => false,
    )
  }

  beforeAll(async () => {
    dataDir = join(root, 'one')
    ledger = await openLedger({ dataDir, log: silentLog })
  })
  afterAll(() => ledger.close())

  it('holds every language, by letters and not by the machine’s locale', async () => {
    await ledger.owner.query('create extension if not exists pg_trgm')
    const { rows } = await ledger.pool.query(`
      select current_setting('server_encoding') as encoding, datlocprovider as provider, lower('ЖАЛОБА') as lower,
        to_tsvector('russian', 'Жалобы')::text as stems, cardinality(show_trgm('ЖАЛОБА')) as trigrams
      from pg_database where datname = current_database()`)
    expect(rows).toEqual([{ encoding: 'UTF8', provider: 'b', lower: 'жалоба', stems: `'жалоб':1`, trigrams: 7 }])
  })

  it('has no TCP port, a socket that only its owner may open, and gives its promise to the disk', async () => {
    const { rows } = await ledger.pool.query(`
      select current_setting('listen_addresses') as tcp, current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
        current_setting('synchronous_commit') as commit`)
    expect(rows).toEqual([{ tcp: '', fsync: 'on', pages: 'on', commit: 'on' }])
    expect(ledger.info).toMatchObject({ kind: 'embedded', singleRole: false, isHolder: true, socketFolder: folder() })
    expect((await stat(folder())).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder(), '.s.PGSQL.5432'))).mode & 0o077).toBe(0)
  })

  it('lets desk_app sign in and never step back', async () => {
    await migrate(ledger.owner)
    await expect(ledger.pool.query('reset role; delete from journal')).rejects.toMatchObject({ code: '42501' })
    await expect(ledger.pool.query('set role postgres')).rejects.toMatchObject({ code: '42501' })
  })

  it('is refused to a second desk, which is told the first one’s process, and the first works on', async () => {
    const second = await openLedger({ dataDir, log: silentLog }).catch((error: unknown) => error)
    expect(second).toMatchObject({
      code: 'ledger_held',
      message: expect.stringContaining(`process ${process.pid},`),
      fix: expect.stringContaining(`kill ${process.pid}`),
    })
    expect((await ledger.owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('is shared with processes that join, and stays when they leave', async () => {
    const before = await postgresPid()
    for (const lock of ['join', 'either'] as const) {
      const joined = await openLedger({ dataDir, log: silentLog, lock })
      expect(joined.info.isHolder).toBe(false)
      expect((await joined.owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
      await joined.close()
    }
    expect(await postgresPid()).toBe(before)
  })

  it('is started again when its Postgres is killed: nothing committed is lost, every pool and the lock come back', async () => {
    await ledger.owner.query('create table kept (n int); insert into kept values (1)')
    const listening = ledger.listenClient()
    await listening.connect()
    const heard = new Promise((resolve) => listening.on('error', resolve))
    const killed = await postgresPid()
    process.kill(killed, 'SIGKILL')
    await heard
    await until('the ledger answers again', () => answersAfter(killed, ledger.pool))
    expect((await ledger.owner.query('select n from kept')).rows).toEqual([{ n: 1 }])
    await until('the lock is held again', async () => {
      const { rows } = await ledger.owner.query(`select from pg_locks where locktype = 'advisory'`)
      return rows.length === 1
    })
    await expect(openLedger({ dataDir, log: silentLog })).rejects.toMatchObject({ code: 'ledger_held' })
  })

  it('is started again however often it is killed', async () => {
    for (const round of [1, 2, 3]) {
      const killed = await postgresPid()
      process.kill(killed, 'SIGKILL')
      await until(`it answers again, round ${round}`, () => answersAfter(killed, ledger.path))
    }
  })

  it('leaves nothing running when it is closed, and opens again with what was in it', async () => {
    const pid = await postgresPid()
    await ledger.close()
    expect(await isAlive(pid)).toBe(false)
    await expect(stat(join(folder(), 'postmaster.pid'))).rejects.toThrow('ENOENT')
    ledger = await openLedger({ dataDir, log: silentLog, lock: 'either' })
    expect(ledger.info.isHolder).toBe(true)
    expect((await ledger.owner.query('select n from kept')).rows).toEqual([{ n: 1 }])
  })

  it('makes desk_app also for an owner who is not a superuser', async () => {
    await ledger.owner.query(`create role someone login createrole`)
    await ledger.owner.query(`drop owned by desk_app; drop role desk_app`)
    await ledger.owner.query(`create database theirs owner someone`)
    const databaseUrl = `postgres://someone@localhost/theirs?host=${encodeURIComponent(folder())}`
    const theirs = await openLedger({ databaseUrl, dataDir, log: silentLog })
    await migrate(theirs.owner)
    expect(theirs.info.singleRole).toBe(false)
    await expect(theirs.pool.query('update journal set seq = 1')).rejects.toMatchObject({ code: '42501' })
    await theirs.close()
  })
})

describe('a desk that is killed', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(root, 'desk-'))
  })

  it('takes its Postgres with it and leaves no lock', async () => {
    const first = await startDesk({ dataDir })
    expect(first.refused).toBeUndefined()
    await first.kill('SIGKILL')
    const second = await startDesk({ dataDir })
    expect(second.refused).toBeUndefined()
    expect(second.postgres).not.toBe(first.postgres)
    await until('the first Postgres is gone', async () => !(await isAlive(first.postgres ?? 0)))
    await second.kill('SIGTERM')
    expect(await isAlive(second.postgres ?? 0)).toBe(false)
  })

  it('with its Postgres, while it writes, loses nothing that was committed', async () => {
    const ledger = await openLedger({ dataDir, log: silentLog })
    await ledger.owner.query('create table written (n int)')
    await ledger.close()
    const desk = await startDesk({ dataDir })
    let committed = 0
    desk.lines.on('line', (line) => {
      committed = Number(line)
    })
    desk.child.stdin?.write('go\n')
    await until('it has written much', () => committed > 200)
    process.kill(desk.postgres ?? 0, 'SIGKILL')
    await desk.kill('SIGKILL')
    const again = await openLedger({ dataDir, log: silentLog })
    const { rows } = await again.owner.query('select count(*) as count, max(n) as last from written')
    await again.close()
    expect(rows[0].last).toBeGreaterThanOrEqual(committed)
    expect(rows[0].count).toBe(rows[0].last)
  })
})

describe('two desks that start at the same moment', () => {
  it('make one ledger; one works and the other is refused with its process', async () => {
    const dataDir = await mkdtemp(join(root, 'race-'))
    const desks = await Promise.all([startDesk({ dataDir }), startDesk({ dataDir })])
    const winner = desks.find(({ refused }) => !refused)
    const loser = desks.find(({ refused }) => refused)
    expect(loser?.refused).toMatchObject({ code: 'ledger_held', message: expect.stringContaining(`process ${winner?.pid},`) })
    // The winner may work on the loser's Postgres, which went with it: then it has started its own.
    const joined = await openLedger({ dataDir, log: silentLog, lock: 'join' })
    expect((await joined.owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await joined.close()
    await winner?.kill('SIGTERM')
  })
})

describe('a ledger that nobody runs', () => {
  it('cannot be joined', async () => {
    const dataDir = join(root, 'nobody')
    await mkdir(dataDir)
    await expect(openLedger({ dataDir, log: silentLog, lock: 'join', joinWaitMs: 0 })).rejects.toMatchObject({ code: 'ledger_away' })
  })
})

it('reads nothing from the environment of the desk', async () => {
  const dataDir = join(root, 'env')
  const desk = await startDesk(
    { dataDir },
    {
      env: {
        LANG: 'ru_RU.KOI8-R',
        LC_ALL: 'xx_XX',
        PGDATA: '/nowhere',
        PGPORT: '1',
        PGOPTIONS: '-c fsync=off',
        SECRET_KEY: 'not for Postgres',
        PATH: '/nowhere',
      },
    },
  )
  const client = new pg.Client({ host: desk.info?.socketFolder ?? '', user: 'postgres', database: 'postgres' })
  await client.connect()
  const { rows } = await client.query(
    `select current_setting('server_encoding') as encoding, current_setting('lc_messages') as messages, current_setting('fsync') as fsync`,
  )
  await client.end()
  const environment = await readFile(`/proc/${desk.postgres}/environ`, 'utf8')
  await desk.kill('SIGTERM')
  expect(environment.split('\0').filter(Boolean).sort()).toEqual(['LANG=C', expect.stringMatching(/^PATH=/), 'TZ=UTC'])
  expect(rows).toEqual([{ encoding: 'UTF8', messages: 'C', fsync: 'on' }])
})
