import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStaff, type Staff } from '../../src/staff/open-staff.js'
import { fillStarter } from '../http/support/desk.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'

let database: TestDatabase
let staff: Staff
beforeAll(async () => {
  database = await openTestDatabase()
  await fillStarter(database)
  staff = openStaff({
    pool: database.ledger.pool,
    secretKey: 'k'.repeat(32),
    publicUrl: 'http://127.0.0.1',
    endConversations: async () => undefined,
  })
})
afterAll(async () => {
  staff.close()
  await database.close()
})

const rows = async () =>
  (await database.ledger.owner.query<{ id: number; name: string; last_used_at: string | null }>('select * from api_tokens order by id'))
    .rows

describe('an API token', () => {
  it('is 256 random bits, known by its hash alone', async () => {
    const { token } = await staff.tokens.create({ name: 'shop', role: 'operator' })
    expect(Buffer.from(token.replace('otk_', ''), 'base64url')).toHaveLength(32)
    const dump = JSON.stringify(await rows())
    expect(dump).not.toContain(token)
    expect(dump).not.toContain(token.slice(4, 20))
    const { hash } = JSON.parse(dump)[0]
    expect(await staff.tokens.recognise(hash)).toBeNull()
    expect(await staff.tokens.recognise(`otk_${hash}`)).toBeNull()
    expect(await staff.tokens.recognise(token)).toMatchObject({ kind: 'token', name: 'shop', role: 'operator' })
  })

  it('has the rights of its role, as they are now', async () => {
    await database.ledger.owner.query(`insert into roles (key, rights) values ('reader', '{conversations.read}')`)
    const { token } = await staff.tokens.create({ name: 'report', role: 'reader' })
    expect([...((await staff.tokens.recognise(token))?.rights ?? [])]).toEqual(['conversations.read'])
    await database.ledger.owner.query(`update roles set rights = '{}' where key = 'reader'`)
    expect((await staff.tokens.recognise(token))?.rights.size).toBe(0)
  })

  it('for a role that does not exist is not made, and the roles are named', async () => {
    await expect(staff.tokens.create({ name: 'x', role: 'root' })).rejects.toMatchObject({
      code: 'unknown_role',
      fix: 'Take one of: admin, manager, operator, reader.',
    })
  })

  it('that was revoked is nobody’s', async () => {
    const { id, token } = await staff.tokens.create({ name: 'old', role: 'operator' })
    await staff.tokens.revoke(id)
    expect(await staff.tokens.recognise(token)).toBeNull()
  })

  it('shows when it was last used, to the minute, without a write for every request', async () => {
    const { id, token } = await staff.tokens.create({ name: 'used', role: 'operator' })
    const lastUsed = async () => (await rows()).find((row) => row.id === id)?.last_used_at ?? null
    expect(await lastUsed()).toBeNull()
    await staff.tokens.recognise(token)
    await expect.poll(lastUsed).not.toBeNull()
    const first = await lastUsed()
    await staff.tokens.recognise(token)
    await staff.tokens.recognise(token)
    expect(await lastUsed()).toBe(first)
    await database.ledger.owner.query(`update api_tokens set last_used_at = last_used_at - interval '2 minutes' where id = $1`, [id])
    await staff.tokens.recognise(token)
    await expect.poll(async () => ((await lastUsed()) ?? '') >= (first ?? '')).toBe(true)
  })
})
