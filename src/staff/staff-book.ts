import type { Pool, PoolClient } from 'pg'
import { DeskError } from '../core/desk-error.js'
import type { StaffId } from '../core/model/ids.js'
import type { Invitation, StaffBook, StaffChange, StaffMember } from '../core/staff-port.js'
import { unknownRole } from './api-tokens.js'
import { checkPassword } from './password-rules.js'
import { addPassword } from './passwords.js'
import type { SessionWatch } from './session-watch.js'
import { endSessions } from './sign-in.js'
import { toldLine } from './told-line.js'
import { inTransaction } from './transaction.js'

export type StaffBookNeeds = {
  readonly pool: Pool
  readonly watch: SessionWatch
  /** The people of the desk are not what they were. */
  readonly onChange: () => void
}

export function makeStaffBook({ pool, watch, onChange }: StaffBookNeeds): StaffBook {
  const list = async (ids: readonly StaffId[] | null, alsoLeft = false): Promise<StaffMember[]> =>
    (await pool.query<StaffMember>(members, [ids, alsoLeft])).rows
  const get = async (id: StaffId) => {
    const [member] = await list([id], true)
    if (member) return member
    throw unknownPerson()
  }
  return {
    list: () => list(null),
    find: async (id) => (await list([id]))[0] ?? null,

    async invite(invitation) {
      checkPassword(invitation.password, [invitation.name, invitation.email])
      const add = await addPassword(invitation.password)
      const id = await inTransaction(pool, async (client) => {
        const staffId = await insertMember(client, invitation)
        await add(client, staffId)
        return staffId
      })
      onChange()
      return get(id)
    },

    async change(id, change) {
      await inTransaction(pool, (client) => applyChange(client, id, change))
      await watch.look()
      onChange()
      return get(id)
    },
  }
}

const members = `
  select id, name, contact, email, role, languages, is_manager as "isManager", is_demo as "isDemo", is_available as "isAvailable",
    coalesce(load, 0) as load, max_load as "maxLoad"
  from staff_members
  left join (select manager_id, count(*) as load from complaints where status not in ('closed', 'resolved') group by 1) loads on manager_id = id
  where (deactivated_at is null or $2) and ($1::bigint[] is null or id = any($1))
  order by is_demo, name collate "und-x-icu", id`

async function insertMember(client: PoolClient, { name, contact, email, role }: Invitation): Promise<StaffId> {
  const { rows } = await client
    .query<{ id: StaffId }>(
      `insert into staff_members (id, name, contact, email, role, is_manager, calendar_id, created_at)
       select nextval('ledger_ids'), $1, $2, $3, key, key <> 'operator', (select calendar_id from brands where is_default), now()
       from roles where key = $4 returning id`,
      [toldLine(name, 'name'), contact ? toldLine(contact, 'contact') : null, email.toLowerCase(), role],
    )
    .catch((error: unknown) => {
      throw isTaken(error) ? emailTaken() : error
    })
  if (rows[0]) return rows[0].id
  throw await unknownRole(client, role)
}

/** Changes one person under the lock of all who can let others in, so that two admins cannot remove each other at once. */
async function applyChange(client: PoolClient, id: StaffId, change: StaffChange): Promise<void> {
  const keepers = await lockKeepers(client)
  const { rows } = await client.query<{ role: string }>(
    'select role from staff_members where id = $1 and deactivated_at is null for update',
    [id],
  )
  const before = rows[0]
  if (!before) throw unknownPerson()
  if (change.isAvailable !== undefined) {
    await client.query('update staff_members set is_available = $2 where id = $1', [id, change.isAvailable])
  }
  if (change.isLastResort) await client.query('update brands set last_resort_id = $1 where is_default', [id])
  const hasNewRole = change.role !== undefined && change.role !== before.role
  if (hasNewRole) await setRole(client, id, change.role ?? before.role)
  if (change.isDeactivated) await deactivate(client, id)
  if (!hasNewRole && !change.isDeactivated) return
  if (keepers.includes(id) && (await lockKeepers(client)).length === 0) throw lastAdmin()
  await endSessions(client, id)
}

/** Real, active people whose role lets them invite and change others; ids ascending, so that two lockers meet in one order. */
async function lockKeepers(client: PoolClient): Promise<StaffId[]> {
  const { rows } = await client.query<{ id: StaffId }>(
    `select id from staff_members join roles on roles.key = role
     where 'staff.write' = any(rights) and deactivated_at is null and not is_demo and email is not null
     order by id for update of staff_members`,
  )
  return rows.map((row) => row.id)
}

async function setRole(client: PoolClient, id: StaffId, role: string): Promise<void> {
  const { rowCount } = await client.query(
    `update staff_members set role = key, is_manager = key <> 'operator' from roles where id = $1 and key = $2`,
    [id, role],
  )
  if (!rowCount) throw await unknownRole(client, role)
}

/** The person of last resort stays: no complaint may be without a manager. */
async function deactivate(client: PoolClient, id: StaffId): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from brands where last_resort_id = $1 and not is_demo', [id])
  if (rows[0]) throw lastResort(rows[0].name)
  // The address is free again for an invitation, and is personal data that nobody needs any more.
  await client.query('update staff_members set deactivated_at = now(), is_available = false, email = null where id = $1', [id])
  await client.query('delete from staff.passwords where staff_id = $1', [id])
  await client.query('delete from team_members where staff_id = $1', [id])
}

const isTaken = (error: unknown) => error instanceof Error && 'constraint' in error && error.constraint === 'staff_members_email_key'

const unknownPerson = () => new DeskError('unknown_person', 404, 'There is no such colleague.', 'Read the list of colleagues again.')
const emailTaken = () =>
  new DeskError('email_taken', 409, 'Somebody has this e-mail already.', 'Take another address, or change the colleague who has it.')
const lastAdmin = () =>
  new DeskError('last_admin', 409, 'Nobody would be left who can invite colleagues.', 'Make somebody else an admin first.')
const lastResort = (brand: string) =>
  new DeskError('last_resort', 409, `This is the person of last resort of ${brand}.`, 'Name another person of last resort first.')
