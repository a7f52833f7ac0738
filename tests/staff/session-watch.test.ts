import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type SessionWatch, watchSessions } from '../../src/staff/session-watch.js'
import { fillStarter } from '../http/support/desk.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
let watch: SessionWatch
const heard: string[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  await fillStarter(database)
  await sql(`insert into staff_members (id, name, email, role, created_at) values (50, 'Вера', 'vera@example.org', 'operator', now())`)
})
afterAll(() => database.close())
beforeEach(async () => {
  watch?.close()
  heard.length = 0
  watch = watchSessions(database.ledger.pool, 20)
  await sql('delete from staff.sessions; update staff_members set deactivated_at = null where id = 50')
})
afterAll(() => watch.close())

const sql = (text: string) => database.ledger.owner.query(text)

async function openSession(): Promise<string> {
  const { rows } = await database.ledger.owner.query<{ id: string }>(
    `insert into staff.sessions (staff_id, token, expires_at, created_at, updated_at)
     values (50, gen_random_uuid(), now() + interval '1 day', now(), now()) returning id::text`,
  )
  return rows[0]?.id ?? ''
}
const listen = (id: string, name: string) => watch.watch(id, () => void heard.push(name))

describe('whoever watches a session', () => {
  it.each([
    ['it is gone', (id: string) => `delete from staff.sessions where id = ${id}`],
    ['it is too old', (id: string) => `update staff.sessions set expires_at = now() - interval '1 s' where id = ${id}`],
    ['the person’s access is closed', () => 'update staff_members set deactivated_at = now() where id = 50'],
  ])('hears once that %s, whoever did it', async (_what, end) => {
    const id = await openSession()
    listen(id, 'a')
    listen(id, 'b')
    await watch.look()
    expect(heard).toEqual([])
    await sql(end(id))
    await expect.poll(() => heard).toEqual(['a', 'b'])
    await watch.look()
    expect(heard).toEqual(['a', 'b'])
  })

  it('hears of no other’s, and nothing after leaving', async () => {
    const [own, other] = [await openSession(), await openSession()]
    const leave = listen(own, 'own')
    listen(own, 'stays')
    listen(other, 'other')
    leave()
    await sql(`delete from staff.sessions where id = ${own}`)
    await watch.look()
    expect(heard).toEqual(['stays'])
  })

  it('hears of one that had ended before', async () => {
    listen('999999', 'late')
    await expect.poll(() => heard).toEqual(['late'])
  })

  it('hears nothing false while the ledger is away', async () => {
    const id = await openSession()
    const away = { query: () => Promise.reject(new Error('Connection terminated')) }
    const alone = watchSessions(away as never, 5)
    alone.watch(id, () => void heard.push('false'))
    await expect(alone.look()).rejects.toThrow('terminated')
    expect(heard).toEqual([])
    alone.close()
  })
})
