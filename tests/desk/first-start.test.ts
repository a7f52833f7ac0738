import { afterEach, describe, expect, it } from 'vitest'
import { openTestDesk, type TestDesk } from '../support/desk.js'

let test: TestDesk
afterEach(() => test.close())

const admin = {
  ADMIN_EMAIL: 'vera@example.org',
  ADMIN_PASSWORD: 'лодка пуговица кедр',
  ADMIN_NAME: 'Вера Первая',
  ADMIN_CONTACT: '+7 900 000-00-01',
}

describe('a desk that starts for the first time', () => {
  it('gives a link to set it up when no admin stands in its settings', async () => {
    test = await openTestDesk()
    expect(test.desk.setUpUrl).toContain(`${test.url}/set-up?token=`)
  })

  it('is set up when an admin stands in its settings: they sign in, and customers hear their name', async () => {
    test = await openTestDesk({ env: admin })
    expect(test.desk.setUpUrl).toBeNull()
    const answer = await fetch(`${test.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: test.url },
      body: JSON.stringify({ email: admin.ADMIN_EMAIL, password: admin.ADMIN_PASSWORD }),
    })
    expect([answer.status, await answer.json()]).toMatchObject([200, { staff: { name: 'Вера Первая', role: 'admin' } }])
    const customer = await test.converse()
    await customer.say('Привезли разбитый телефон')
    expect((await customer.heard())[0]?.text).toContain('Вера Первая')
  })
})
