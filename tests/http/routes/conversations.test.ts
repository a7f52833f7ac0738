import { randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conversation, conversationsPage, message, page } from '../../../src/http/contract.js'
import { conversationRoutes } from '../../../src/http/routes/conversations.js'
import { byCookie, openRouteDesk, type Person, type RouteDesk } from './support.js'

let desk: RouteDesk
let anna: { id: number; cookie: string }
let boris: { id: number; cookie: string }
beforeAll(async () => {
  desk = await openRouteDesk((rooms) => [conversationRoutes(rooms)])
  anna = await desk.hire('Анна Вторая')
  boris = await desk.hire('Борис Третий')
})
afterAll(() => desk.close())

const broken = 'Мне привезли разбитый телефон, верните деньги!'
const root = '/api/v1/conversations'

async function call(cookie: string, method: 'GET' | 'POST', path: string, payload?: InjectOptions['payload']) {
  const answer = await desk.app.inject({ method, url: `${root}${path}`, headers: byCookie(cookie), ...(payload && { payload }) })
  await desk.settled()
  return { status: answer.statusCode, body: answer.json() }
}
const get = (path: string, cookie = anna.cookie) => call(cookie, 'GET', path)
const post = (path: string, payload: InjectOptions['payload'] = {}, cookie = anna.cookie) => call(cookie, 'POST', path, payload)
const messagesOf = async ({ conversationId }: Person) => page(message).parse((await get(`/${conversationId}/messages`)).body).items
const journalOf = async (person: Person) => {
  const { number } = await desk.complaintOf(person)
  return (await desk.reads.journal(number, { limit: 200 }))?.items ?? []
}

describe('the feed', () => {
  it('shows a conversation with its complaint, its holder and its nearest clock', async () => {
    const person = await desk.newPerson(broken)
    const { number } = await desk.complaintOf(person)
    const { status, body } = await get('?view=bot&limit=200')
    expect(status).toBe(200)
    const row = conversationsPage.parse(body).items.find(({ id }) => id === person.conversationId)
    expect(row).toMatchObject({
      channel: 'web',
      account: 'default',
      externalId: person.conversation,
      holder: { kind: 'flow' },
      complaintNumbers: [number],
      view: 'bot',
      nextClock: { name: 'first-answer' },
      complaint: { number, status: 'with-bot', category: { key: 'delivery.damage' } },
      brand: { name: 'Лавка', isDemo: false },
    })
    expect(body.counts.bot).toBeGreaterThan(0)
  })

  it('is sorted by the nearest clock, by priority where two are due at one moment, and read page by page without a gap or a repeat, while rows without a clock come last', async () => {
    const people: Person[] = []
    for (let count = 0; count < 5; count++) people.push(await desk.newPerson(broken))
    for (const { conversationId } of people) await post(`/${conversationId}/take`)
    const ids = people.map(({ conversationId }) => conversationId)
    await desk.ledger.owner.query(
      `update conversations c set next_due_at = case when place = 1 then timestamptz '2030-01-02' when place < 4 then '2030-01-01' end,
          next_rank = case when place = 3 then 0 else 2 end
        from unnest($1::bigint[]) with ordinality as r(id, place) where c.id = r.id`,
      [ids],
    )
    const seen: number[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await get(`?view=now&mine=true&limit=1${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map(({ id }: { id: number }) => id))
      cursor = body.nextCursor
    }
    const [a, b, c, d, e] = ids
    expect(seen.filter((id) => (ids as number[]).includes(id))).toEqual([c, b, a, d, e])
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('keeps the priority of a conversation’s most urgent complaint in its row', async () => {
    const { conversationId } = await desk.newPerson('Ребёнок порезался о ваше битое стекло, он в больнице!')
    const { rows } = await desk.ledger.owner.query(
      'select c.next_rank, k.priority_rank, k.priority from conversations c join complaints k on k.id = c.top_complaint_id where c.id = $1',
      [conversationId],
    )
    expect(rows).toEqual([{ next_rank: 0, priority_rank: 0, priority: 'critical' }])
  })

  it('says who holds what: mine is mine, a program’s is its own', async () => {
    const person = await desk.newPerson(broken)
    const crm = await desk.token('crm')
    const taken = await desk.app.inject({ method: 'POST', url: `${root}/${person.conversationId}/take`, headers: crm, payload: {} })
    expect(taken.json()).toMatchObject({ holder: { kind: 'operator', name: 'crm' } })
    const mineOf = async (headers: Record<string, string>) => {
      const answer = await desk.app.inject({ url: `${root}?view=now&mine=true&limit=200`, headers })
      return conversationsPage.parse(answer.json()).items.map(({ id }) => id)
    }
    expect(await mineOf(crm)).toEqual([person.conversationId])
    expect(await mineOf(await desk.token('erp'))).toEqual([])
    expect(await mineOf(byCookie(anna.cookie))).not.toContain(person.conversationId)
  })

  it('pages through what is closed, newest first', async () => {
    const people = [await desk.newPerson(broken), await desk.newPerson(broken), await desk.newPerson(broken)]
    for (const { conversationId } of people) await desk.act(conversationId, { type: 'close-all', cause: 'test' })
    const first = await get('?view=closed&limit=2')
    const second = await get(`?view=closed&limit=200&cursor=${first.body.nextCursor}`)
    const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: number }) => id)
    expect(ids.slice(0, 3)).toEqual(people.map(({ conversationId }) => conversationId).reverse())
    expect(ids).toEqual([...new Set(ids)])
  })

  it.each([
    ['a view that is none', '?view=everything'],
    ['a limit of nothing', '?limit=0'],
    ['a limit without end', '?limit=100000'],
    ['two views', '?view=now&view=bot'],
    ['a cursor of nobody', '?cursor=abc'],
    ['a cursor with SQL in it', `?cursor=${Buffer.from(`["1' or 1=1","x"]`).toString('base64url')}`],
    ['a cursor of another list', `?cursor=${Buffer.from('[5]').toString('base64url')}`],
  ])('refuses %s', async (_what, query) => {
    const { status, body } = await get(query)
    expect(status).toBe(400)
    expect(body.error.fix).toBeTruthy()
  })
})

describe('a conversation', () => {
  it('is shown whole, with every complaint in it', async () => {
    const person = await desk.newPerson(broken)
    const { body } = await get(`/${person.conversationId}`)
    expect(conversation.parse(body)).toMatchObject({ id: person.conversationId, complaints: [{ nextClock: { name: 'first-answer' } }] })
  })

  it.each(['999999999', '0', '-1', '1e3', '0x10', '%20', '12345678901234567890', 'me'])('is not found by the id %s', async (id) => {
    const answers = [
      await get(`/${id}`),
      await get(`/${id}/messages`),
      await post(`/${id}/take`),
      await post(`/${id}/messages`, { kind: 'note', text: 'x' }),
    ]
    const expected = id === '999999999' ? 404 : 400
    expect(answers.map(({ status }) => status)).toEqual([expected, expected, expected, expected])
  })
})

describe('the messages', () => {
  it('are read newest first, page by page, and forwards from the last one seen', async () => {
    const person = await desk.newPerson(broken)
    const id = person.conversationId
    await post(`/${id}/take`)
    for (const text of ['раз', 'два', 'три']) await post(`/${id}/messages`, { kind: 'note', text })
    const all = await messagesOf(person)
    expect(all.map(({ seq }) => seq)).toEqual([6, 5, 4, 3, 2, 1])
    const first = await get(`/${id}/messages?limit=4`)
    const rest = await get(`/${id}/messages?limit=4&cursor=${first.body.nextCursor}`)
    expect([...first.body.items, ...rest.body.items]).toEqual(JSON.parse(JSON.stringify(all)))
    expect(rest.body.nextCursor).toBeNull()
    const on = await get(`/${id}/messages?after=1&limit=3`)
    const further = await get(`/${id}/messages?after=1&limit=3&cursor=${on.body.nextCursor}`)
    expect([...on.body.items, ...further.body.items].map(({ seq }: { seq: number }) => seq)).toEqual([2, 3, 4, 5, 6])
    expect(further.body.nextCursor).toBeNull()
  })
})

describe('a reply', () => {
  it('reaches the customer, meets the clock of the answer and takes the conversation from the bot', async () => {
    const person = await desk.newPerson(broken)
    const { status, body } = await post(`/${person.conversationId}/messages`, {
      kind: 'reply',
      text: 'Мария, простите нас.',
    })
    expect(status).toBe(201)
    expect(message.parse(body)).toMatchObject({
      direction: 'out',
      author: { kind: 'operator', name: 'Анна Вторая' },
      visibility: 'public',
      text: 'Мария, простите нас.',
    })
    expect((await messagesOf(person))[0]).toMatchObject({ id: body.id, delivery: 'sent' })
    const { number } = await desk.complaintOf(person)
    const complaint = await desk.reads.complaint(number)
    expect(complaint).toMatchObject({ status: 'in-work', stage: { key: 'checking' } })
    expect(complaint?.clocks.find(({ name }) => name === 'first-answer')?.metAt).not.toBeNull()
    expect((await get(`/${person.conversationId}`)).body.holder).toEqual({ kind: 'operator', id: anna.id, name: 'Анна Вторая' })
    expect((await journalOf(person)).map(({ action }) => action)).toEqual(expect.arrayContaining(['taken', 'replied']))
    const public_ = await desk.port.since(desk.accountId, person.conversation, 0, 100)
    expect(public_.at(-1)?.text).toBe('Мария, простите нас.')
  })

  it('is held back when the customer wrote meanwhile, and says what is new', async () => {
    const person = await desk.newPerson(broken)
    await post(`/${person.conversationId}/take`)
    const lastSeenMessageId = (await messagesOf(person))[0]!.id
    await desk.says(person, 'Уже не нужно, нашёл чек.')
    const reply = { kind: 'reply', text: 'Пришлите чек.', lastSeenMessageId }
    const refused = await post(`/${person.conversationId}/messages`, reply)
    expect(refused.status).toBe(409)
    expect(refused.body.error).toMatchObject({ code: 'conversation_moved', newer: [{ direction: 'in', text: 'Уже не нужно, нашёл чек.' }] })
    const again = await post(`/${person.conversationId}/messages`, { ...reply, lastSeenMessageId: refused.body.error.newer[0].id })
    expect(again.status).toBe(201)
  })

  it('to what a colleague holds is refused with the colleague’s name, and a note is not', async () => {
    const person = await desk.newPerson(broken)
    await post(`/${person.conversationId}/take`)
    const refused = await post(`/${person.conversationId}/messages`, { kind: 'reply', text: 'И я!' }, boris.cookie)
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'held_by_other', holder: { id: anna.id, name: 'Анна Вторая' } } } })
    const note = await post(`/${person.conversationId}/messages`, { kind: 'note', text: 'Я рядом' }, boris.cookie)
    expect(note).toMatchObject({ status: 201, body: { visibility: 'note', delivery: null } })
    expect((await desk.port.since(desk.accountId, person.conversation, 0, 100)).map(({ text }) => text)).not.toContain('Я рядом')
  })

  it('of two operators at once leaves one of them to see what happened', async () => {
    const person = await desk.newPerson(broken)
    const path = `/${person.conversationId}/messages`
    const lastSeenMessageId = (await messagesOf(person))[0]!.id
    const answers = await Promise.all([
      post(path, { kind: 'reply', text: 'Первый', lastSeenMessageId }),
      post(path, { kind: 'reply', text: 'Второй', lastSeenMessageId }, boris.cookie),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const said = (await messagesOf(person)).filter(({ author }) => author.kind === 'operator')
    expect(said).toHaveLength(1)
  })

  it('under one key is written once, however often it is sent', async () => {
    const person = await desk.newPerson(broken)
    const key = randomUUID()
    const send = () =>
      desk.app.inject({
        method: 'POST',
        url: `${root}/${person.conversationId}/messages`,
        headers: { ...byCookie(anna.cookie), 'idempotency-key': key },
        payload: { kind: 'reply', text: 'Один раз' },
      })
    const first = await send()
    const second = await send()
    expect(second.json()).toEqual(first.json())
    expect((await messagesOf(person)).filter(({ text }) => text === 'Один раз')).toHaveLength(1)
  })

  it('about one of two complaints answers that one and leaves the other’s clock running', async () => {
    const person = await desk.newPerson(broken)
    await desk.says(person, 'Ещё одна жалоба: курьер нахамил моей маме!')
    const { body } = await get(`/${person.conversationId}`)
    const [second, first] = body.complaintNumbers.toReversed()
    const sent = await post(`/${person.conversationId}/messages`, { kind: 'reply', text: 'О телефоне: вернём.', complaint: `№ ${first}` })
    expect(sent).toMatchObject({ status: 201, body: { complaintNumber: first } })
    const answered = async (number: string) =>
      (await desk.reads.complaint(number))?.clocks.find(({ name }) => name === 'first-answer')?.metAt !== null
    expect([await answered(first), await answered(second)]).toEqual([true, false])
    const foreign = await post(`/${person.conversationId}/messages`, { kind: 'reply', text: 'x', complaint: '12345' })
    expect(foreign).toMatchObject({ status: 422, body: { error: { code: 'complaint_unknown' } } })
  })

  it('by another channel than the conversation’s own is refused in words, by its own it goes', async () => {
    const person = await desk.newPerson(broken)
    const path = `/${person.conversationId}/messages`
    expect(await post(path, { kind: 'reply', text: 'x', via: 'telegram' })).toMatchObject({
      status: 422,
      body: { error: { code: 'via_unavailable', fix: expect.stringContaining('web') } },
    })
    expect((await post(path, { kind: 'reply', text: 'x', via: 'web' })).status).toBe(201)
  })

  it('keeps what Postgres cannot hold out, and the words in', async () => {
    const person = await desk.newPerson(broken)
    const sent = await desk.app.inject({
      method: 'POST',
      url: `${root}/${person.conversationId}/messages`,
      headers: { ...byCookie(anna.cookie), 'content-type': 'application/json' },
      payload: '{"kind":"reply","text":"a\\u0000b\\ud800c <script>x</script>"}',
    })
    expect(sent.statusCode).toBe(201)
    expect(sent.json().text).toBe('abc <script>x</script>')
  })

  it.each([
    ['nothing', { kind: 'reply', text: '  ' }, 422],
    ['an empty note', { kind: 'note', text: '' }, 422],
    ['a file that is not there', { kind: 'reply', text: 'x', files: [123456] }, 422],
    ['eleven files', { kind: 'reply', text: 'x', files: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }, 422],
    ['a text without end', { kind: 'reply', text: 'x'.repeat(20_001) }, 422],
    ['an unknown kind', { kind: 'shout', text: 'x' }, 422],
    ['a field of its own', { kind: 'reply', text: 'x', holder: 1 }, 422],
    ['an id that is an object', { kind: 'reply', text: 'x', lastSeenMessageId: { $gt: 0 } }, 422],
  ])('of %s is refused', async (_what, body, status) => {
    const person = await desk.newPerson(broken)
    const answer = await post(`/${person.conversationId}/messages`, body)
    expect(answer.status).toBe(status)
    expect((await messagesOf(person)).filter(({ author }) => author.kind === 'operator')).toEqual([])
  })
})

describe('an operator', () => {
  it('takes, hands over with a note, and cannot act on what a colleague has', async () => {
    const person = await desk.newPerson(broken)
    const path = `/${person.conversationId}`
    expect((await post(`${path}/take`)).body.holder).toMatchObject({ name: 'Анна Вторая' })
    expect(await post(`${path}/take`, {}, boris.cookie)).toMatchObject({ status: 409, body: { error: { code: 'held_by_other' } } })
    const handed = await post(`${path}/hand-over`, { to: boris.id, note: 'Он знает этот склад' })
    expect(conversation.parse(handed.body).holder).toEqual({ kind: 'operator', id: boris.id, name: 'Борис Третий' })
    expect((await messagesOf(person))[0]).toMatchObject({ visibility: 'note', text: 'Он знает этот склад' })
    expect(await post(`${path}/release`, { to: 'queue' })).toMatchObject({ status: 409 })
    expect(await post(`${path}/hand-over`, { to: 999_999 }, boris.cookie)).toMatchObject({
      status: 422,
      body: { error: { code: 'staff_unknown' } },
    })
    expect((await post(`${path}/release`, { to: 'queue' }, boris.cookie)).body).toMatchObject({
      holder: { kind: 'queue', reason: 'released' },
      view: 'now',
    })
  })

  it('silences the bot from the moment of taking and lets it speak again by giving back', async () => {
    const person = await desk.newPerson('жалоба')
    const path = `/${person.conversationId}`
    await post(`${path}/take`)
    const before = (await messagesOf(person)).length
    await desk.says(person, 'Телефон разбит')
    const during = await messagesOf(person)
    expect(during.slice(0, during.length - before).every(({ author }) => author.kind === 'person')).toBe(true)
    const released = await post(`${path}/release`, { to: 'flow' })
    expect(released.body).toMatchObject({ holder: { kind: expect.stringMatching(/flow|queue/) } })
  })

  it('puts off until a time or until the customer answers, and the answer brings it back', async () => {
    const person = await desk.newPerson(broken)
    const path = `/${person.conversationId}`
    await post(`${path}/take`)
    const until = '2026-03-03T12:00:00+03:00'
    expect((await post(`${path}/snooze`, { until, reason: 'ждём склад' })).body).toMatchObject({
      view: 'snoozed',
      complaint: { status: 'snoozed', snoozedUntil: '2026-03-03T09:00:00.000Z', snoozeReason: 'ждём склад' },
    })
    expect((await post(`${path}/snooze`, { untilReply: true })).body).toMatchObject({
      view: 'waiting',
      complaint: { status: 'waiting-customer' },
    })
    await desk.says(person, 'Вот номер заказа: 55512')
    expect((await get(path)).body).toMatchObject({ view: 'now', complaint: { status: 'in-work' } })
    expect(await post(`${path}/snooze`, { until: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { error: { code: 'snooze_in_past' } },
    })
    expect((await post(`${path}/snooze`, { until: 'tomorrow' })).status).toBe(422)
    expect((await post(`${path}/snooze`, {})).status).toBe(422)
  })

  it('finishes with a result and a cause; the customer is asked, and a no brings it back', async () => {
    const person = await desk.newPerson(broken)
    const path = `/${person.conversationId}`
    await post(`${path}/messages`, { kind: 'reply', text: 'Деньги вернули.' })
    const finished = await post(`${path}/finish`, { result: 'satisfied', cause: 'слабая упаковка' })
    expect(finished.body).toMatchObject({ view: 'waiting', complaint: { status: 'resolved' } })
    expect((await messagesOf(person))[0]).toMatchObject({ author: { kind: 'flow' }, choices: [{ value: 'yes' }, { value: 'no' }] })
    await desk.says(person, 'Нет, не решено', { button: 'no' })
    expect((await get(path)).body).toMatchObject({ view: 'now', complaint: { status: 'returned' } })
  })

  it('is asked which one when several complaints are open', async () => {
    const person = await desk.newPerson(broken)
    await desk.says(person, 'Ещё одна жалоба: курьер нахамил моей маме!')
    const path = `/${person.conversationId}`
    const refused = await post(`${path}/finish`, { result: 'partly', cause: 'x' })
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'several_open' } } })
    const numbers = refused.body.error.open.map(({ number }: { number: string }) => number)
    expect(numbers).toHaveLength(2)
    expect((await post(`${path}/finish`, { result: 'partly', cause: 'x', complaint: `№ ${numbers[0]}` })).status).toBe(200)
    expect(await post(`${path}/finish`, { result: 'partly', cause: 'x', complaint: numbers[0] })).toMatchObject({
      status: 409,
      body: { error: { code: 'complaint_finished' } },
    })
    expect((await post(`${path}/finish`, { result: 'partly', cause: 'x' })).status).toBe(200)
  })

  it('registers or dismisses what the desk suspects to be one more complaint', async () => {
    const person = await desk.newPerson(broken)
    const path = `/${person.conversationId}`
    await post(`${path}/take`)
    await desk.says(person, 'А ещё с карты дважды списали деньги за заказ!')
    await desk.says(person, 'И приложение не открывается, вылетает при входе!')
    const { suspicions } = conversation.parse((await get(path)).body)
    expect(suspicions).toHaveLength(2)
    const [first, second] = suspicions.map(({ messageId }) => ({ messageId }))
    const registered = await post(`${path}/register`, first)
    expect(registered.body.complaintNumbers).toHaveLength(2)
    expect(registered.body.suspicions).toHaveLength(1)
    expect((await post(`${path}/dismiss`, second)).body.suspicions).toEqual([])
    expect(await post(`${path}/register`, second)).toMatchObject({ status: 409, body: { error: { code: 'suspicion_decided' } } })
  })

  it('who is a program acts under its token’s name, in the thread and in the journal', async () => {
    const person = await desk.newPerson(broken)
    const crm = await desk.token('crm')
    const sent = await desk.app.inject({
      method: 'POST',
      url: `${root}/${person.conversationId}/messages`,
      headers: crm,
      payload: { kind: 'reply', text: 'Возврат оформлен' },
    })
    expect(sent.json().author).toEqual({ kind: 'operator', name: 'crm' })
    const line = (await journalOf(person)).find(({ action }) => action === 'replied')
    expect(line?.actor).toEqual({ kind: 'operator', id: null, name: 'crm' })
  })
})

it('nothing of this broke behind the routes', () => {
  expect(desk.problems).toEqual([])
})
