import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyChain } from '../../src/core/complaints/journal-hash.js'
import { readWholeJournal } from '../../src/storage/reads/whole-journal.js'
import { openTestDesk, type TestDesk } from '../support/desk.js'

let test: TestDesk

beforeAll(async () => {
  test = await openTestDesk()
})
afterAll(() => test.close())

const complaintsOf = async (conversation: string) => {
  await test.settle()
  return (
    await test.desk.ledger.pool.query<{
      number: string
      kind: string
      category: string
      status: string
      acknowledged_at: string | null
      person: string | null
      phone: string | null
    }>(
      `select k.number, k.kind, k.category, k.status, k.acknowledged_at, p.name as person, p.phone from complaints k
        join complaint_conversations cc on cc.complaint_id = k.id join conversations c on c.id = cc.conversation_id join people p on p.id = k.person_id
        where c.external_id = $1 order by k.id`,
      [conversation],
    )
  ).rows
}

describe('a complaint in the web chat', () => {
  it.each([
    ['ru', 'Мне привезли разбитый телефон, верните деньги!', /Жалоба № \d{6} принята/, /Простите/],
    ['en', 'The courier threw my parcel over the fence and the lamp is in pieces', /complaint No\. \d{6} is registered/, /sorry/],
    ['zh', '收到的手机屏幕是碎的，客服一直不理人，我要退款！', /单号 \d{6}/, /抱歉/],
  ])('is acknowledged in %s before any question, with everything in one message', async (_language, text, number, apology) => {
    const customer = await test.converse()
    await customer.say(text)
    const [acknowledgement, question] = await customer.heard()
    expect(acknowledgement?.text).toMatch(number)
    expect(acknowledgement?.text).toMatch(apology)
    expect(acknowledgement?.text).toContain(`${test.url}/status/`)
    expect(acknowledgement?.text).toMatch(/Анна Образцова/)
    expect(acknowledgement?.text).toMatch(/Пётр Примеров/)
    expect(acknowledgement?.text).toMatch(/\d{1,2}:\d{2}.*(МСК|Moscow|莫斯科)/)
    expect(acknowledgement?.choices).toEqual([])
    expect(question?.text).toBeTruthy()
    const [complaint] = await complaintsOf(customer.id)
    expect(complaint).toMatchObject({ kind: 'complaint', acknowledged_at: expect.any(String) })
  })

  it.each(['жалоба', 'complaint', '投诉'])('registers «%s» at once and only then asks what happened', async (word) => {
    const customer = await test.converse()
    await customer.say(word)
    const [acknowledgement, question] = await customer.heard()
    expect(acknowledgement?.text).toMatch(/\d{6}/)
    expect(question?.text).toMatch(/[?？]/)
    expect(await complaintsOf(customer.id)).toHaveLength(1)
  })

  it.each([
    ['Где мой заказ 123?', 'question'],
    ['Спасибо вашему курьеру Ивану!', 'praise'],
    ['Добрый день! Мы производим упаковку и предлагаем сотрудничество, готовы выслать прайс.', 'offer'],
    ['Thank you so much, your driver Anna was wonderful today', 'praise'],
    ['请问周日配送吗？', 'question'],
  ])('«%s» becomes a %s and nobody apologises for a complaint', async (text, kind) => {
    const customer = await test.converse()
    await customer.say(text)
    const [acknowledgement] = await customer.heard()
    expect(await complaintsOf(customer.id)).toMatchObject([{ kind }])
    expect(acknowledgement?.text).not.toMatch(/[Пп]ростите|sorry|抱歉|[Жж]алоб|complaint|投诉/)
    expect(acknowledgement?.text).toMatch(/\d{6}/)
  })

  it('asks at most two things, then a person has it', async () => {
    const customer = await test.converse()
    await customer.say('Привезли разбитый телефон')
    await customer.say('Меня зовут Мария Белова, +7 916 123-45-67')
    await customer.press('Пропустить')
    await test.settle()
    const questions = (await customer.heard()).slice(1).filter((one) => one.text.includes('?') || one.choices.length > 0)
    expect(questions.length).toBeLessThanOrEqual(3)
    expect((await complaintsOf(customer.id))[0]).toMatchObject({ person: 'Мария Белова', phone: expect.stringContaining('916') })
    test.clock.move(4 * 60_000)
    await test.settle()
    expect((await complaintsOf(customer.id))[0]?.status).toBe('new')
  })

  it('gives a second complaint its own number at once when the customer says so', async () => {
    const customer = await test.converse()
    await customer.say('Привезли разбитый телефон')
    await customer.say('Ещё одна жалоба: курьер нахамил моей маме')
    const complaints = await complaintsOf(customer.id)
    expect(complaints).toHaveLength(2)
    expect(complaints.map((one) => one.acknowledged_at)).not.toContain(null)
    const numbers = (await customer.heard()).flatMap((one) => one.text.match(/№ \d{6} принята/g) ?? [])
    expect(new Set(numbers).size).toBe(2)
  })

  it('opens nothing and reopens nothing for thanks', async () => {
    const customer = await test.converse()
    await customer.say('Привезли разбитый телефон')
    for (const word of ['спасибо', 'ok', '谢谢', 'thanks!', '👍']) await customer.say(word)
    await test.settle()
    expect(await complaintsOf(customer.id)).toHaveLength(1)
  })

  it('keeps ten messages at once in one conversation, each once and in one order', async () => {
    const customer = await test.converse()
    const texts = Array.from({ length: 10 }, (_, index) => `Привезли разбитый телефон, сообщение ${index}`)
    await Promise.all(texts.map((text) => customer.say(text)))
    const all = await customer.all()
    const own = all.filter((one) => one.from.role === 'user')
    expect(own.map((one) => one.text).sort()).toEqual([...texts].sort())
    const { rows } = await test.desk.ledger.pool.query<{ seqs: number[] }>(
      'select array_agg(m.seq order by m.seq) as seqs from messages m join conversations c on c.id = m.conversation_id where c.external_id = $1',
      [customer.id],
    )
    expect(rows[0]?.seqs).toEqual(Array.from({ length: rows[0]?.seqs.length ?? 0 }, (_, index) => index + 1))
  })

  it('takes the same client activity id once and answers with the same id', async () => {
    const customer = await test.converse()
    const answers = await Promise.all(
      [1, 2, 3].map(() => customer.say('Привезли разбитый телефон', { clientActivityId: 'one-and-the-same' })),
    )
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1)
    expect((await customer.all()).filter((one) => one.from.role === 'user')).toHaveLength(1)
    expect(await complaintsOf(customer.id)).toHaveLength(1)
  })

  it('writes every step into a journal that proves itself and cannot be changed', async () => {
    const customer = await test.converse()
    await customer.say('Привезли разбитый телефон')
    await test.settle()
    const [complaint] = await complaintsOf(customer.id)
    const journal = await readWholeJournal(test.desk.ledger.pool, complaint?.number ?? '')
    expect(journal?.lines.map((line) => line.action)).toEqual(expect.arrayContaining(['registered', 'assigned', 'acknowledged']))
    expect(verifyChain(journal?.lines ?? [], journal?.head)).toEqual({ ok: true })
    expect(JSON.stringify(journal?.lines)).not.toContain('телефон')
    for (const sql of [`update journal set action = 'x'`, 'delete from journal', 'truncate journal']) {
      await expect(test.desk.ledger.pool.query(sql)).rejects.toThrow(/append-only|permission denied/)
      await expect(test.desk.ledger.owner.query(sql)).rejects.toThrow(/append-only/)
    }
  })
})
