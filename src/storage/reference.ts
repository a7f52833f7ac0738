import type { Pool } from 'pg'
import type { Calendar } from '../core/complaints/calendar.js'
import type { ClockName } from '../core/model/clock.js'
import type { AccountId, BrandId, StaffId } from '../core/model/ids.js'
import type { Kind, Language } from '../core/model/reading.js'
import type { AccountInfo, BrandFacts, Reference, StaffFacts } from '../core/ports.js'

export interface LiveReference extends Reference {
  /** Reads everything again; called when an admin changed something, and now and then for the loads. */
  refresh(): Promise<void>
}

type Snapshot = {
  readonly brands: ReadonlyMap<number, BrandFacts>
  readonly accounts: ReadonlyMap<number, AccountInfo>
  readonly staff: readonly StaffFacts[]
  readonly categories: ReadonlyMap<string, { readonly key: string; readonly team: string | null; readonly parent: string | null }>
  readonly norms: ReadonlyMap<string, number>
  readonly experience: ReadonlyMap<string, { readonly count: number; readonly p90WorkingMinutes: number }>
}

/** What admins edit, in memory: the path reads it without a round trip. Throws when the ledger holds no brand. */
export async function openReference(pool: Pool): Promise<LiveReference> {
  let snapshot = await readAll(pool)
  const loads = new Map<number, number>()
  return {
    async refresh() {
      snapshot = await readAll(pool)
      loads.clear()
    },
    brand: (id) => required(snapshot.brands.get(id), 'brand', id),
    account: (id) => required(snapshot.accounts.get(id), 'account', id),
    staff: () => snapshot.staff.map((one) => ({ ...one, openLoad: one.openLoad + (loads.get(one.id) ?? 0) })),
    category: (key) => snapshot.categories.get(key) ?? { key: 'other', team: snapshot.categories.get('other')?.team ?? null },
    norm: (kind, category, clock) => mostExact(snapshot, (key) => snapshot.norms.get(`${kind}|${key}|${clock}`), category),
    experience: (kind, category, clock) => snapshot.experience.get(`${kind}|${category}|${clock}`) ?? null,
    countLoad: (staffId, difference) => void loads.set(staffId, (loads.get(staffId) ?? 0) + difference),
  }
}

/** (kind, category), then its parents, then (kind, '*'). */
function mostExact(snapshot: Snapshot, find: (key: string) => number | undefined, category: string): number | null {
  for (let key: string | null = category; key !== null; key = snapshot.categories.get(key)?.parent ?? null) {
    const found = find(key)
    if (found !== undefined) return found
  }
  return find('*') ?? null
}

function required<T>(found: T | undefined, what: string, id: number): T {
  if (found === undefined) throw new Error(`${what} ${id} is not in the ledger's reference`)
  return found
}

async function readAll(pool: Pool): Promise<Snapshot> {
  const [calendars, brands, accounts, staff, categories, norms, experience] = await Promise.all([
    pool.query<{ id: number; time_zone: string; week: Calendar['week']; exceptions: Calendar['exceptions'] }>(
      'select id, time_zone, week, exceptions from calendars',
    ),
    pool.query<{
      id: number
      name: string
      is_demo: boolean
      language: Language
      time_zone: string
      calendar_id: number
      last_resort_id: number
    }>('select id, name, is_demo, language, time_zone, calendar_id, last_resort_id from brands'),
    pool.query<{ id: number; channel: string; name: string; brand_id: number; test_code: string | null }>(
      'select id, channel, name, brand_id, test_code from accounts',
    ),
    pool.query<StaffRow>(staffSql),
    pool.query<{ key: string; parent: string | null; team: string | null }>(
      'select c.key, c.parent, t.key as team from categories c left join teams t on t.id = c.team_id',
    ),
    pool.query<{ kind: Kind; category: string; clock: ClockName; minutes: number }>('select kind, category, clock, minutes from norms'),
    pool.query<{ kind: Kind; category: string; clock: ClockName; sample: number; p90_minutes: number }>(
      'select kind, category, clock, sample, p90_minutes from experience',
    ),
  ])
  const calendarOf = new Map(
    calendars.rows.map((row) => [row.id, { timeZone: row.time_zone, week: row.week, exceptions: row.exceptions } satisfies Calendar]),
  )
  return {
    brands: new Map(
      brands.rows.map((row) => [
        row.id,
        {
          id: row.id as BrandId,
          name: row.name,
          isDemo: row.is_demo,
          language: row.language,
          timeZone: row.time_zone,
          calendar: required(calendarOf.get(row.calendar_id), 'calendar', row.calendar_id),
          lastResortId: row.last_resort_id as StaffId,
        },
      ]),
    ),
    accounts: new Map(
      accounts.rows.map((row) => [
        row.id,
        { id: row.id as AccountId, channel: row.channel, name: row.name, brandId: row.brand_id as BrandId, testCode: row.test_code },
      ]),
    ),
    staff: staff.rows.map((row) => toStaff(row, calendarOf)),
    categories: new Map(categories.rows.map((row) => [row.key, row])),
    norms: new Map(norms.rows.map((row) => [`${row.kind}|${row.category}|${row.clock}`, row.minutes])),
    experience: new Map(
      experience.rows.map((row) => [`${row.kind}|${row.category}|${row.clock}`, { count: row.sample, p90WorkingMinutes: row.p90_minutes }]),
    ),
  }
}

type StaffRow = {
  id: number
  name: string
  contact: string | null
  languages: Language[]
  teams: string[]
  is_manager: boolean
  is_demo: boolean
  is_active: boolean
  is_available: boolean
  calendar_id: number | null
  max_load: number
  open_load: number
}

const staffSql = `select s.id, s.name, s.contact, s.languages, s.is_manager, s.is_demo, s.deactivated_at is null as is_active, s.is_available, s.calendar_id, s.max_load,
    coalesce(array(select t.key from team_members tm join teams t on t.id = tm.team_id where tm.staff_id = s.id order by t.key), '{}') as teams,
    (select count(*) from complaints c where c.manager_id = s.id and c.status not in ('closed', 'resolved')) as open_load
  from staff_members s order by s.id`

const toStaff = (row: StaffRow, calendarOf: ReadonlyMap<number, Calendar>): StaffFacts => ({
  id: row.id as StaffId,
  name: row.name,
  contact: row.contact,
  languages: row.languages,
  teams: row.teams,
  isManager: row.is_manager,
  isDemo: row.is_demo,
  isActive: row.is_active,
  isAvailable: row.is_available,
  calendar: row.calendar_id === null ? null : (calendarOf.get(row.calendar_id) ?? null),
  maxLoad: row.max_load,
  openLoad: row.open_load,
})
