import Holidays from 'date-holidays'
import type { Pool } from 'pg'
import type { Calendar } from '../core/complaints/calendar.js'
import type { Kind, Language } from '../core/model/reading.js'
import { inTransaction } from './transaction.js'

type Names = Readonly<Record<Language, string>>

export type Starter = {
  /** The tree that the classifier reads into, parents before children. */
  readonly categories: readonly { readonly key: string; readonly name: Names }[]
  readonly roles: Readonly<Record<string, readonly string[]>>
  readonly language: Language
  readonly timeZone: string
  readonly now: string
}

/**
 * What a desk starts with: roles, a working calendar, categories, clocks, departments, and the demonstration brand, whose few people say
 * in their names that they are none. Does nothing to a ledger that has a brand.
 */
export async function loadStarter(owner: Pool, starter: Starter): Promise<void> {
  await inTransaction(owner, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('starter'))`)
    const { rows } = await client.query('select from brands limit 1')
    if (rows.length > 0) return
    for (const [key, rights] of Object.entries(starter.roles)) {
      await client.query('insert into roles (key, rights) values ($1, $2) on conflict (key) do nothing', [key, rights])
    }
    const calendar = officeCalendar(starter.timeZone, new Date(starter.now))
    await client.query('insert into calendars (id, key, time_zone, week, exceptions) values ($1, $2, $3, $4, $5)', [
      ids.calendar,
      'office',
      calendar.timeZone,
      JSON.stringify(calendar.week),
      JSON.stringify(calendar.exceptions),
    ])
    await client.query('insert into teams (id, key, names) values ($1, $2, $3)', [ids.team, 'care', JSON.stringify(teamName)])
    for (const [index, { key, names, duties }] of departments.entries()) {
      await client.query('insert into departments (id, key, names, duties) values ($1, $2, $3, $4)', [
        ids.departments + index,
        key,
        JSON.stringify(names),
        JSON.stringify(duties),
      ])
    }
    for (const [position, { key, name }] of starter.categories.entries()) {
      const department = departments.findIndex(({ roots }) => roots.includes(rootOf(key)))
      await client.query('insert into categories (key, parent, names, department_id, position) values ($1, $2, $3, $4, $5)', [
        key,
        key.includes('.') ? rootOf(key) : null,
        JSON.stringify(name),
        department < 0 ? null : ids.departments + department,
        position,
      ])
    }
    for (const [kind, category, clock, minutes] of norms) {
      await client.query('insert into norms (kind, category, clock, minutes) values ($1, $2, $3, $4)', [kind, category, clock, minutes])
    }
    await insertDemonstration(client.query.bind(client), starter)
  })
}

async function insertDemonstration(
  query: (text: string, values: unknown[]) => Promise<unknown>,
  { language, timeZone, now }: Starter,
): Promise<void> {
  const { brand, manager, lastResort } = demonstration[language]
  const people = [
    { id: ids.demoManager, name: manager, isManager: true },
    { id: ids.demoLastResort, name: lastResort, isManager: false },
  ]
  for (const { id, name, isManager } of people) {
    await query(
      `insert into staff_members (id, name, contact, role, calendar_id, is_manager, is_demo, created_at) values ($1, $2, $3, 'operator', null, $4, true, $5)`,
      [id, name, demoContact, isManager, now],
    )
    await query('insert into team_members (team_id, staff_id) values ($1, $2)', [ids.team, id])
  }
  await query(
    `insert into brands (id, key, name, is_demo, is_default, language, time_zone, calendar_id, last_resort_id, created_at)
      values ($1, 'demo', $2, true, true, $3, $4, $5, $6, $7)`,
    [ids.brand, brand, language, timeZone, ids.calendar, ids.demoLastResort, now],
  )
  await query(`insert into accounts (id, channel, name, brand_id) values ($1, 'web', 'default', $2)`, [ids.account, ids.brand])
}

/** Below the first block of `ledger_ids`, so that they collide with nothing. */
const ids = { calendar: 1, team: 2, brand: 3, account: 4, demoManager: 5, demoLastResort: 6, departments: 10 } as const

const rootOf = (key: string): string => key.split('.')[0] ?? key

const teamName: Names = { ru: 'Служба заботы', en: 'Customer care', zh: '客户关怀' }
const demoContact = '+7 000 000-00-00'

const demonstration: Readonly<Record<Language, { brand: string; manager: string; lastResort: string }>> = {
  ru: { brand: 'Демонстрация', manager: 'Анна Образцова (демонстрация)', lastResort: 'Пётр Примеров (демонстрация)' },
  en: { brand: 'Demonstration', manager: 'Anna Sample (demonstration)', lastResort: 'Peter Example (demonstration)' },
  zh: { brand: '演示', manager: '示例安娜（演示）', lastResort: '示例彼得（演示）' },
}

const departments: readonly { readonly key: string; readonly names: Names; readonly duties: Names; readonly roots: readonly string[] }[] = [
  {
    key: 'delivery',
    names: { ru: 'Доставка', en: 'Delivery', zh: '配送部' },
    duties: { ru: 'Сроки, курьеры, сохранность в пути', en: 'Times, couriers, goods on the way', zh: '时效、配送员、运输安全' },
    roots: ['delivery'],
  },
  {
    key: 'goods',
    names: { ru: 'Товар и склад', en: 'Goods and warehouse', zh: '商品与仓储部' },
    duties: { ru: 'Качество, комплектность, замена', en: 'Quality, completeness, replacement', zh: '质量、完整性、换货' },
    roots: ['goods'],
  },
  {
    key: 'finance',
    names: { ru: 'Бухгалтерия', en: 'Finance', zh: '财务部' },
    duties: { ru: 'Возвраты денег, списания, чеки', en: 'Refunds, charges, receipts', zh: '退款、扣款、发票' },
    roots: ['payment'],
  },
  {
    key: 'service',
    names: { ru: 'Обслуживание', en: 'Customer service', zh: '客服部' },
    duties: { ru: 'Поведение сотрудников, ожидание', en: 'Conduct of staff, waiting', zh: '员工态度、等待' },
    roots: ['service', 'safety'],
  },
  {
    key: 'it',
    names: { ru: 'Сайт и приложение', en: 'Site and app', zh: '技术部' },
    duties: { ru: 'Сбои, вход, личный кабинет', en: 'Failures, sign-in, accounts', zh: '故障、登录、账号' },
    roots: ['online'],
  },
]

/** Working minutes; a working day of the starter's calendar has 540. */
const norms: readonly (readonly [Kind, string, 'first-answer' | 'next-answer' | 'decision', number])[] = [
  ['complaint', '*', 'first-answer', 60],
  ['complaint', '*', 'next-answer', 120],
  ['complaint', '*', 'decision', 1_620],
  ['complaint', 'safety', 'first-answer', 15],
  ['complaint', 'safety', 'next-answer', 30],
  ['complaint', 'safety', 'decision', 540],
  ['question', '*', 'first-answer', 60],
  ['question', '*', 'next-answer', 120],
  ['question', '*', 'decision', 540],
  ['praise', '*', 'first-answer', 540],
  ['praise', '*', 'decision', 2_700],
  ['suggestion', '*', 'first-answer', 540],
  ['suggestion', '*', 'decision', 5_400],
  ['offer', '*', 'first-answer', 1_080],
  ['offer', '*', 'decision', 5_400],
]

/** Monday to Friday, nine to six, without the public holidays of the zone's country this year and next. */
export function officeCalendar(timeZone: string, now: Date): Calendar {
  const day = [{ fromMinute: 9 * 60, toMinute: 18 * 60 }]
  const country = countryOf[timeZone] ?? (russianZones.test(timeZone) ? 'RU' : undefined)
  const exceptions: Record<string, never[]> = {}
  if (country !== undefined) {
    const holidays = new Holidays(country)
    for (const year of [now.getUTCFullYear(), now.getUTCFullYear() + 1]) {
      for (const holiday of holidays.getHolidays(year))
        if (holiday.type === 'public') for (const date of datesOf(holiday)) exceptions[date] = []
    }
  }
  return { timeZone, week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] }, exceptions }
}

const russianZones =
  /^Europe\/(Moscow|Kaliningrad|Samara|Volgograd|Saratov|Astrakhan|Ulyanovsk|Kirov)$|^Asia\/(Yekaterinburg|Omsk|Novosibirsk|Krasnoyarsk|Irkutsk|Yakutsk|Vladivostok|Magadan|Kamchatka|Sakhalin|Tomsk|Barnaul|Chita)$/
const countryOf: Readonly<Record<string, string>> = {
  'Asia/Shanghai': 'CN',
  'Asia/Hong_Kong': 'HK',
  'Asia/Taipei': 'TW',
  'Europe/London': 'GB',
  'Europe/Berlin': 'DE',
  'Asia/Almaty': 'KZ',
  'Europe/Minsk': 'BY',
}

/** The local dates a holiday covers, as the library writes them: `2026-01-01 00:00:00` and its length in days. */
function datesOf(holiday: { date: string; start: Date; end: Date }): string[] {
  const days = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / 86_400_000))
  const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`)
  return Array.from({ length: days }, (_, index) => new Date(first + index * 86_400_000).toISOString().slice(0, 10))
}
