import { afterAll, beforeAll, expect, it } from 'vitest'
import { consequencesOf, openWork } from '../../../src/core/work.js'
import { openRouteDesk, type RouteDesk } from '../../http/routes/support.js'
import { until } from '../../support/until.js'

let desk: RouteDesk
beforeAll(async () => {
  desk = await openRouteDesk(() => [])
})
afterAll(() => desk.close())

it('what a decision learns of a person does not undo what the one before it learnt', async () => {
  const { conversationId } = await desk.newPerson('Мне привезли разбитый телефон!')
  const { rows } = await desk.ledger.owner.query('select person_id as id from conversations where id = $1', [conversationId])
  const before = await desk.ledger.owner.connect()
  await before.query('begin')
  await before.query('select from conversations where id = $1 for update', [conversationId])
  await before.query(`update people set name = 'Мария' where id = $1`, [rows[0].id])
  const learnt = desk.store.change({ conversationIds: [conversationId] }, (scene) => {
    const work = openWork(scene, desk.tools)
    const [{ person }] = scene.conversations as [(typeof scene.conversations)[0]]
    person.phone = '+79160000000'
    person.isChanged = true
    return { consequences: consequencesOf(work), answer: null }
  })
  await until('the second decision waits for the first', async () => {
    const waiting = await desk.ledger.owner.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return waiting.rowCount === 1
  })
  await before.query('commit')
  before.release()
  await learnt
  const after = await desk.ledger.owner.query('select name, phone from people where id = $1', [rows[0].id])
  expect(after.rows).toEqual([{ name: 'Мария', phone: '+79160000000' }])
})
