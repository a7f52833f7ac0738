import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { DeskError } from '../core/desk-error.js'
import { connectionTo, type Place } from './connections.js'
import type { StorageLog } from './log.js'

/** Any two constants will do: session advisory locks of one database share their numbers. */
const lockKey = [1_869_900_000, 1]
/** The desk before this one may be ending at this moment. */
const patienceMs = 500

/**
 * One desk per DATA_DIR: a lock of the session, so that it ends with the process that holds it, however that ends.
 * Its connection lasts as long as the desk and carries the process id in its name.
 */
export interface DeskLock {
  release(): Promise<void>
}

/** Throws DeskError 'ledger_held' with the holder's process id. `onLost`: another desk took it while Postgres was away. */
export async function takeDeskLock(
  place: Place,
  options: { dataDir: string; log: StorageLog; onLost: (error: DeskError) => void },
): Promise<DeskLock> {
  let isReleased = false
  let client = await connectAndLock(place, options.dataDir)
  const guard = () => {
    client.once('end', () => void retake())
  }
  const retake = async () => {
    while (!isReleased) {
      try {
        client = await connectAndLock(place, options.dataDir)
        options.log.info({}, 'The lock on the ledger is taken again')
        if (isReleased) await client.end()
        return guard()
      } catch (error) {
        if (error instanceof DeskError) return options.onLost(error)
        await setTimeout(100, undefined, { ref: false })
      }
    }
  }
  guard()
  return {
    async release() {
      isReleased = true
      await client.end().catch(() => undefined)
    },
  }
}

async function connectAndLock(place: Place, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client(connectionTo(place, { name: `desk-${process.pid}`, as: 'owner' }))
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (const giveUpAt = Date.now() + patienceMs; ; ) {
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', lockKey)
      if (rows[0]?.taken) return client
      if (Date.now() > giveUpAt) throw heldError(dataDir, await findHolder(client))
      await setTimeout(50)
    }
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

async function findHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_stat_activity join pg_locks using (pid)
     where locktype = 'advisory' and classid = $1 and objid = $2 and objsubid = 2 and granted`,
    lockKey,
  )
  return rows[0]?.name.replace('otklik-desk-', '') ?? 'unknown'
}

function heldError(dataDir: string, pid: string): DeskError {
  return new DeskError(
    'ledger_held',
    503,
    `Another desk, process ${pid}, already works on ${dataDir}.`,
    `Stop it (kill ${pid}) or give this one a DATA_DIR of its own. More processes on one ledger: npm start -- --workers N.`,
    { pid: Number(pid) },
  )
}
