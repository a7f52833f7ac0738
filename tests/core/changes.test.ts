import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anna, openTestCore, type TestCore } from '../support/core.js'

let core: TestCore

beforeEach(async () => {
  core = await openTestCore()
})
afterEach(() => core.close())

const messages = () =>
  core.rows<{ id: number; external_id: string | null; text: string; direction: string; delivery: string; reactions: object }>(
    `select id, external_id, text, direction, visibility, delivery, reactions, edited_at is not null as is_edited, deleted_at is not null as is_deleted,
      failure from messages order by seq`,
  )
const said = async () => (await messages()).filter((message) => message.direction === 'in')
const sent = async () => (await messages()).filter((message) => message.direction === 'out')
const actions = async () => (await core.rows<{ action: string }>('select action from journal order by seq')).map(({ action }) => action)
const complain = async (): Promise<void> => {
  await core.say('Привезли разбитый телефон', { id: 'm1' })
  await core.settle()
}

describe('what a customer does to a message', () => {
  it('changes its words: the new ones stand in the thread, the old ones are kept, and nothing is registered twice', async () => {
    await complain()
    await core.arrive({ type: 'edited', of: 'm1', text: 'Привезли разбитый телефон и чужой чек' })
    await core.settle()
    expect(await said()).toMatchObject([{ text: 'Привезли разбитый телефон и чужой чек', is_edited: true }])
    expect(await core.rows('select text from message_edits')).toEqual([{ text: 'Привезли разбитый телефон' }])
    expect(await core.rows('select from complaints')).toHaveLength(1)
    expect(await actions()).toContain('message-edited')
  })

  it('changes one that has not come yet: then that is the message, and the late one is not a second', async () => {
    await core.arrive({ type: 'edited', of: 'm1', text: 'Привезли разбитый телефон' })
    await core.say('Привезли разбитый тел', { id: 'm1' })
    await core.settle()
    expect(await said()).toMatchObject([{ text: 'Привезли разбитый телефон' }])
    expect(await core.rows('select from complaints')).toHaveLength(1)
  })

  it('takes it back: the house still sees it, marked', async () => {
    await complain()
    await core.arrive({ type: 'deleted', of: ['m1', 'never-seen'] })
    await core.settle()
    expect(await said()).toMatchObject([{ text: 'Привезли разбитый телефон', is_deleted: true }])
    expect(await actions()).toContain('message-deleted')
  })

  it('answers with a sign, and takes it back', async () => {
    await complain()
    const [acknowledgement] = await sent()
    const of = acknowledgement?.external_id ?? ''
    await core.arrive({ type: 'reaction', of, emoji: '👍' })
    await core.settle()
    expect((await sent())[0]).toMatchObject({ reactions: { person: '👍' } })
    await core.arrive({ type: 'reaction', of, emoji: null })
    await core.settle()
    expect((await sent())[0]).toMatchObject({ reactions: {} })
  })
})

describe('an album', () => {
  it('is one message with all its pictures and one acknowledgement', async () => {
    const picture = (name: string) => ({ name, contentType: 'image/jpeg', sizeBytes: 10, ref: { remote: name } })
    await core.arrive({ type: 'message', text: 'Всё приехало разбитым', groupId: 'album', files: [picture('1.jpg')] })
    await core.arrive({ type: 'message', groupId: 'album', files: [picture('2.jpg')] })
    await core.settle()
    await core.arrive({ type: 'message', groupId: 'album', files: [picture('3.jpg')] })
    await core.settle()
    expect(await said()).toHaveLength(1)
    expect(await core.rows('select name, remote, state from files order by id')).toEqual(
      ['1.jpg', '2.jpg', '3.jpg'].map((name) => ({ name, remote: name, state: 'waiting' })),
    )
    expect(await core.rows('select from outbox where acknowledges is not null')).toHaveLength(1)
  })
})

describe('what a platform says of a message of ours', () => {
  it('is shown: delivered, then read with all before it', async () => {
    await complain()
    const [first, second] = await sent()
    await core.arrive({ type: 'receipt', of: { externalId: first?.external_id ?? '' }, state: 'delivered', isUpTo: false, reason: null })
    await core.settle()
    expect(await sent()).toMatchObject([{ delivery: 'delivered' }, { delivery: 'sent' }])
    expect(await core.rows('select delivered_at is not null as is_told from complaints')).toEqual([{ is_told: true }])
    await core.arrive({ type: 'receipt', of: { externalId: second?.external_id ?? '' }, state: 'read', isUpTo: true, reason: null })
    await core.arrive({ type: 'receipt', of: { externalId: first?.external_id ?? '' }, state: 'delivered', isUpTo: false, reason: null })
    await core.settle()
    expect(await sent()).toMatchObject([{ delivery: 'read' }, { delivery: 'read' }])
  })

  it('finds its message by the key it was sent with, where the platform tells no conversation', async () => {
    await complain()
    const [row] = await core.rows<{ id: number }>('select id from outbox where acknowledges is not null')
    const receipt = {
      type: 'receipt',
      conversation: '',
      of: { key: row?.id ?? 0 },
      state: 'failed',
      isUpTo: false,
      reason: '5.1.1 no such user',
    } as const
    await core.arrive(receipt)
    await core.arrive({ ...receipt, of: { key: 12345 } })
    await core.settle()
    expect((await sent())[0]).toMatchObject({ delivery: 'failed', failure: '5.1.1 no such user' })
    expect(await core.rows('select from conversations')).toHaveLength(1)
    expect(await core.rows('select holder, holder_reason from conversations')).toEqual([{ holder: 'queue', holder_reason: 'unreachable' }])
    expect(await core.rows('select from inbox where handled_at is null')).toEqual([])
  })
})

describe('a person who cannot be written to any more', () => {
  it('is shown as such, and as back when they write again', async () => {
    await complain()
    await core.arrive({ type: 'left', reason: 'blocked' })
    await core.settle()
    expect(await core.rows('select blocked_at is not null as is_blocked from addresses')).toEqual([{ is_blocked: true }])
    expect((await messages()).at(-1)).toMatchObject({ visibility: 'note', text: 'Клиент больше не принимает сообщения здесь.' })
    await core.say('Я вернулся')
    await core.settle()
    expect(await core.rows('select blocked_at is not null as is_blocked from addresses')).toEqual([{ is_blocked: false }])
  })
})

describe('who opens the conversation by its start button', () => {
  it('is greeted, and nothing is registered', async () => {
    await core.arrive({ type: 'started', payload: null, language: 'zh' })
    await core.settle()
    expect(await sent()).toHaveLength(1)
    expect(core.delivered[0]?.text).toMatch(/\p{Script=Han}/u)
    expect(await core.rows('select from complaints')).toEqual([])
  })

  it('is left to the operator who has the conversation', async () => {
    await complain()
    await core.operators.act(anna, await core.conversationId(), { type: 'take' })
    await core.settle()
    const before = core.delivered.length
    await core.arrive({ type: 'started', payload: null, language: null })
    await core.settle()
    expect(core.delivered).toHaveLength(before)
  })
})

it('a call puts its caller before a person', async () => {
  await core.arrive({
    type: 'call',
    state: 'began',
    callId: '7',
    recordingUrl: null,
    sender: { externalId: '+7 900 000-00-00', name: null },
  })
  await core.settle()
  expect(await core.rows('select view, holder, holder_reason from conversations')).toEqual([
    { view: 'now', holder: 'queue', holder_reason: 'call' },
  ])
  expect((await messages())[0]?.text).toBe('Входящий звонок: +7 900 000-00-00.')
})
