import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { freePort } from '../tests/support/desk.js'
import { until } from '../tests/support/until.js'
import { call } from './http.js'

const root = fileURLToPath(new URL('..', import.meta.url))

export type Child = { readonly url: string; stop(): Promise<void> }

export async function startBaseline(databaseUrl: string): Promise<Child> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'bench/baseline.ts'), databaseUrl], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = await once(createInterface({ input: child.stdout }), 'line')
  return { url: `http://127.0.0.1:${port}`, stop: () => end(child) }
}

/** The built desk as `npm start` runs it, with its own settings but for where it listens and where its ledger is. */
export async function startBuiltDesk(databaseUrl: string): Promise<Child & { readonly secret: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'otklik-bench-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const secret = 'the-secret-of-the-bench'
  const child = spawn(process.execPath, ['--enable-source-maps', ...flags(), join(root, 'dist/main.js')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: String(port), DIRECTLINE_SECRET: secret },
  })
  const isReady = () =>
    call(`${url}/readyz`).then(
      () => true,
      () => false,
    )
  await until('the desk is ready', isReady, 60_000)
  return {
    url,
    secret,
    stop: async () => {
      await end(child)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** BENCH_NODE_FLAGS, such as `--cpu-prof --cpu-prof-dir=/tmp/profile`, to look into the desk while it is measured. */
const flags = (): string[] => (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter((flag) => flag !== '')

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
