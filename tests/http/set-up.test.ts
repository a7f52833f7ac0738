import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { byCookie, cookieOf, firstAdmin, fromOwnPage, openTestDesk, type TestDesk } from './support/desk.js'
import { codeOf } from './support/every-route.js'

let desk: TestDesk
beforeEach(async () => {
  desk = await openTestDesk()
})
afterEach(() => desk.close())

const link = async () => {
  const token = await desk.staff.setUp.openLink()
  if (token === null) throw new Error('the desk is set up')
  return token
}
const isOpen = async (token: string) => (await desk.app.inject({ url: '/api/v1/set-up', query: { token } })).json().isOpen
const setUp = (body: object) => desk.app.inject({ method: 'POST', url: '/api/v1/set-up', headers: fromOwnPage, payload: body })
const one = async (question: string) => (await desk.database.ledger.owner.query(question)).rows[0]

describe('the set-up link', () => {
  it('is open for its token only, and a fresh one closes the older', async () => {
    const first = await link()
    expect([await isOpen(first), await isOpen(''), await isOpen('x'), await isOpen(`${first}x`)]).toEqual([true, false, false, false])
    const second = await link()
    expect([await isOpen(first), await isOpen(second)]).toEqual([false, true])
  })

  it('cannot be read from the ledger', async () => {
    const token = await link()
    expect(JSON.stringify(await one(`select value from settings where key = 'set-up'`))).not.toContain(token)
  })

  it('makes the brand, its first admin, manager and last resort, signs them in, and is used up', async () => {
    const token = await link()
    const answer = await setUp({ token, ...firstAdmin })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({
      staff: { name: firstAdmin.name, contact: firstAdmin.contact, role: 'admin', isManager: true, isDemo: false },
      brand: { name: 'Лавка', isDemo: false, timeZone: 'Asia/Yekaterinburg', language: 'ru' },
      hasDemo: true,
    })
    const { id } = answer.json().staff
    expect((await desk.app.inject({ url: '/api/v1/me', headers: { cookie: cookieOf(answer) } })).statusCode).toBe(200)
    expect(await one('select last_resort_id, is_default from brands where not is_demo')).toEqual({ last_resort_id: id, is_default: true })
    expect(await one('select count(*) from brands where is_default')).toEqual({ count: 1 })
    expect(await one('select count(*) from accounts join brands on brands.id = brand_id where is_demo')).toEqual({ count: 0 })
    expect(await one('select calendars.time_zone from calendars join brands on calendar_id = calendars.id where not is_demo')).toEqual({
      time_zone: 'Asia/Yekaterinburg',
    })
    expect(await one(`select count(*) from team_members where staff_id = ${id}`)).toEqual({ count: 1 })
    expect(await isOpen(token)).toBe(false)
    expect(await desk.staff.setUp.openLink()).toBeNull()
    const again = await setUp({ token, ...firstAdmin, email: 'other@example.org' })
    expect([again.statusCode, codeOf(again.body)]).toEqual([403, 'set_up_closed'])
  })

  it('lets in one of two who use it at once', async () => {
    const token = await link()
    const answers = await Promise.all(['a@example.org', 'b@example.org'].map((email) => setUp({ token, ...firstAdmin, email })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 403])
    expect(await one('select count(*) from brands where not is_demo')).toEqual({ count: 1 })
    expect(await one(`select count(*) from staff_members where role = 'admin'`)).toEqual({ count: 1 })
  })

  it.each([
    ['a weak password', { password: 'qwerty123' }, 'weak_password'],
    ['a password that is the brand', { password: 'Лавка-2026', brand: 'Лавка' }, 'weak_password'],
    ['a time zone that does not exist', { timeZone: 'Europe/Moskau' }, 'unknown_time_zone'],
    ['an offset instead of a time zone', { timeZone: '+03:00' }, 'unknown_time_zone'],
    ['an e-mail that is none', { email: 'vera' }, 'invalid_request'],
    ['a role of one’s own choice', { role: 'owner' }, 'invalid_request'],
  ])('with %s does nothing and stays open', async (_what, part, code) => {
    const token = await link()
    const answer = await setUp({ token, ...firstAdmin, ...part })
    expect([answer.statusCode, codeOf(answer.body)]).toEqual([422, code])
    expect(await isOpen(token)).toBe(true)
    expect(await one('select count(*) from brands where not is_demo')).toEqual({ count: 0 })
  })

  it('cannot be guessed often', async () => {
    const codes: (string | undefined)[] = []
    for (let run = 0; run < 11; run++) codes.push(codeOf((await setUp({ token: 'guess' })).body))
    expect(codes.at(-1)).toBe('too_many_requests')
  })
})

describe('settings instead of a link', () => {
  it('set the desk up once', async () => {
    expect(await desk.staff.setUp.completeFromSettings(firstAdmin)).toBe(true)
    expect(await desk.staff.setUp.completeFromSettings({ ...firstAdmin, email: 'second@example.org' })).toBe(false)
    expect(await one(`select count(*) from staff_members where role = 'admin'`)).toEqual({ count: 1 })
  })
})

describe('the demonstration', () => {
  const remove = (cookie: string) => desk.app.inject({ method: 'DELETE', url: '/api/v1/demo', headers: byCookie(cookie) })
  const hasDemo = async (cookie: string) => (await desk.app.inject({ url: '/api/v1/me', headers: { cookie } })).json().hasDemo

  it('leaves with its people and its brand, twice as well as once', async () => {
    const cookie = await desk.setUp()
    expect(await hasDemo(cookie)).toBe(true)
    expect((await remove(cookie)).statusCode).toBe(204)
    expect(await hasDemo(cookie)).toBe(false)
    expect((await desk.app.inject({ url: '/api/v1/staff', headers: { cookie } })).json().items).toHaveLength(1)
    expect(await one('select count(*) from brands where is_demo')).toEqual({ count: 0 })
    expect((await remove(cookie)).statusCode).toBe(204)
  })

  it('keeps its brand where conversations speak of it, and has them ended', async () => {
    await desk.database.ledger.owner.query(`
      insert into people (id, salt, created_at) values (80, 'salt', now());
      insert into addresses (id, account_id, external_id, person_id) select 81, id, 'a', 80 from accounts limit 1;
      insert into conversations (id, account_id, external_id, brand_id, address_id, person_id, language, created_at)
        select 82, accounts.id, 'c', brand_id, 81, 80, 'ru', now() from accounts limit 1`)
    const cookie = await desk.setUp()
    expect((await remove(cookie)).statusCode).toBe(204)
    expect(desk.ended).toEqual([82])
    expect(await one('select count(*) from brands where is_demo')).toEqual({ count: 1 })
    expect(await hasDemo(cookie)).toBe(false)
  })

  it('stays while it is all there is', async () => {
    const { token } = await desk.staff.tokens.create({ name: 'script', role: 'admin' })
    const answer = await desk.app.inject({ method: 'DELETE', url: '/api/v1/demo', headers: { authorization: `Bearer ${token}` } })
    expect([answer.statusCode, codeOf(answer.body)]).toEqual([409, 'not_set_up'])
  })
})
