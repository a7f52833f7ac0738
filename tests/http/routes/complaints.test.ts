import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { complaint, complaintRow, journalLine, page } from '../../../src/http/contract.js'
import { complaintRoutes } from '../../../src/http/routes/complaints.js'
import { conversationRoutes } from '../../../src/http/routes/conversations.js'
import { byCookie, openRouteDesk, type Person, type RouteDesk } from './support.js'

let desk: RouteDesk
let phone: Person
let courier: Person
let praise: Person
beforeAll(async () => {
  desk = await openRouteDesk((rooms) => [complaintRoutes(rooms), conversationRoutes(rooms)])
  phone = await desk.newPerson('Мне привезли разбитый телефон, верните деньги! Заказ 55512')
  await desk.says(phone, 'Меня зовут Мария Белова, +7 916 123-45-67')
  courier = await desk.newPerson('Курьер нахамил моей маме! 100% правды')
  praise = await desk.newPerson('Спасибо вашему курьеру Ивану!')
})
afterAll(() => desk.close())

const root = '/api/v1/complaints'
async function get(path: string, headers = byCookie(desk.admin.cookie)) {
  const answer = await desk.app.inject({ url: `${root}${path}`, headers })
  return { status: answer.statusCode, body: answer.json() }
}
const numbersOf = async (query: string) =>
  page(complaintRow)
    .parse((await get(query)).body)
    .items.map(({ number }) => number)
const numberOf = async (person: Person) => (await desk.complaintOf(person)).number

describe('the list of complaints', () => {
  it('is newest first and goes on by its cursor', async () => {
    const all = [await numberOf(praise), await numberOf(courier), await numberOf(phone)]
    expect(await numbersOf('')).toEqual(all)
    const first = (await get('?limit=2')).body
    const second = (await get(`?limit=2&cursor=${first.nextCursor}`)).body
    expect([...first.items, ...second.items].map(({ number }: { number: string }) => number)).toEqual(all)
    expect(second.nextCursor).toBeNull()
  })

  it('filters by kind, status and number, with or without №', async () => {
    expect(await numbersOf('?kind=praise')).toEqual([await numberOf(praise)])
    expect(await numbersOf('?status=closed')).toEqual([])
    const number = await numberOf(courier)
    for (const written of [number, `№ ${number}`, `№${number.slice(0, 3)} ${number.slice(3)}`, `单号 ${number}`]) {
      expect(await numbersOf(`?number=${encodeURIComponent(written)}`)).toEqual([number])
    }
    expect(await numbersOf('?number=123')).toEqual([])
  })

  it.each([
    ['words of the text, in any order', 'деньги разбитый'],
    ['a part of the name, in another case', 'белОВА'],
    ['a name and a word', 'Мария телефон'],
    ['what was told', '55512'],
    ['a phone as it is written', '+7 916 123-45-67'],
    ['a phone as it is dialled here', '8 (916) 1234567'],
    ['the end of a phone', '123-45-67'],
  ])('is searched by %s', async (_what, q) => {
    expect(await numbersOf(`?q=${encodeURIComponent(q)}`)).toEqual([await numberOf(phone)])
  })

  it('is searched by a number', async () => {
    const number = await numberOf(phone)
    expect(await numbersOf(`?q=${encodeURIComponent(`№ ${number}`)}`)).toEqual([number])
  })

  it('takes signs of patterns for what they are', async () => {
    expect(await numbersOf(`?q=${encodeURIComponent('100%')}`)).toEqual([await numberOf(courier)])
    expect(await numbersOf(`?q=${encodeURIComponent('%')}`)).toEqual([await numberOf(courier)])
    expect(await numbersOf(`?q=${encodeURIComponent('_______')}`)).toEqual([])
    expect(await numbersOf(`?q=${encodeURIComponent(`' or 1=1 --`)}`)).toEqual([])
    expect((await get(`?q=%00${encodeURIComponent('телефон')}`)).body.items).toHaveLength(1)
    expect(await numbersOf('?q=%20%20')).toHaveLength(3)
  })

  it.each(['?status=open', '?kind=praise&kind=offer', '?limit=x', `?q=${'x'.repeat(201)}`, '?cursor=%00'])('refuses %s', async (query) => {
    expect((await get(query)).status).toBe(400)
  })
})

describe('a complaint', () => {
  it('is found by its number however it is written', async () => {
    const number = await numberOf(phone)
    for (const written of [number, `№ ${number}`, `№${number}`, `No. ${number}`, `${number.slice(0, 3)} ${number.slice(3)}`]) {
      const { status, body } = await get(`/${encodeURIComponent(written)}`)
      expect(status).toBe(200)
      expect(complaint.parse(body)).toMatchObject({
        number,
        manager: { name: 'Вера Первая', contact: '+7 900 000-00-01' },
        person: { name: 'Мария Белова' },
        conversationIds: [phone.conversationId],
        category: { key: 'delivery.damage' },
        statusUrl: expect.stringContaining('/status/'),
      })
      expect(body.acknowledgedAt).not.toBeNull()
      expect(body.facts).toEqual(expect.arrayContaining([{ name: 'wanted', value: 'refund' }]))
    }
  })

  it.each(['12345', '100015', 'me', '%00', '№', '1e5', encodeURIComponent(`1' or '1'='1`)])('is not found by %s', async (number) => {
    expect(await get(`/${number}`)).toMatchObject({ status: 404, body: { error: { code: 'complaint_unknown' } } })
    expect((await get(`/${number}/journal`)).status).toBe(404)
  })
})

describe('the journal', () => {
  it('is read from its first line, page by page, with who did it and when', async () => {
    const person = await desk.newPerson('Ботинки развалились через неделю, верните деньги!')
    const anna = await desk.hire('Анна Вторая')
    const headers = byCookie(anna.cookie)
    await desk.app.inject({ method: 'POST', url: `/api/v1/conversations/${person.conversationId}/take`, headers, payload: {} })
    const path = `/${await numberOf(person)}/journal`
    const first = (await get(`${path}?limit=3`)).body
    const rest = (await get(`${path}?limit=200&cursor=${first.nextCursor}`)).body
    const lines = page(journalLine).parse({ items: [...first.items, ...rest.items], nextCursor: null }).items
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_line, index) => index + 1))
    expect(lines[0]).toMatchObject({ action: 'registered', actor: { kind: 'flow' } })
    expect(lines.find(({ action }) => action === 'taken')?.actor).toEqual({ kind: 'operator', id: anna.id, name: 'Анна Вторая' })
    expect(rest.nextCursor).toBeNull()
  })

  it('keeps what the customer told out of its lines', async () => {
    const { body } = await get(`/${await numberOf(phone)}/journal?limit=200`)
    const data = JSON.stringify(body.items.map((line: { data: unknown }) => line.data))
    expect(data).not.toMatch(/Белова|916|телефон/)
  })
})
