import type { ClientBase, Pool } from 'pg'
import { inTransaction } from './transaction.js'

/** The lesser role: reads and writes every table, but of an append-only one it only reads and adds lines. */
export const appRole = 'desk_app'

/** Any constant will do: it keeps two starting processes apart while they make what a whole server or database shares. */
export const setupLock = 1_869_900_001

/**
 * Makes the lesser role where the owner may, with what it needs to sign in or to be stepped into.
 * False: this server gives one role only, and everything runs as the owner (`doctor` says so).
 */
export async function prepareAppRole(owner: Pool, { canSignIn }: { canSignIn: boolean }): Promise<boolean> {
  return inTransaction(owner, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [setupLock])
    if (await canBecome(client)) return true
    // Roles belong to the whole server, the lock to one database: a neighbour may make the same role at this moment.
    await attempt(client, `create role ${appRole} ${canSignIn ? 'login' : 'nologin'}`)
    await attempt(client, `grant ${appRole} to current_user`)
    return canBecome(client)
  })
}

async function canBecome(client: ClientBase): Promise<boolean> {
  const can = await attempt(client, `set local role ${appRole}`)
  if (can) await client.query('reset role')
  return can
}

async function attempt(client: ClientBase, statement: string): Promise<boolean> {
  await client.query('savepoint attempt')
  return client.query(statement).then(
    () => true,
    async () => {
      await client.query('rollback to savepoint attempt')
      return false
    },
  )
}

/**
 * What the lesser role may do with every table of ours. A table whose triggers call refuse_change() is append-only: insert and
 * select. The list of migrations may be read. Runs after migrations, in their owner's name; does nothing where there is no such role.
 */
export async function grantRights(client: ClientBase): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [appRole])
  if (!rowCount) return
  const { rows } = await client.query<Record<'schemas' | 'sequences' | 'tables' | 'guarded', string | null>>(ownObjects)
  const lists = rows[0] ?? { schemas: null, sequences: null, tables: null, guarded: null }
  await client.query(`grant usage on schema ${lists.schemas} to ${appRole}`)
  if (lists.sequences) await client.query(`grant usage, select on sequence ${lists.sequences} to ${appRole}`)
  if (lists.tables) await client.query(`grant select, insert, update, delete on ${lists.tables} to ${appRole}`)
  if (lists.guarded) await client.query(`revoke update, delete, truncate on ${lists.guarded} from ${appRole}`)
  await client.query(`revoke insert, update, delete on migrations from ${appRole}`)
}

/** Only what this owner made: an extension may have put tables of its own into public. */
const ownObjects = `
  with mine as (
    select format('%I.%I', nspname, relname) as name, relkind, exists (
      select from pg_trigger join pg_proc on pg_proc.oid = tgfoid where tgrelid = pg_class.oid and proname = 'refuse_change'
    ) as is_guarded
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname in ('public', 'staff') and relkind in ('r', 'p', 'v', 'm', 'S') and relowner = current_user::regrole
  )
  select (select string_agg(nspname, ', ') from pg_namespace where nspname in ('public', 'staff')) as schemas,
    string_agg(name, ', ') filter (where relkind = 'S') as sequences,
    string_agg(name, ', ') filter (where relkind <> 'S') as tables,
    string_agg(name, ', ') filter (where is_guarded) as guarded
  from mine`
