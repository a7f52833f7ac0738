import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, chooseManager, type ManagerQuestion } from '../../../src/core/complaints/assign.js'
import { isWorkingAt } from '../../../src/core/complaints/calendar.js'
import type { StaffId } from '../../../src/core/model/ids.js'
import { languages } from '../../../src/core/model/reading.js'
import { calendarOf, office } from './golden-due-times.js'

const id = (value: number): StaffId => value as StaffId
const moscow = office('Europe/Moscow')
const kamchatka = office('Asia/Kamchatka')

const manager = (value: number, facts: Partial<Candidate> = {}): Candidate => ({
  id: id(value),
  teams: ['claims'],
  isManager: true,
  isActive: true,
  isAvailable: true,
  languages: ['ru'],
  calendar: moscow,
  openLoad: 0,
  maxLoad: 10,
  ...facts,
})

/** A Monday noon in Moscow, when Kamchatka has gone home. */
const asked = (staff: readonly Candidate[], facts: Partial<ManagerQuestion> = {}): ManagerQuestion => ({
  ...{ team: 'claims', staff, lastResortId: id(99), language: 'ru', now: '2026-11-23T09:00:00.000Z' },
  ...facts,
})

describe('chooseManager', () => {
  it("takes a manager of the category's team", () => {
    const staff = [manager(1, { teams: ['delivery'] }), manager(2, { teams: ['delivery', 'claims'] })]
    expect(chooseManager(asked(staff))).toEqual({ managerId: 2, why: ['team:claims', 'on-duty', 'language:ru', 'load:0/10'] })
  })

  it('takes any manager when the category has no team', () => {
    expect(chooseManager(asked([manager(1, { teams: [] })], { team: null }))).toEqual({
      managerId: 1,
      why: ['on-duty', 'language:ru', 'load:0/10'],
    })
  })

  it('prefers who is on duty to who is free', () => {
    expect(chooseManager(asked([manager(1, { calendar: kamchatka }), manager(2, { openLoad: 9 })])).managerId).toBe(2)
  })

  it('holds a person without duty hours to be on duty', () => {
    expect(chooseManager(asked([manager(1, { calendar: kamchatka }), manager(2, { calendar: null })])).managerId).toBe(2)
  })

  it('takes who comes on duty soonest when nobody is', () => {
    const staff = [manager(1), manager(2, { calendar: kamchatka, openLoad: 9 })]
    expect(chooseManager(asked(staff, { now: '2026-11-23T19:00:00.000Z' }))).toEqual({
      managerId: 2,
      why: ['team:claims', 'on-duty-at:2026-11-23T21:00:00.000Z', 'language:ru', 'load:9/10'],
    })
  })

  it('prefers who speaks the language to who has less to do', () => {
    const staff = [manager(1), manager(2, { languages: ['en', 'zh'], openLoad: 9 })]
    expect(chooseManager(asked(staff, { language: 'zh' })).managerId).toBe(2)
    expect(chooseManager(asked(staff, { language: 'en', now: '2026-11-22T09:00:00.000Z' })).managerId).toBe(2)
  })

  it('still finds somebody when nobody speaks the language', () => {
    expect(chooseManager(asked([manager(1)], { language: 'zh' })).why).toEqual(['team:claims', 'on-duty', 'load:0/10'])
  })

  it('compares loads by what each can bear', () => {
    expect(chooseManager(asked([manager(1, { openLoad: 3, maxLoad: 4 }), manager(2, { openLoad: 5, maxLoad: 20 })])).managerId).toBe(2)
  })

  it('goes beyond the norm rather than to the last resort, and says so', () => {
    const staff = [manager(1, { openLoad: 12 }), manager(2, { openLoad: 11 })]
    expect(chooseManager(asked(staff))).toEqual({ managerId: 2, why: ['team:claims', 'on-duty', 'language:ru', 'load:11/10', 'over-load'] })
  })

  it('breaks a tie by the lower id, whatever the order of the list', () => {
    expect(chooseManager(asked([manager(7), manager(5), manager(6)])).managerId).toBe(5)
  })

  it.each<[string, Partial<Candidate>]>([
    ['of another team', { teams: ['delivery'] }],
    ['no manager', { isManager: false }],
    ['deactivated', { isActive: false }],
    ['away', { isAvailable: false }],
    ['taking none', { maxLoad: 0 }],
  ])('turns to the last resort when all are %s', (_name, facts) => {
    expect(chooseManager(asked([manager(1, facts)]))).toEqual({ managerId: 99, why: ['team:claims', 'last-resort'] })
  })

  it('turns to the last resort when there is nobody at all', () => {
    expect(chooseManager(asked([], { team: null }))).toEqual({ managerId: 99, why: ['last-resort'] })
  })

  it('throws what to do when there is no last resort either', () => {
    expect(() => chooseManager(asked([], { lastResortId: null }))).toThrow('name one for the brand')
    expect(chooseManager(asked([manager(1)], { lastResortId: null })).managerId).toBe(1)
  })

  it('always finds one, the same in any order, on duty if anybody qualified is', () => {
    const candidate = fc.record({
      teams: fc.subarray(['claims', 'delivery']),
      isManager: fc.boolean(),
      isActive: fc.boolean(),
      isAvailable: fc.boolean(),
      languages: fc.subarray([...languages]),
      calendar: fc.constantFrom(null, moscow, kamchatka, calendarOf('UTC', { 7: '0:00-24:00' })),
      openLoad: fc.nat({ max: 12 }),
      maxLoad: fc.nat({ max: 10 }),
    })
    fc.assert(
      fc.property(
        fc.array(candidate, { maxLength: 8 }),
        fc.integer({ min: 0, max: 167 }),
        fc.constantFrom('claims', null),
        (list, hour, team) => {
          const staff = list.map((facts, index) => manager(index + 1, facts))
          const question = asked(staff, { team, now: new Date(Date.parse('2026-11-23T00:00Z') + hour * 3_600_000).toISOString() })
          const { managerId, why } = chooseManager(question)
          expect(chooseManager({ ...question, staff: [...staff].reverse() })).toEqual({ managerId, why })
          const qualified = staff.filter(
            (one) => one.isManager && one.isActive && one.isAvailable && one.maxLoad > 0 && (team === null || one.teams.includes(team)),
          )
          const isOnDuty = (one: Candidate) => one.calendar === null || isWorkingAt(one.calendar, question.now)
          expect(qualified.length > 0 ? qualified.map((one) => one.id) : [99]).toContain(managerId)
          if (qualified.some(isOnDuty)) expect(qualified.filter(isOnDuty).map((one) => one.id)).toContain(managerId)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
