import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDesk, type TestDesk } from '../support/desk.js'

let test: TestDesk
beforeAll(async () => {
  test = await openTestDesk()
})
afterAll(() => test.close())

const read = async (name: string): Promise<string[]> =>
  (await (await fetch(`${test.url}/metrics`)).text()).split('\n').filter((line) => line.startsWith(`otklik_${name}`))

it('tells who was not acknowledged and how long it took, as the ledger has it', async () => {
  expect(await read('complaints_unacknowledged')).toEqual(['otklik_complaints_unacknowledged 0'])
  const customer = await test.converse()
  await customer.say('Привезли разбитый телефон')
  await test.settle()
  await test.desk.ledger.owner.query('update complaints set unreached_at = now()')
  await test.desk.ledger.owner.query(`update clocks set met_at = null where name = 'acknowledge'`)
  expect(await read('complaints_unacknowledged')).toEqual(['otklik_complaints_unacknowledged 1'])
  expect(await read('complaints_unreached')).toEqual(['otklik_complaints_unreached 1'])
  const [p50 = ''] = await read('acknowledgement_seconds{quantile="0.5"}')
  expect(Number(p50.split(' ').at(-1))).toBeGreaterThan(0)
  expect(await read('account_ok')).toContain('otklik_account_ok{channel="web",account="default"} 1')
})
