import type { Pool, PoolClient } from 'pg'
import { fault } from '../../core/fault.js'
import type { Scope, Store } from '../../core/ports.js'
import type { Consequences } from '../../core/work.js'
import { beginCalls, claimOutbox, findPlaces } from './claim.js'
import { openDue } from './due.js'
import { openIds } from './ids.js'
import { acceptArrivals, ensureConversations, failInbox, peekInbox, setInboxAside } from './intake.js'
import { drawSerials, load } from './load.js'
import { toScene } from './to-scene.js'
import { write } from './write.js'

/**
 * The ledger as the path sees it. `pool` must pipeline its statements: a change is two round trips, one that begins, locks and reads, one
 * that writes and commits. `origin` names this process in the feed.
 */
export function openStore(pool: Pool, origin: string): Store {
  const ids = openIds(pool)
  return {
    accept: (arrivals, at) => acceptArrivals(pool, arrivals, at),
    ensure: (starts, at) => ensureConversations(pool, ids, starts, at),
    peek: (lanes, limit) => peekInbox(pool, lanes, limit),
    async change(scope, decide) {
      await ids.refill()
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        return await changeOn(client, origin, scope, (loaded, serials) => decide(toScene(loaded, serials, ids)))
      } catch (reason) {
        await client.query('rollback').catch((cause: Error) => {
          broken = cause
        })
        throw reason
      } finally {
        client.release(broken)
      }
    },
    claim: (conversationIds, lease) => claimOutbox(pool, conversationIds, lease),
    begin: (outboxIds, by) => beginCalls(pool, outboxIds, by),
    placesOf: (callKeys) => findPlaces(pool, callKeys),
    fail: (inboxId, reason) => failInbox(pool, inboxId, reason),
    setAside: (inboxId) => setInboxAside(pool, inboxId),
    due: openDue(pool),
  }
}

type Decide<T> = (
  loaded: Awaited<ReturnType<typeof load>>,
  serials: readonly number[],
) => { readonly consequences: Consequences; readonly answer: T }

/** By name, so that they travel with the statements beside them. */
const begin = { name: 'begin', text: 'begin' }
const commit = { name: 'commit', text: 'commit' }

async function changeOn<T>(client: PoolClient, origin: string, scope: Scope, decide: Decide<T>): Promise<T> {
  const [, loaded, serials] = await Promise.all([client.query(begin), load(client, scope), drawSerials(client, scope.numbers ?? 0)])
  let decided = decide(loaded, serials)
  while (decided.consequences.lacksNumbers > 0) {
    serials.push(...(await drawSerials(client, decided.consequences.lacksNumbers)))
    decided = decide(loaded, serials)
  }
  const written = write(client, decided.consequences, origin)
  fault('effects.written')
  const [, ended] = await Promise.all([written, client.query(commit)])
  // A statement that failed turns the commit behind it into a rollback, which is no error of its own.
  if (ended.command !== 'COMMIT') throw new Error(`the ledger answered ${ended.command} to a commit`)
  return decided.answer
}
