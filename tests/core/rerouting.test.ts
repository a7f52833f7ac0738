import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SendError } from '../../src/core/channel.js'
import { anna, openTestCore, type TestCore } from '../support/core.js'

let core: TestCore

beforeEach(async () => {
  core = await openTestCore()
})
afterEach(() => core.close())

/** Two conversations of one person, as after they were joined. */
async function openTwoWays(): Promise<void> {
  await core.say('Здравствуйте', { conversation: 'mail' })
  await core.settle()
  await core.say('Здравствуйте', { conversation: 'bot' })
  await core.settle()
  await core.rows(`update addresses set person_id = (select person_id from conversations where external_id = 'mail')`)
  await core.rows(`update conversations set person_id = (select person_id from conversations where external_id = 'mail')`)
}
const blockBot = (): void =>
  core.setPlatform(async ({ conversation }) => {
    if (conversation === 'bot') throw new SendError('blocked', 'the person left')
  })
const toldIn = (conversation: string) => core.delivered.filter((message) => message.conversation === conversation).map(({ text }) => text)

describe('an acknowledgement that cannot be delivered', () => {
  it('goes to the person’s next channel, once, and the complaint belongs to both conversations', async () => {
    await openTwoWays()
    blockBot()
    await core.say('Привезли разбитый телефон', { conversation: 'bot' })
    for (let round = 0; round < 3; round++) await core.settle()
    expect(toldIn('mail').filter((text) => /Жалоба № \d+ принята/.test(text))).toHaveLength(1)
    expect(await core.rows('select acknowledged_at is not null as is_told, unreached_at from complaints')).toEqual([
      { is_told: true, unreached_at: null },
    ])
    expect(await core.rows('select from complaint_conversations')).toHaveLength(2)
    const actions = await core.rows<{ action: string }>('select action from journal order by seq')
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['acknowledgement-failed', 'acknowledgement-rerouted', 'acknowledged']),
    )
  })

  it('stays an alarm before a person when there is no other way, and is not tried for ever', async () => {
    core.setPlatform(() => Promise.reject(new SendError('blocked', 'the person left')))
    await core.say('Привезли разбитый телефон', { conversation: 'bot' })
    for (let round = 0; round < 3; round++) await core.settle()
    expect(await core.rows('select from outbox where acknowledges is not null')).toHaveLength(1)
    expect(await core.rows('select unreached_at is not null as is_alarm from complaints')).toEqual([{ is_alarm: true }])
    expect(await core.rows('select view, holder_reason from conversations')).toEqual([{ view: 'now', holder_reason: 'unreachable' }])
  })
})

describe('a message that may have arrived', () => {
  const uncertain = async (): Promise<number> => {
    core.setCan({ exactResend: false })
    core.setPlatform(() => Promise.reject(new SendError('uncertain', 'no answer')))
    await core.say('Привезли разбитый телефон')
    await core.settle()
    core.setPlatform(async () => undefined)
    const [row] = await core.rows<{ id: number }>(`select id from messages where delivery = 'uncertain'`)
    return row?.id ?? 0
  }
  const resend = async (messageId: number) => core.operators.act(anna, await core.conversationId(), { type: 'resend', messageId })

  it('goes once more when somebody of the house says so, and the journal tells who', async () => {
    const id = await uncertain()
    await resend(id)
    await core.settle()
    expect(core.delivered.map((message) => message.id)).toContain(id)
    expect(await core.rows('select delivery, failure from messages where id = $1', [id])).toEqual([{ delivery: 'sent', failure: null }])
    expect(await core.rows(`select actor_id from journal where action = 'resent'`)).toEqual([{ actor_id: anna.staffId }])
    expect(await core.rows('select from complaints where acknowledged_at is not null')).toHaveLength(1)
  })

  it('cannot be sent again twice, nor one that has left', async () => {
    const id = await uncertain()
    await resend(id)
    await expect(resend(id)).rejects.toMatchObject({ code: 'message_not_resendable', status: 409 })
    await expect(resend(123)).rejects.toMatchObject({ code: 'message_unknown', status: 404 })
  })
})
