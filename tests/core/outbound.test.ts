import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SendError, type SendErrorKind } from '../../src/core/channel.js'
import { anna, openTestCore, type TestCore } from '../support/core.js'
import { until } from '../support/until.js'

let core: TestCore

beforeEach(async () => {
  core = await openTestCore()
})
afterEach(() => core.close())

const outbox = () =>
  core.rows<{
    state: string
    attempts: number
    retry_at: string | null
    last_error: string | null
    delivery: string
    acknowledges: number | null
  }>(
    'select o.state, o.attempts, o.retry_at, o.last_error, o.acknowledges, m.delivery from outbox o join messages m on m.id = o.message_id order by o.seq',
  )
const failOnce = (kind: SendErrorKind, retryAfterMs?: number) => {
  let isFirst = true
  core.setPlatform(async () => {
    if (!isFirst) return
    isFirst = false
    throw new SendError(kind, 'as told', retryAfterMs ?? null)
  })
}

describe('a message that did not leave', () => {
  it('is tried again later when it surely did not leave, and those behind it keep their place', async () => {
    failOnce('unreachable')
    await core.say('Привезли разбитый телефон')
    await core.settle()
    expect(core.delivered).toEqual([])
    expect(await outbox()).toMatchObject([{ state: 'queued' }, { state: 'queued' }])
    core.move(60_000)
    await core.settle()
    expect(await outbox()).toMatchObject([
      { state: 'sent', delivery: 'sent', attempts: 2 },
      { state: 'sent', delivery: 'sent' },
    ])
    expect(core.delivered.map((message) => message.seq)).toEqual([2, 3])
  })

  it('waits as long as the platform asks, as a due time in the ledger', async () => {
    failOnce('throttled', 18_053_000)
    await core.say('Привезли разбитый телефон')
    await core.settle()
    const [first] = await outbox()
    expect(Date.parse(first?.retry_at ?? '') - Date.now()).toBeGreaterThan(18_000_000)
    core.move(18_000_000)
    await core.settle()
    expect(core.delivered).toEqual([])
    core.move(100_000)
    await core.settle()
    expect(core.delivered).toHaveLength(2)
  })

  it('is sent again by itself when it may have left and a second copy would change nothing', async () => {
    failOnce('uncertain')
    await core.say('Привезли разбитый телефон')
    await core.settle()
    core.move(60_000)
    await core.settle()
    expect((await outbox())[0]).toMatchObject({ state: 'sent', delivery: 'sent', attempts: 2 })
  })

  it('is never sent again by itself when it may have left and a copy would be one more', async () => {
    core.setCan({ exactResend: false })
    failOnce('uncertain')
    await core.say('Привезли разбитый телефон')
    for (let round = 0; round < 3; round++) {
      core.move(3_600_000)
      await core.settle()
    }
    expect((await outbox())[0]).toMatchObject({ state: 'uncertain', delivery: 'uncertain' })
    expect(core.delivered.map((message) => message.seq)).not.toContain(2)
  })

  it('counts as perhaps sent when its process was cut off in the middle of the call', async () => {
    core.setCan({ exactResend: false })
    let letGo = (): void => undefined
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    core.setPlatform(() => held)
    await core.say('Привезли разбитый телефон')
    await core.inbound.drain()
    await until('the call has begun', async () => (await outbox())[0]?.state === 'sending')
    const next = await openTestCore({ owner: 'next', database: core.database })
    next.setCan({ exactResend: false })
    next.move(60_000)
    await next.settle()
    await next.settle()
    expect(await outbox()).toMatchObject([{ state: 'uncertain', last_error: 'uncertain: interrupted' }, { state: 'sent' }])
    expect(next.delivered.map((message) => message.seq)).toEqual([3])
    letGo()
  })

  it('counts as perhaps sent when the translator breaks in a way nobody foresaw', async () => {
    core.setCan({ exactResend: false })
    core.setPlatform(() => Promise.reject(new TypeError('a bug')))
    await core.say('Привезли разбитый телефон')
    await core.settle()
    expect((await outbox())[0]).toMatchObject({ state: 'uncertain' })
  })

  it('fails for good when the person left, and the journal says that the acknowledgement did', async () => {
    core.setPlatform(() => Promise.reject(new SendError('blocked', 'the person left')))
    await core.say('Привезли разбитый телефон')
    await core.settle()
    expect((await outbox())[0]).toMatchObject({ state: 'failed', delivery: 'failed', last_error: expect.stringContaining('blocked') })
    expect(await core.rows(`select from journal where action = 'acknowledgement-failed'`)).toHaveLength(1)
    expect(await core.rows('select from complaints where acknowledged_at is not null')).toEqual([])
    expect(await core.rows(`select holder, holder_reason, view from conversations`)).toEqual([
      { holder: 'queue', holder_reason: 'unreachable', view: 'now' },
    ])
    expect(await core.rows('select from addresses where blocked_at is not null')).toHaveLength(1)
  })

  it('shows that a person can be reached again as soon as something arrives there', async () => {
    core.setPlatform(() => Promise.reject(new SendError('blocked', 'the person left')))
    await core.say('Привезли разбитый телефон')
    await core.settle()
    core.setPlatform(async () => undefined)
    await core.operators.act(anna, await core.conversationId(), { type: 'take' })
    await core.operators.act(anna, await core.conversationId(), { type: 'reply', text: 'Вы здесь?', fileIds: [], lastSeenMessageId: null })
    await core.settle()
    expect(await core.rows('select from addresses where blocked_at is not null')).toEqual([])
  })
})

describe('the holder of a conversation', () => {
  it('silences the bot on the way out, but never an acknowledgement', async () => {
    core.setPlatform(() => Promise.reject(new SendError('unreachable', 'away')))
    await core.say('Привезли разбитый телефон')
    await core.settle()
    expect(await outbox()).toHaveLength(2)
    await core.operators.act(anna, await core.conversationId(), { type: 'take' })
    core.setPlatform(async () => undefined)
    core.move(600_000)
    await core.settle()
    await core.settle()
    const [acknowledgement, question] = await outbox()
    expect(acknowledgement).toMatchObject({ state: 'sent', acknowledges: expect.any(Number) })
    expect(question).toMatchObject({ state: 'failed', last_error: 'silenced: silenced' })
    expect(core.delivered).toHaveLength(1)
  })

  it('keeps the bot from writing at all while an operator has it', async () => {
    await core.say('Привезли разбитый телефон')
    await core.settle()
    await core.operators.act(anna, await core.conversationId(), { type: 'take' })
    const before = core.delivered.length
    await core.say('А когда мне ответят?')
    await core.say('спасибо')
    await core.settle()
    expect(core.delivered).toHaveLength(before)
  })
})

describe('a process that lost its lease', () => {
  it('cannot settle what another one is sending', async () => {
    const other = await openTestCore({ owner: 'other', database: core.database })
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    core.setPlatform(() => held)
    await core.say('Привезли разбитый телефон')
    await core.inbound.drain()
    other.move(60_000)
    await other.settle()
    await other.settle()
    expect(other.delivered.map((message) => message.seq)).toEqual([2, 3])
    const before = await core.rows('select settled_at from outbox order by seq')
    release()
    await core.settle()
    expect(await core.rows('select settled_at from outbox order by seq')).toEqual(before)
    expect(await core.rows(`select from journal where action = 'acknowledged'`)).toHaveLength(1)
  })
})

describe('a message that is more than one call', () => {
  const reply = async (text: string): Promise<void> => {
    await core.say('Привезли разбитый телефон')
    await core.settle()
    await core.operators.act(anna, await core.conversationId(), { type: 'take' })
    await core.settle()
    core.delivered.length = 0
    core.setCan({ textLimit: 100 })
    await core.operators.act(anna, await core.conversationId(), { type: 'reply', text, fileIds: [], lastSeenMessageId: null })
  }
  const long = ['один', 'два', 'три'].map((word) => word.repeat(25).slice(0, 75)).join('\n\n')

  it('leaves part by part in order, each under a key of its own, and has left with the last of them', async () => {
    await reply(long)
    await core.settle()
    expect(core.delivered.map(({ text }) => text)).toEqual(long.split('\n\n'))
    expect(new Set(core.delivered.map(({ key }) => key)).size).toBe(3)
    expect((await outbox()).slice(-3)).toMatchObject([{ state: 'sent' }, { state: 'sent' }, { state: 'sent', delivery: 'sent' }])
  })

  it('does not go on after a part that could not leave', async () => {
    core.setPlatform(async ({ text }) => {
      if (text.startsWith('два')) throw new SendError('refused', 'no')
    })
    await reply(long)
    await core.settle()
    await core.settle()
    expect(core.delivered.map(({ text }) => text.slice(0, 4))).toEqual(['один'])
    expect((await outbox()).slice(-3)).toMatchObject([{ state: 'sent' }, { state: 'failed' }, { state: 'failed', delivery: 'failed' }])
  })

  it('does not go on when it was to be tried again and failed for good', async () => {
    let kind: SendErrorKind = 'unreachable'
    core.setPlatform(async ({ text }) => {
      if (text.startsWith('один')) throw new SendError(kind, 'no')
    })
    await reply(long)
    await core.settle()
    kind = 'refused'
    for (let round = 0; round < 3; round++) {
      core.move(600_000)
      await core.settle()
    }
    expect(core.delivered).toEqual([])
    expect((await outbox()).slice(-3).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed'])
  })
})

it('an account writes no faster than its platform allows, and nothing is lost by that', async () => {
  core.setCan({ pace: { perSecond: 10, perConversationMs: 0 } })
  for (let count = 0; count < 15; count++) await core.say('Привезли разбитый телефон', { conversation: `c${count}` })
  const from = Date.now()
  await until('all have left', async () => {
    await core.settle()
    return core.delivered.length === 30
  })
  expect(Date.now() - from).toBeGreaterThan(1_500)
  expect(new Set(core.delivered.map(({ id }) => id)).size).toBe(30)
})
