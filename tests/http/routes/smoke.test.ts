import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRouteDesk, type RouteDesk } from './support.js'
let desk: RouteDesk
beforeAll(async () => { desk = await openRouteDesk(() => []) })
afterAll(() => desk.close())
it('works', async () => {
  const person = await desk.newPerson('Мне привезли разбитый телефон, верните деньги!')
  console.warn(desk.problems)
  console.warn((await desk.ledger.pool.query('select seq, direction, author, text, choices, delivery from messages order by seq')).rows)
  console.warn((await desk.ledger.pool.query('select id, failure, handled_at from inbox')).rows)
  console.warn(await desk.reads.conversation(person.conversationId))
  const k = await desk.complaintOf(person)
  console.warn(JSON.stringify(await desk.reads.complaint(k.number), null, 1))
  console.warn(JSON.stringify(await desk.reads.journal(k.number, {limit: 50}), null, 1))
  console.warn(JSON.stringify(await desk.reads.statusPage(k.id), null, 1))
  console.warn(JSON.stringify(await desk.reads.feed({limit: 50, view: 'bot'}), null, 1))
  expect(1).toBe(1)
})
