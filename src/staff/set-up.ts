import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Pool, PoolClient } from 'pg'
import { DeskError } from '../core/desk-error.js'
import type { StaffId } from '../core/model/ids.js'
import type { BrandView, CategoryView, FirstAdmin, SetUp } from '../core/staff-port.js'
import { type EndConversations, removeDemo } from './demo.js'
import { checkPassword, normalisePassword } from './password-rules.js'
import { addPassword } from './passwords.js'
import { inTransaction } from './transaction.js'

export type SetUpNeeds = {
  readonly pool: Pool
  /** People, brands or accounts are not what they were. */
  readonly onChange: () => void
  readonly endConversations: EndConversations
}

export function makeSetUp({ pool, onChange, endConversations }: SetUpNeeds): SetUp {
  return {
    brand: () => getBrand(pool),
    hasDemo: () => isTrue(pool, 'select exists (select from staff_members where is_demo and deactivated_at is null) as is'),
    categories: () => listCategories(pool),
    isSetUp: () => isSetUp(pool),

    async openLink() {
      const token = randomBytes(32).toString('base64url')
      const isOpened = await inTransaction(pool, async (client) => {
        await lockSetUp(client)
        if (await isSetUp(client)) return false
        await client.query(`update settings set value = jsonb_build_object('tokenHash', $1::text) where key = 'set-up'`, [hashOf(token)])
        return true
      })
      return isOpened ? token : null
    },

    isOpen: (token) => isOpen(pool, token),

    async complete(token, first) {
      if (!(await isOpen(pool, token))) throw closed()
      const make = await prepare(first)
      await inTransaction(pool, async (client) => {
        const { tokenHash } = await lockSetUp(client)
        if (!isSame(tokenHash, token) || (await isSetUp(client))) throw closed()
        await make(client)
      })
      onChange()
    },

    async completeFromSettings(first) {
      if (await isSetUp(pool)) return false
      const make = await prepare(first)
      const isMade = await inTransaction(pool, async (client) => {
        await lockSetUp(client)
        if (await isSetUp(client)) return false
        await make(client)
        return true
      })
      if (isMade) onChange()
      return isMade
    },

    async removeDemo(caller) {
      if (!(await isSetUp(pool))) throw notSetUp()
      await removeDemo(pool, caller, endConversations)
      onChange()
    },
  }
}

type SetUpRow = { readonly value: { readonly tokenHash?: string } }

async function isOpen(pool: Pool, token: string): Promise<boolean> {
  const { rows } = await pool.query<SetUpRow>(`select value from settings where key = 'set-up'`)
  return isSame(rows[0]?.value.tokenHash, token) && !(await isSetUp(pool))
}

/** Checks what the person typed and hashes the password; the answer writes everything, within a transaction that holds the set-up. */
async function prepare(first: FirstAdmin): Promise<(client: PoolClient) => Promise<void>> {
  const password = normalisePassword(first.password)
  checkPassword(password, [first.name, first.email, first.brand])
  if (!isTimeZone(first.timeZone)) throw unknownTimeZone(first.timeZone)
  const add = await addPassword(password)
  return async (client) => {
    const calendarId = await copyCalendar(client, first.timeZone)
    const staffId = await insertAdmin(client, first, calendarId)
    await add(client, staffId)
    await insertBrand(client, first, { calendarId, staffId })
    await client.query('update accounts set brand_id = brands.id from brands where brands.is_default')
    await client.query(`update settings set value = '{}' where key = 'set-up'`)
  }
}

/** The row is the lock: of two who finish the set-up at once, the second finds it closed. */
async function lockSetUp(client: PoolClient): Promise<SetUpRow['value']> {
  await client.query(`insert into settings (key, value) values ('set-up', '{}') on conflict do nothing`)
  const { rows } = await client.query<SetUpRow>(`select value from settings where key = 'set-up' for update`)
  return rows[0]?.value ?? {}
}

async function copyCalendar(client: PoolClient, timeZone: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into calendars (id, key, time_zone, week, exceptions)
     select nextval('ledger_ids'), 'brand:main', $1, week, exceptions from calendars
     order by id = (select calendar_id from brands where is_demo order by id limit 1) desc nulls last, id limit 1
     returning id`,
    [timeZone],
  )
  if (rows[0]) return rows[0].id
  throw new Error('The starter set has no calendar')
}

async function insertAdmin(client: PoolClient, { name, contact, email }: FirstAdmin, calendarId: number): Promise<StaffId> {
  const { rows } = await client.query<{ id: StaffId }>(
    `insert into staff_members (id, name, contact, email, role, is_manager, calendar_id, created_at)
     values (nextval('ledger_ids'), $1, $2, $3, 'admin', true, $4, now()) returning id`,
    [name, contact, email.toLowerCase(), calendarId],
  )
  const [row] = rows
  if (!row) throw new Error('insert … returning gave no row')
  await client.query('insert into team_members (team_id, staff_id) select id, $1 from teams', [row.id])
  return row.id
}

async function insertBrand(
  client: PoolClient,
  { brand, language, timeZone }: FirstAdmin,
  { calendarId, staffId }: { calendarId: number; staffId: StaffId },
): Promise<void> {
  await client.query('update brands set is_default = false where is_default')
  await client.query(
    `insert into brands (id, key, name, is_default, language, time_zone, calendar_id, last_resort_id, created_at)
     values (nextval('ledger_ids'), 'main', $1, true, $2, $3, $4, $5, now())`,
    [brand, language, timeZone, calendarId, staffId],
  )
}

async function getBrand(pool: Pool): Promise<BrandView> {
  const { rows } = await pool.query<BrandView>(
    'select id, name, is_demo as "isDemo", time_zone as "timeZone", language from brands order by is_default desc, id limit 1',
  )
  if (rows[0]) return rows[0]
  throw new Error('The starter set has no brand')
}

async function listCategories(pool: Pool): Promise<CategoryView[]> {
  const { rows } = await pool.query<CategoryView>(
    `select categories.key, parent, categories.names, teams.key as team from categories left join teams on teams.id = team_id
     where archived_at is null order by position, categories.key`,
  )
  return rows
}

const isSetUp = (client: Pick<Pool, 'query'>) => isTrue(client, 'select exists (select from brands where not is_demo) as is')

async function isTrue(client: Pick<Pool, 'query'>, question: string): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>(question)
  return rows[0]?.is === true
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

function isSame(hash: string | undefined, token: string): boolean {
  return hash !== undefined && timingSafeEqual(Buffer.from(hash), Buffer.from(hashOf(token)))
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(name)
  } catch {
    return false
  }
}

const closed = () =>
  new DeskError(
    'set_up_closed',
    403,
    'This link is used up or was replaced.',
    'Start the desk again: it prints a fresh link until it is set up.',
  )
const notSetUp = () =>
  new DeskError('not_set_up', 409, 'The demonstration is all there is yet.', 'Make your own brand first: the start prints a link for it.')
const unknownTimeZone = (name: string) =>
  new DeskError('unknown_time_zone', 422, `There is no time zone ${name}.`, 'Take an IANA name, such as Europe/Moscow or Asia/Shanghai.')
