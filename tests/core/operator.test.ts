import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anna, openTestCore, pyotr, type TestCore } from '../support/core.js'

let core: TestCore
let count = 0

beforeAll(async () => {
  core = await openTestCore()
})
afterAll(() => core.close())

/** A conversation with one registered complaint, of its own for each test. */
async function complain(
  text = 'Привезли разбитый телефон',
): Promise<{ name: string; id: Awaited<ReturnType<TestCore['conversationId']>>; say: (text: string, button?: string) => Promise<void> }> {
  const name = `operators-${++count}`
  const say = async (said: string, button?: string): Promise<void> => {
    await core.say(said, { conversation: name, ...(button !== undefined && { button }) })
    await core.settle()
  }
  await say(text)
  return { name, id: await core.conversationId(name), say }
}

const complaints = (name: string) =>
  core.rows<{
    id: number
    number: string
    status: string
    stage: string
    rating: number | null
    result: string | null
    acknowledged_at: string | null
  }>(
    `select k.* from complaints k join complaint_conversations cc on cc.complaint_id = k.id join conversations c on c.id = cc.conversation_id
      where c.external_id = $1 order by k.id`,
    [name],
  )
const clock = async (name: string, which: string) =>
  (
    await core.rows<{ due_at: string; met_at: string | null; paused_at: string | null; breached_at: string | null }>(
      `select k.* from clocks k join complaint_conversations cc on cc.complaint_id = k.complaint_id join conversations c on c.id = cc.conversation_id
        where c.external_id = $1 and k.name = $2`,
      [name, which],
    )
  )[0]
const standing = async (name: string) =>
  (
    await core.rows<{ view: string; holder: string; next_clock: string | null }>(
      'select view, holder, next_clock from conversations where external_id = $1',
      [name],
    )
  )[0]
const saidTo = (name: string) => core.delivered.filter((message) => message.conversation === name).map((message) => message.text)

describe('two operators at once', () => {
  it('do not take the same conversation: the second is told who has it', async () => {
    const { id } = await complain()
    const taken = await Promise.allSettled([
      core.operators.act(anna, id, { type: 'take' }),
      core.operators.act(pyotr, id, { type: 'take' }),
    ])
    expect(taken.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(taken.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'held_by_other', status: 409 } })
  })

  it('do not answer over what was said meanwhile: the second sees it', async () => {
    const { id, name, say } = await complain()
    await core.operators.act(anna, id, { type: 'take' })
    const [last] = await core.rows<{ id: number }>(
      'select max(m.id) as id from messages m join conversations c on c.id = m.conversation_id where c.external_id = $1',
      [name],
    )
    await say('И ещё коробка мокрая')
    const reply = { type: 'reply', text: 'Извините', fileIds: [], lastSeenMessageId: last?.id ?? 0 } as const
    await expect(core.operators.act(anna, id, reply)).rejects.toMatchObject({
      code: 'conversation_moved',
      details: { newer: [{ text: 'И ещё коробка мокрая' }] },
    })
    expect(saidTo(name)).not.toContain('Извините')
  })
})

describe('an operator', () => {
  it('who replies takes the conversation and meets the clock of the first answer', async () => {
    const { id, name } = await complain()
    await core.operators.act(anna, id, { type: 'reply', text: 'Извините нас', fileIds: [], lastSeenMessageId: null })
    await core.settle()
    expect(saidTo(name).at(-1)).toBe('Извините нас')
    expect(await standing(name)).toMatchObject({ holder: 'operator', view: 'now', next_clock: 'decision' })
    expect(await clock(name, 'first-answer')).toMatchObject({ met_at: expect.any(String) })
    expect((await complaints(name))[0]).toMatchObject({ status: 'in-work', stage: 'checking' })
  })

  it('writes a note that never goes to the outbox', async () => {
    const { id, name } = await complain()
    await core.operators.act(anna, id, { type: 'note', text: 'Клиент очень расстроен', fileIds: [] })
    await core.settle()
    expect(saidTo(name)).not.toContain('Клиент очень расстроен')
    expect(await core.rows(`select from outbox o join messages m on m.id = o.message_id where m.visibility = 'note'`)).toEqual([])
  })

  it('puts it off until the customer answers: the next-answer clock rests and goes on with their word', async () => {
    const { id, name, say } = await complain()
    await core.operators.act(anna, id, { type: 'reply', text: 'Пришлите фото', fileIds: [], lastSeenMessageId: null })
    await say('Сейчас найду, а долго ждать замену?')
    await core.operators.act(anna, id, { type: 'snooze', until: null, untilReply: true, reason: 'ждём фото' })
    expect(await standing(name)).toMatchObject({ view: 'waiting' })
    expect(await clock(name, 'next-answer')).toMatchObject({ paused_at: expect.any(String) })
    await say('да')
    expect(await standing(name)).toMatchObject({ view: 'now' })
    expect(await clock(name, 'next-answer')).toMatchObject({ paused_at: null, met_at: null })
  })

  it('puts it off until a date: thanks do not wake it, a question does, and so does the date', async () => {
    const { id, name, say } = await complain()
    await core.operators.act(anna, id, { type: 'take' })
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
    await core.operators.act(anna, id, { type: 'snooze', until: tomorrow, untilReply: false, reason: null })
    await say('спасибо')
    expect(await standing(name)).toMatchObject({ view: 'snoozed' })
    await say('Почему так долго?')
    expect(await standing(name)).toMatchObject({ view: 'now' })
    await expect(
      core.operators.act(anna, id, { type: 'snooze', until: '2020-01-01T00:00:00.000Z', untilReply: false, reason: null }),
    ).rejects.toMatchObject({ code: 'snooze_in_past' })
  })

  it('hands it to a colleague, who then has it', async () => {
    const { id, name } = await complain()
    await core.operators.act(anna, id, { type: 'take' })
    await core.operators.act(anna, id, { type: 'hand-over', to: pyotr.staffId, note: 'Ты знаешь этот склад' })
    await expect(
      core.operators.act(anna, id, { type: 'reply', text: 'ещё я', fileIds: [], lastSeenMessageId: null }),
    ).rejects.toMatchObject({ code: 'held_by_other' })
    await core.operators.act(pyotr, id, { type: 'reply', text: 'Здравствуйте, это Пётр', fileIds: [], lastSeenMessageId: null })
    await core.settle()
    expect(saidTo(name).at(-1)).toBe('Здравствуйте, это Пётр')
    expect(saidTo(name)).not.toContain('Ты знаешь этот склад')
  })

  it('gives it back to the bot, which answers again', async () => {
    const { id, name, say } = await complain()
    await core.operators.act(anna, id, { type: 'take' })
    await core.operators.act(anna, id, { type: 'release', to: 'flow' })
    const before = saidTo(name).length
    await say('Ещё одна жалоба: курьер нахамил')
    expect(saidTo(name).length).toBeGreaterThan(before)
    expect(await complaints(name)).toHaveLength(2)
  })
})

describe('finishing', () => {
  const finish = { type: 'finish', complaint: null, result: 'satisfied', cause: 'бой при перевозке', note: null } as const

  it('asks whether this is all right and for a rating; yes closes it', async () => {
    const { id, name, say } = await complain()
    await core.operators.act(anna, id, { type: 'reply', text: 'Деньги вернули', fileIds: [], lastSeenMessageId: null })
    await core.operators.act(anna, id, finish)
    await core.settle()
    expect(await standing(name)).toMatchObject({ view: 'waiting', holder: 'flow' })
    const [yes] = core.delivered.filter((message) => message.conversation === name).at(-1)?.choices ?? []
    await say(yes?.title ?? '', yes?.value)
    const rating = core.delivered.filter((message) => message.conversation === name).at(-1)
    expect(rating?.ask).toBe('rating')
    await say('5', rating?.choices.find((choice) => choice.value === '5')?.value)
    expect((await complaints(name))[0]).toMatchObject({ status: 'closed', stage: 'closed', rating: 5 })
    expect(await standing(name)).toMatchObject({ view: 'closed' })
  })

  it('a "no" brings it back above everything, with a running clock', async () => {
    const { id, name, say } = await complain()
    await core.operators.act(anna, id, finish)
    await core.settle()
    await say('Нет, телефон так и не заменили')
    expect((await complaints(name))[0]).toMatchObject({ status: 'returned', result: null })
    expect(await standing(name)).toMatchObject({ view: 'now' })
    expect(await clock(name, 'decision')).toMatchObject({ met_at: null })
  })

  it('names the open ones when there are several, and asks about each while the operator goes on', async () => {
    const { id, name, say } = await complain()
    await say('Ещё одна жалоба: курьер нахамил моей маме')
    await core.operators.act(anna, id, { type: 'take' })
    await expect(core.operators.act(anna, id, finish)).rejects.toMatchObject({
      code: 'several_open',
      details: { open: [expect.anything(), expect.anything()] },
    })
    const [first] = await complaints(name)
    const before = saidTo(name).length
    await core.operators.act(anna, id, { ...finish, complaint: first?.number ?? '' })
    await core.settle()
    expect(saidTo(name).length).toBe(before + 1)
    expect(await standing(name)).toMatchObject({ holder: 'operator', view: 'now' })
  })

  it('counts as closed when nobody objected for two days', async () => {
    const { id, name } = await complain()
    await core.operators.act(anna, id, finish)
    core.move(49 * 3_600_000)
    await core.settle()
    await core.settle()
    expect((await complaints(name))[0]).toMatchObject({ status: 'closed' })
  })

  it('as spam asks nobody anything', async () => {
    const { id, name } = await complain('Привезли разбитый телефон, буду жаловаться')
    const before = saidTo(name).length
    await core.operators.act(anna, id, { ...finish, result: 'spam' })
    await core.settle()
    expect(saidTo(name)).toHaveLength(before)
    expect((await complaints(name))[0]).toMatchObject({ status: 'closed' })
  })
})

describe('a second complaint while an operator holds the conversation', () => {
  const suspicious = 'А ещё с меня дважды списали деньги за заказ!'

  it('is shown to them and registered by one key', async () => {
    const { id, name, say } = await complain()
    await core.operators.act(anna, id, { type: 'take' })
    await say(suspicious)
    const [suspicion] = await core.rows<{ message_id: number }>(
      'select message_id from suspicions where conversation_id = $1 and outcome is null',
      [id],
    )
    expect(await complaints(name)).toHaveLength(1)
    await core.operators.act(anna, id, { type: 'register', messageId: suspicion?.message_id ?? 0 })
    await core.settle()
    expect((await complaints(name))[1]).toMatchObject({ acknowledged_at: expect.any(String), status: 'in-work' })
    await expect(core.operators.act(anna, id, { type: 'register', messageId: suspicion?.message_id ?? 0 })).rejects.toMatchObject({
      code: 'suspicion_decided',
    })
  })

  it('is registered and acknowledged by itself after two minutes', async () => {
    const { id, name, say } = await complain()
    await core.operators.act(anna, id, { type: 'take' })
    await say(suspicious)
    core.move(90_000)
    await core.settle()
    expect(await complaints(name)).toHaveLength(1)
    core.move(40_000)
    await core.settle()
    expect((await complaints(name))[1]).toMatchObject({ acknowledged_at: expect.any(String) })
    expect(await standing(name)).toMatchObject({ holder: 'operator' })
  })

  it('is left alone once they say it is none', async () => {
    const { id, name, say } = await complain()
    await core.operators.act(anna, id, { type: 'take' })
    await say(suspicious)
    const [suspicion] = await core.rows<{ message_id: number }>('select message_id from suspicions where conversation_id = $1', [id])
    await core.operators.act(anna, id, { type: 'dismiss', messageId: suspicion?.message_id ?? 0 })
    core.move(600_000)
    await core.settle()
    expect(await complaints(name)).toHaveLength(1)
  })
})

describe('a clock that runs out', () => {
  it('is marked once, in the journal too, and takes the complaint from the bot to a person', async () => {
    const { name } = await complain()
    core.move(10 * 86_400_000)
    await core.settle()
    await core.settle()
    expect(await clock(name, 'first-answer')).toMatchObject({ breached_at: expect.any(String) })
    expect(await standing(name)).toMatchObject({ view: 'now', holder: 'queue' })
    const [complaint] = await complaints(name)
    const breaches = await core.rows<{ clock: string }>(
      `select data->>'clock' as clock from journal where complaint_id = $1 and action = 'clock-breached'`,
      [complaint?.id],
    )
    expect(breaches.map((one) => one.clock).sort()).toEqual(['decision', 'first-answer'])
  })
})
