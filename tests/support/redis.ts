import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createClient, type RedisClientType } from 'redis'
import { freePort } from './desk.js'

/** Why tests that need a Redis are skipped here; undefined: they are not. */
export const noRedis: string | undefined =
  spawnSync('redis-server', ['--version']).status === 0 ? undefined : 'there is no redis-server on the PATH'
if (noRedis !== undefined) console.error(`Skipped, as ${noRedis}: whatever needs a Redis.`)

/** A Redis of one's own, which keeps nothing: pub/sub and keys of other tests never meet, and it can be killed. */
export interface TestRedis {
  readonly url: string
  /** Resolves when it is gone, with all that it held. */
  kill(): Promise<void>
  /** Starts it again on the same address; resolves when it answers. */
  start(): Promise<void>
  flush(): Promise<void>
  /** A client that is its caller's to end. */
  connect(): Promise<RedisClientType>
  /** How many are connected, who asks among them. */
  clients(): Promise<number>
  close(): Promise<void>
}

export async function openTestRedis(): Promise<TestRedis> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let server: ChildProcess | null = null
  const connect = async (): Promise<RedisClientType> => {
    const client: RedisClientType = createClient({ url, socket: { reconnectStrategy: 20 } })
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  const ask = async (...command: string[]): Promise<string> => {
    const client = await connect()
    return client.sendCommand<string>(command).finally(() => client.destroy())
  }
  const start = async (): Promise<void> => {
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' })
    await ask('PING')
  }
  const kill = async (): Promise<void> => {
    if (!server) return
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    server = null
    await gone
  }
  await start()
  return {
    url,
    kill,
    start,
    connect,
    flush: async () => void (await ask('FLUSHALL')),
    clients: async () => (await ask('CLIENT', 'LIST')).trim().split('\n').length,
    close: kill,
  }
}
