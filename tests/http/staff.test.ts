import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byCookie, firstAdmin, openTestDesk, password, type TestDesk } from './support/desk.js'
import { codeOf } from './support/every-route.js'

let desk: TestDesk
let admin: string
let adminId: number
let operator: { readonly id: number; readonly cookie: string }

beforeAll(async () => {
  desk = await openTestDesk()
  admin = await desk.setUp()
  adminId = (await get('/me', admin)).json().staff.id
  operator = await desk.hire('operator', 'oleg@example.org')
})
afterAll(() => desk.close())

const get = (path: string, cookie: string) => desk.app.inject({ url: `/api/v1${path}`, headers: { cookie } })
const send = (method: 'POST' | 'PATCH' | 'DELETE', path: string, cookie: string, payload: object) =>
  desk.app.inject({ method, url: `/api/v1${path}`, headers: byCookie(cookie), payload })
const change = (id: number, payload: object, cookie = admin) => send('PATCH', `/staff/${id}`, cookie, payload)

const newcomer = { name: 'Нина Новая', email: 'Nina@Example.org', role: 'manager', password }

describe('the list of colleagues', () => {
  it('is sorted by name, real ones first, and shows e-mails to whoever may change them', async () => {
    const names = (await get('/staff', admin)).json().items.map(({ name }: { name: string }) => name)
    expect(names).toEqual(['Вера Первая', 'Коллега oleg@example.org', 'Анна Образцова (демонстрация)', 'Пётр Примеров (демонстрация)'])
    const emails = async (cookie: string) => (await get('/staff', cookie)).json().items.map(({ email }: { email: string | null }) => email)
    expect(await emails(admin)).toContain('oleg@example.org')
    expect(new Set(await emails(operator.cookie))).toEqual(new Set([null]))
  })

  it('counts the complaints that are open under a name', async () => {
    await desk.database.ledger.owner.query(
      `with person as (insert into people (id, salt, created_at) values (90, 'salt', now()) returning id)
       insert into complaints (id, number, brand_id, person_id, channel, kind, category, status, stage, stage_entered_at, priority, priority_rank,
         language, manager_id, created_at)
       select 90 + row_number() over (), 'n' || status, (select id from brands limit 1), 90, 'web', 'complaint', 'other', status, 'received', now(),
         'normal', 3, 'ru', $1, now() from unnest(array['new', 'in-work', 'resolved', 'closed']) as status, person`,
      [adminId],
    )
    expect((await get('/me', admin)).json().staff.load).toBe(2)
  })
})

describe('an invitation', () => {
  it('makes a colleague who can sign in with their role', async () => {
    const answer = await send('POST', '/staff', admin, newcomer)
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ name: 'Нина Новая', email: 'nina@example.org', role: 'manager', isManager: true, isDemo: false })
    expect(answer.body).not.toContain(password)
    expect((await desk.signIn('nina@example.org', password)).statusCode).toBe(200)
  })

  it('takes a name as customers shall read it, without marks that hide or turn letters', async () => {
    const answer = await send('POST', '/staff', admin, { ...newcomer, email: 'marks@example.org', name: ' Анна\u202e\u0000\n Мир\u200b ' })
    expect(answer.json()).toMatchObject({ name: 'Анна Мир' })
    const empty = await send('POST', '/staff', admin, { ...newcomer, email: 'empty@example.org', name: '\u200b\u200b\u200b' })
    expect([empty.statusCode, codeOf(empty.body)]).toEqual([422, 'empty_line'])
  })

  it('to an address that somebody has is refused, in any case of its letters', async () => {
    const answer = await send('POST', '/staff', admin, { ...newcomer, email: firstAdmin.email.toUpperCase() })
    expect([answer.statusCode, codeOf(answer.body)]).toEqual([409, 'email_taken'])
  })

  it('with a password that is guessed first is refused and makes nobody', async () => {
    const answer = await send('POST', '/staff', admin, { ...newcomer, email: 'weak@example.org', password: 'Password1' })
    expect([answer.statusCode, codeOf(answer.body)]).toEqual([422, 'weak_password'])
    const { rows } = await desk.database.ledger.owner.query(`select from staff_members where email = 'weak@example.org'`)
    expect(rows).toEqual([])
  })

  it.each([
    ['isManager', true],
    ['id', 1],
    ['createdAt', '2000-01-01'],
    ['isDemo', true],
    ['rights', ['staff.write']],
  ])('that also says %s is refused', async (field, value) => {
    const answer = await send('POST', '/staff', admin, { ...newcomer, email: 'extra@example.org', [field]: value })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().error.fields).toEqual([{ name: field, problem: 'there is no such field' }])
  })
})

describe('a change of a colleague', () => {
  it('of one’s own duty is everybody’s right, and nothing else is', async () => {
    expect((await change(operator.id, { isAvailable: false }, operator.cookie)).json()).toMatchObject({ isAvailable: false })
    for (const payload of [{ role: 'admin' }, { isAvailable: true, role: 'admin' }, { isLastResort: true }, { isDeactivated: true }]) {
      expect((await change(operator.id, payload, operator.cookie)).statusCode).toBe(403)
    }
    expect((await change(adminId, { isAvailable: false }, operator.cookie)).statusCode).toBe(403)
  })

  it.each([
    ['to a role that does not exist', { role: 'superadmin' }, 422, 'unknown_role'],
    ['to a role that cannot be written', { role: 'a\u0000b' }, 400, 'bad_text'],
    ['to a role that is an object', { role: { $gt: '' } }, 422, 'invalid_request'],
    ['that says nothing', {}, 422, 'invalid_request'],
    ['with a field of somebody else’s making', { createdAt: '2000-01-01', orgId: 7 }, 422, 'invalid_request'],
    ['with a poisoned prototype', JSON.parse('{"constructor":{"prototype":{"isAdmin":true}}}'), 400, 'bad_json'],
  ])('%s is refused', async (_what, payload, status, code) => {
    const answer = await change(operator.id, payload)
    expect([answer.statusCode, codeOf(answer.body)]).toEqual([status, code])
  })

  it('named by what is no id is refused, and an unknown one is not there', async () => {
    for (const id of ['abc', '1;drop', '-1', '0', '1.5', '9007199254740993']) {
      expect((await send('PATCH', `/staff/${encodeURIComponent(id)}`, admin, { isAvailable: true })).statusCode).toBe(400)
    }
    expect((await change(123_456_789, { isAvailable: true })).statusCode).toBe(404)
  })

  it('closes access for good and frees the e-mail', async () => {
    const { id } = await desk.hire('operator', 'leaves@example.org')
    const answer = await change(id, { isDeactivated: true })
    expect(answer.json()).toMatchObject({ id, email: null, isAvailable: false })
    expect((await desk.signIn('leaves@example.org', password)).statusCode).toBe(401)
    expect((await change(id, { isAvailable: true })).statusCode).toBe(404)
    expect((await send('POST', '/staff', admin, { ...newcomer, email: 'leaves@example.org' })).statusCode).toBe(201)
  })
})

describe('the last one who can let others in', () => {
  it('cannot be removed or made less', async () => {
    for (const payload of [{ role: 'operator' }, { role: 'manager' }]) {
      const answer = await change(adminId, payload)
      expect([answer.statusCode, codeOf(answer.body)]).toEqual([409, 'last_admin'])
    }
    expect((await get('/me', admin)).json().staff.role).toBe('admin')
  })

  it('stays when two admins remove each other at once', async () => {
    const second = await desk.hire('admin', 'second@example.org')
    const answers = await Promise.all([
      change(second.id, { role: 'operator' }, admin),
      change(adminId, { role: 'operator' }, second.cookie),
    ])
    const { rows } = await desk.database.ledger.owner.query(`select id from staff_members where role = 'admin' and deactivated_at is null`)
    expect(rows).toHaveLength(1)
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    await desk.staff.book.change(adminId as never, { role: 'admin' })
    admin = cookieHeader(await desk.signIn(firstAdmin.email, firstAdmin.password))
  })

  it('may leave once another is there, and the person of last resort once another is that', async () => {
    const next = await desk.hire('admin', 'next@example.org')
    const refused = await change(adminId, { isDeactivated: true }, next.cookie)
    expect([refused.statusCode, codeOf(refused.body)]).toEqual([409, 'last_resort'])
    expect((await change(next.id, { isLastResort: true }, next.cookie)).statusCode).toBe(200)
    expect((await change(adminId, { isDeactivated: true }, next.cookie)).statusCode).toBe(200)
  })
})

const cookieHeader = (answer: { cookies: readonly { name: string; value: string }[] }) => {
  const [cookie] = answer.cookies
  return `${cookie?.name}=${encodeURIComponent(cookie?.value ?? '')}`
}
