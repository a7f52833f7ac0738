import pg from 'pg'
import { GatheringSocket } from './gathering-socket.js'
import type { StorageLog } from './log.js'
import { valueTypes } from './values.js'

export type PoolNeeds = {
  /** Shown in pg_stat_activity as `otklik-<name>`. */
  readonly name: string
  /** owner: migrations, restore, grants · app (unless told): everything else. */
  readonly as?: 'owner' | 'app'
  readonly max?: number
  /** Statements are sent without waiting for the answer to the one before: a transaction in few round trips. */
  readonly pipeline?: boolean
  /** Server settings for each connection, such as `{ statement_timeout: 15_000 }`. */
  readonly settings?: Readonly<Record<string, string | number>>
}

/** Where the ledger is: a URL, or the embedded one's socket. `appRole` is absent where everything runs as the owner. */
export type Place = ({ readonly databaseUrl: string } | { readonly socketFolder: string; readonly port: number }) & {
  readonly appRole?: string
}

export function openPool(place: Place, needs: PoolNeeds, log: StorageLog): pg.Pool {
  const pool = new pg.Pool({
    ...connectionTo(place, needs),
    max: needs.max ?? 10,
    ...(needs.pipeline && { pipeline: true, stream: () => new GatheringSocket() }),
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
  })
  // A connection that breaks while it rests or between two statements of a transaction: whoever uses it next hears of it by its statement.
  const note = (error: Error) => log.warn({ pool: needs.name, reason: error.message }, 'A connection to the ledger broke')
  pool.on('error', note)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

export function connectionTo(place: Place, { name, as = 'app', settings = {} }: PoolNeeds): pg.ClientConfig {
  const isApp = as === 'app' && place.appRole !== undefined
  const common = { application_name: `otklik-${name}`, types: valueTypes, keepAlive: true }
  if ('databaseUrl' in place) {
    const role = isApp ? { role: place.appRole } : {}
    const { connectionString, given } = takeOptions(place.databaseUrl)
    return { ...common, connectionString, options: `${given} ${toOptions({ ...base, ...settings, ...role })}`.trim() }
  }
  // The embedded one lets anyone in who may open its private socket, so the lesser role signs in itself and cannot step back.
  const user = isApp ? place.appRole : 'postgres'
  return { ...common, host: place.socketFolder, port: place.port, database: 'postgres', user, options: toOptions({ ...base, ...settings }) }
}

/** What stands in a URL wins over what stands beside it, so its `options` move over to ours. */
function takeOptions(databaseUrl: string): { connectionString: string; given: string } {
  if (!URL.canParse(databaseUrl)) return { connectionString: databaseUrl, given: '' }
  const url = new URL(databaseUrl)
  const given = url.searchParams.get('options') ?? ''
  for (const name of ['options', 'application_name']) url.searchParams.delete(name)
  return { connectionString: url.href, given }
}

/** What the parsers of values.ts and unqualified table names rely on, whatever a server's own configuration says. */
const base = { timezone: 'UTC', datestyle: 'ISO', search_path: 'public' }

function toOptions(settings: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${String(value).replace(/[\\ ]/g, '\\$&')}`)
    .join(' ')
}
