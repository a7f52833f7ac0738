import type { PoolClient } from 'pg'
import { DeskError } from '../core/desk-error.js'
import type { StaffId } from '../core/model/ids.js'
import type { FirstAdmin } from '../core/staff-port.js'
import { checkPassword } from './password-rules.js'
import { addPassword } from './passwords.js'
import { toldLine } from './told-line.js'

/** Checks what the person typed and hashes the password; the answer writes brand, calendar and first admin, within a transaction. */
export async function prepareFirstBrand(first: FirstAdmin): Promise<(client: PoolClient) => Promise<void>> {
  checkPassword(first.password, [first.name, first.email, first.brand])
  if (!isTimeZone(first.timeZone)) throw unknownTimeZone(first.timeZone)
  const add = await addPassword(first.password)
  return async (client) => {
    const calendarId = await copyCalendar(client, first.timeZone)
    const staffId = await insertAdmin(client, first, calendarId)
    await add(client, staffId)
    await insertBrand(client, first, { calendarId, staffId })
    await client.query('update accounts set brand_id = brands.id from brands where brands.is_default')
  }
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
    [toldLine(name, 'name'), toldLine(contact, 'contact'), email.toLowerCase(), calendarId],
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
    [toldLine(brand, 'name of the brand'), language, timeZone, calendarId, staffId],
  )
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && !/^[+-]/.test(name)
  } catch {
    return false
  }
}

const unknownTimeZone = (name: string) =>
  new DeskError('unknown_time_zone', 422, `There is no time zone ${name}.`, 'Take an IANA name, such as Europe/Moscow or Asia/Shanghai.')
