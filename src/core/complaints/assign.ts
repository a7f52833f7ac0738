import type { Instant, StaffId } from '../model/ids.js'
import type { Language } from '../model/reading.js'
import { type Calendar, nextWorkingAt } from './calendar.js'

/** What is asked of a person who could answer for a complaint. */
export type Candidate = {
  readonly id: StaffId
  readonly teams: readonly string[]
  readonly isManager: boolean
  readonly isActive: boolean
  /** false while ill, on leave or taking nothing new. */
  readonly isAvailable: boolean
  readonly languages: readonly Language[]
  /** Duty hours; null: always on duty. */
  readonly calendar: Calendar | null
  readonly openLoad: number
  /** A norm, not a wall: beyond it a person is asked last. 0: takes none. */
  readonly maxLoad: number
}

export type ManagerQuestion = {
  /** The team that its category belongs to; null: any. */
  readonly team: string | null
  readonly staff: readonly Candidate[]
  readonly lastResortId: StaffId | null
  readonly language: Language
  readonly now: Instant
}

/**
 * Who answers for a complaint: of the team's managers one on duty now (else who is on duty soonest), who speaks the language, with
 * the least load for their norm; ties go to the lower id. When nobody qualifies, the named person of last resort.
 * `why` holds codes: `team:claims`, `on-duty` or `on-duty-at:<instant>`, `language:ru`, `load:3/10`, `over-load`, `last-resort`.
 * @throws Error when nobody qualifies and there is no last resort; the check at the start forbids such a desk.
 */
export function chooseManager({ team, staff, lastResortId, language, now }: ManagerQuestion): {
  managerId: StaffId
  why: readonly string[]
} {
  const dutyAtOf = dutiesAt(now)
  const [first, ...others] = staff.filter((one) => isQualified(one, team)).map((one) => ({ one, dutyAt: dutyAtOf(one) }))
  if (!first) return { managerId: lastResort(lastResortId, team), why: teamWhy(team, 'last-resort') }
  const { one, dutyAt } = others.reduce((best, next) => (isBetter(next, best, language) ? next : best), first)
  return {
    managerId: one.id,
    why: [
      ...teamWhy(team, dutyAt === now ? 'on-duty' : `on-duty-at:${dutyAt}`),
      ...(one.languages.includes(language) ? [`language:${language}`] : []),
      `load:${one.openLoad}/${one.maxLoad}`,
      ...(one.openLoad >= one.maxLoad ? ['over-load'] : []),
    ],
  }
}

const isQualified = (one: Candidate, team: string | null): boolean =>
  one.isActive && one.isManager && one.isAvailable && one.maxLoad > 0 && (team === null || one.teams.includes(team))

/** When each is next on duty, `now` if already; colleagues share calendars, so each is asked once. */
function dutiesAt(now: Instant): (one: Candidate) => Instant {
  const known = new Map<Calendar, Instant>()
  return ({ calendar }) => {
    if (calendar === null) return now
    const dutyAt = known.get(calendar) ?? nextWorkingAt(calendar, now)
    known.set(calendar, dutyAt)
    return dutyAt
  }
}

const teamWhy = (team: string | null, code: string): readonly string[] => (team === null ? [code] : [`team:${team}`, code])

type Asked = { readonly one: Candidate; readonly dutyAt: Instant }

function isBetter(a: Asked, b: Asked, language: Language): boolean {
  if (a.dutyAt !== b.dutyAt) return a.dutyAt < b.dutyAt
  const speaks = Number(a.one.languages.includes(language)) - Number(b.one.languages.includes(language))
  if (speaks !== 0) return speaks > 0
  const load = a.one.openLoad / a.one.maxLoad - b.one.openLoad / b.one.maxLoad
  return load === 0 ? a.one.id < b.one.id : load < 0
}

function lastResort(id: StaffId | null, team: string | null): StaffId {
  if (id !== null) return id
  throw new Error(
    `No manager${team === null ? '' : ` of team ${team}`} can be found and no person of last resort is named; name one for the brand.`,
  )
}
