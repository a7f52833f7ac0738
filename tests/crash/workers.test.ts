import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { openLedger } from '../../src/storage/open.js'
import { openChance } from '../support/chance.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { freePort } from '../support/desk.js'
import { readLongRun } from '../support/long-run.js'
import { silentLog } from '../support/silent-log.js'
import { until } from '../support/until.js'
import { checkAll } from './check-ledger.js'
import { talk } from './customer.js'
import { openTraffic } from './traffic.js'

const { seed, n } = readLongRun(16)
const kills = Math.max(2, Math.round(n / 8))
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const secret = 'a-secret-of-the-crash-tests'

let dataDir: string
let database: TestDatabase | null
let child: ChildProcess
let url: string
const leaving = new AbortController()

/** `node main.js --workers 2`, from the sources. */
async function start(kind: 'embedded' | 'server', port: number): Promise<{ readonly ended: Promise<string> }> {
  dataDir = await mkdtemp(join(tmpdir(), 'otklik-workers-'))
  database = kind === 'server' ? await openTestDatabase() : null
  url = `http://127.0.0.1:${port}`
  const { DATABASE_URL, REDIS_URL, ...clean } = process.env
  const log = openSync(join(dataDir, 'desk.log'), 'a')
  child = spawn(process.execPath, ['--import', 'tsx', main, '--workers', '2'], {
    stdio: ['ignore', log, log],
    env: {
      ...clean,
      DATA_DIR: dataDir,
      PORT: String(port),
      DIRECTLINE_SECRET: secret,
      LOG_LEVEL: 'warn',
      ADMIN_EMAIL: 'vera@example.org',
      ADMIN_PASSWORD: 'lodka pugovica kedr',
      ADMIN_NAME: 'Вера Первая',
      ADMIN_CONTACT: '+7 900 000-00-01',
      ...(database && { DATABASE_URL: database.databaseUrl }),
    },
  })
  closeSync(log)
  return { ended: once(child, 'exit').then(([code, signal]) => String(signal ?? code)) }
}
afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  await database?.close()
  await rm(dataDir, { recursive: true, force: true })
})

const said = () => readFile(join(dataDir, 'desk.log'), 'utf8')
const isReady = () =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  )
/** The desks that the first process has forked. */
const workers = (): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, ...args]) => parent === String(child.pid) && args.includes(main))
    .map(([pid]) => Number(pid))
const whileItRuns = <T>(ended: Promise<string>, work: Promise<T>): Promise<T> =>
  Promise.race([work, ended.then(async (how) => Promise.reject(new Error(`the desk ended with ${how}\n${await said()}`)))])

describe.each(['embedded', 'server'] as const)('two workers on one ledger (%s)', (kind) => {
  it(`serve everybody once, go on when one is killed (${kills} times), and stop together`, async () => {
    const { ended } = await start(kind, await freePort())
    await whileItRuns(ended, until('the desk is ready', isReady, 60_000))
    await whileItRuns(
      ended,
      until('it has said where', async () => (await said()).includes(`${url}/chat`)),
    )
    expect((await said()).split(`${url}/chat`)).toHaveLength(2)
    await until('both run', () => workers().length === 2)

    const ledger = database?.ledger ?? (await openLedger({ dataDir, lock: 'join', log: silentLog }))
    const chance = openChance(seed).fork(`workers ${kind}`)
    const twenty = await whileItRuns(
      ended,
      Promise.all(
        Array.from({ length: 20 }, (_, index) => talk({ url, secret, signal: leaving.signal }, chance.fork(`customer ${index}`))),
      ),
    )
    await whileItRuns(ended, checkAll(ledger.pool, twenty))
    const { rows } = await ledger.pool.query('select distinct origin from feed')
    expect(rows.length).toBeGreaterThan(1)

    const traffic = openTraffic({ url, secret }, chance)
    for (let kill = 0; kill < kills; kill++) {
      const before = traffic.served()
      await whileItRuns(
        ended,
        until('customers come through', () => traffic.served() > before + chance.below(6), 60_000),
      )
      const victim = chance.pick(workers())
      process.kill(victim, 'SIGKILL')
      await whileItRuns(
        ended,
        until('two run again', () => workers().length === 2 && !workers().includes(victim), 30_000),
      )
    }
    const customers = await whileItRuns(ended, traffic.finish())
    await whileItRuns(ended, checkAll(ledger.pool, [...twenty, ...customers]))
    for (const customer of [...twenty, ...customers]) customer.leave()
    if (!database) await ledger.close()

    const pids = workers()
    child.kill('SIGTERM')
    expect(await ended).toBe('0')
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    expect(await isReady()).toBe(false)
  })
})

describe('several workers', () => {
  it('do not start where the port is taken, and say why', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const { ended } = await start('server', typeof address === 'object' && address !== null ? address.port : 0)
    expect(await ended).toBe('1')
    expect(await said()).toContain('EADDRINUSE')
    other.close()
  })

  it('go when the first process is killed', async () => {
    const { ended } = await start('server', await freePort())
    await whileItRuns(ended, until('the desk is ready', isReady, 60_000))
    await until('both run', () => workers().length === 2)
    const pids = workers()
    child.kill('SIGKILL')
    expect(await ended).toBe('SIGKILL')
    const isAlive = (pid: number) => {
      try {
        return process.kill(pid, 0)
      } catch {
        return false
      }
    }
    await until('its workers are gone', () => !pids.some(isAlive))
  })
})
