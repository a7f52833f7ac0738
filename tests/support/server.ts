import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { launchPostgres } from '../../src/storage/embedded/launch.js'
import { silentLog } from './silent-log.js'

const local = 'postgres://postgres@127.0.0.1:5432/postgres'
let found: Promise<string> | undefined

/**
 * The server the tests use: TEST_DATABASE_URL, else this machine's, else an embedded one that lives as long as this process.
 * TEST_DATABASE_URL=embedded asks for that one where a server answers too.
 */
export function findServer(): Promise<string> {
  found ??= findGiven().then((given) => given ?? startEmbedded().then(({ url }) => url))
  return found
}

/** Vitest's global set-up: the files of one run share one server, also where it has to be started for them. */
export async function setup(): Promise<() => Promise<void>> {
  const given = await findGiven()
  const server = given === undefined ? await startEmbedded() : { url: given, stop: async () => undefined }
  process.env.TEST_DATABASE_URL = server.url
  return server.stop
}

async function findGiven(): Promise<string | undefined> {
  const { TEST_DATABASE_URL: url } = process.env
  if (url === 'embedded') return undefined
  return url || ((await isUsable(local)) ? local : undefined)
}

async function isUsable(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ ok: boolean }>(
      `select rolsuper and current_setting('server_version_num')::int >= 150000 as ok from pg_roles where rolname = current_user`,
    )
    return rows[0]?.ok === true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function startEmbedded(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'otklik-tests-'))
  const postgres = await launchPostgres({ dataDir, log: silentLog })
  const url = `postgres://postgres@localhost:${postgres.port}/postgres?host=${encodeURIComponent(postgres.socketFolder)}`
  const stop = async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { url, stop }
}
