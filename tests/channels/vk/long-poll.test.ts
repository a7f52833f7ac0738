import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openVkSandbox, type VkSandbox } from '../../../src/sandbox/vk/sandbox.js'
import { until } from '../../support/until.js'
import { type Ledger, listen, openChannel, openLedger, outbound, signalOf } from './desk.js'

let sandbox: VkSandbox
let ledger: Ledger
let nowMs: number
let stop: (() => Promise<unknown>)[]

beforeEach(async () => {
  nowMs = Date.now()
  sandbox = await openVkSandbox({ now: () => nowMs })
  ledger = openLedger()
  stop = []
})
afterEach(async () => {
  for (const one of stop) await one()
  await sandbox.close()
})

function start(settings: object = {}) {
  const channel = openChannel(sandbox, { settings, now: () => nowMs })
  const listening = listen(channel, ledger)
  stop.push(listening.stop)
  return { ...listening, channel, texts: () => ledger.texts(channel) }
}
const isWaiting = () => until('a poll waits', () => sandbox.longPoll.waiting() === 1)
const isWritten = (desk: ReturnType<typeof start>, ...texts: string[]) =>
  until(`${texts} is written down`, async () => JSON.stringify(await desk.texts()) === JSON.stringify(texts))
const callsOf = (method: string) => sandbox.calls.filter((call) => call.method === method).length

describe('the long poll', () => {
  test('brings what is written as it came, in order, under the dialog’s lane', async () => {
    const desk = start()
    await isWaiting()
    const anna = sandbox.customer(501)
    anna.say('Мне привезли разбитый телефон')
    anna.say('Верните деньги')
    await isWritten(desk, 'Мне привезли разбитый телефон', 'Верните деньги')
    const arrivals = [...ledger.accepted.values()]
    expect(arrivals.map(({ lane }) => lane)).toEqual(['501', '501', '501'])
    expect(arrivals.map(({ raw }) => JSON.parse(Buffer.from(raw).toString()))).toEqual(sandbox.events)
    expect(ledger.states).toEqual([{ status: 'ok' }])
  })

  test('loses nothing that is written while no desk runs', async () => {
    const first = start()
    await isWaiting()
    await first.stop()
    sandbox.customer(501).say('Вы спите?')
    await isWritten(start(), 'Вы спите?')
  })

  test('asks for the same again until the ledger takes it', async () => {
    ledger.isAway = true
    const desk = start()
    await until('the desk has tried', () => callsOf('groups.getLongPollServer') > 0)
    ledger.isAway = false
    await isWaiting()
    ledger.isAway = true
    sandbox.customer(501).say('Разбит')
    await until('it was brought twice', () => ledger.delivered >= 4)
    expect(await desk.texts()).toEqual([])
    ledger.isAway = false
    await isWritten(desk, 'Разбит')
  })

  test('tells repeated and disordered events as one each', async () => {
    const desk = start()
    await isWaiting()
    const anna = sandbox.customer(501)
    const held = sandbox.hold()
    anna.say('Один')
    anna.say('Два')
    held.release((events) => [...events].reverse().flatMap((event) => [event, event, event]))
    await until('all have come', () => ledger.delivered === 9)
    expect((await desk.texts()).sort()).toEqual(['Два', 'Один'])
    expect(ledger.accepted.size).toBe(3)
  })
})

describe('a long poll that VK ends', () => {
  test.each([
    ['1: goes on with the new number and reads the history', () => sandbox.longPoll.forget()],
    ['3: begins anew and reads the history', () => sandbox.longPoll.loseSession()],
  ])('with failed %s', async (_what, lose) => {
    const desk = start()
    await isWaiting()
    const anna = sandbox.customer(501)
    anna.say('Раньше')
    await isWritten(desk, 'Раньше')
    await isWaiting()
    sandbox.longPoll.mute(true)
    anna.say('В пропасть')
    sandbox.customer(502).say({ text: 'И я', payload: '{"b":"refund"}' })
    lose()
    sandbox.longPoll.mute(false)
    await until('the gap is closed', async () => (await desk.texts()).length === 3)
    expect((await desk.texts()).sort()).toEqual(['В пропасть', 'И я', 'Раньше'])
    await isWaiting()
    anna.say('Потом')
    await until('the next one comes', async () => (await desk.texts()).length === 4)
    expect(JSON.parse(ledger.cursor ?? '')).toMatchObject({ hasGap: false })
  })

  test('with failed 2: takes a new key and goes on at the same number, without the history', async () => {
    const desk = start()
    await isWaiting()
    sandbox.longPoll.mute(true)
    sandbox.customer(501).say('Разбит')
    sandbox.longPoll.expireKey()
    sandbox.longPoll.mute(false)
    await isWritten(desk, 'Разбит')
    expect(callsOf('messages.getHistory')).toBe(0)
    expect(callsOf('groups.getLongPollServer')).toBe(2)
  })

  test('with failed 4: stops with a reason that an admin can act on', async () => {
    sandbox.longPoll.fail(4)
    const desk = start()
    expect(await desk.ended).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining('version') })
    expect(ledger.states.at(-1)).toMatchObject({ status: 'broken', code: 'misconfigured' })
  })

  test('tells a message of the history under the same name as its event', async () => {
    const desk = start()
    await isWaiting()
    const anna = sandbox.customer(501)
    anna.say('Разбит')
    await isWritten(desk, 'Разбит')
    await isWaiting()
    const before = await ledger.events(desk.channel)
    sandbox.longPoll.fail(1)
    sandbox.longPoll.mute(false)
    await until('the history is read', () => callsOf('messages.getHistory') === 1)
    await isWaiting()
    expect(ledger.delivered).toBe(3)
    expect(await ledger.events(desk.channel)).toEqual(before)
  })

  test('reads a history of several pages, oldest first, and leaves out what the desk wrote', async () => {
    const desk = start()
    await isWaiting()
    const anna = sandbox.customer(501)
    sandbox.longPoll.mute(true)
    const texts = Array.from({ length: 450 }, (_one, at) => `Слово ${at}`)
    for (const text of texts) anna.say(text)
    await desk.channel.send(outbound(501), signalOf())
    sandbox.longPoll.forget()
    sandbox.longPoll.mute(false)
    await isWritten(desk, ...texts)
    expect(ledger.accepted.size).toBe(texts.length)
  })

  test('never brings back what was said before the desk was there', async () => {
    sandbox.customer(501).say('Год назад')
    sandbox.customer(502).say('Вчера')
    const desk = start()
    await isWaiting()
    sandbox.longPoll.mute(true)
    sandbox.customer(501).say('В пропасть')
    sandbox.longPoll.forget()
    sandbox.longPoll.mute(false)
    await isWritten(desk, 'В пропасть')
    await isWaiting()
    expect(await desk.texts()).toEqual(['В пропасть'])
  })

  test('reads no further back than a little before where it stood', async () => {
    const desk = start()
    await isWaiting()
    const texts = Array.from({ length: 450 }, (_one, at) => `Слово ${at}`)
    for (const text of texts) sandbox.customer(501).say(text)
    await isWritten(desk, ...texts)
    await isWaiting()
    const before = ledger.delivered
    sandbox.longPoll.fail(1)
    await until('the history is read', () => callsOf('messages.getHistory') > 0)
    await isWaiting()
    expect(callsOf('messages.getHistory')).toBeLessThanOrEqual(2)
    expect(ledger.delivered - before).toBeLessThanOrEqual(200)
  })

  test('closes the gap whatever the clocks of VK and of the desk say', async () => {
    const desk = start()
    await isWaiting()
    sandbox.longPoll.mute(true)
    nowMs -= 24 * 3_600_000
    sandbox.customer(501).say('В пропасть')
    sandbox.longPoll.forget()
    sandbox.longPoll.mute(false)
    await isWritten(desk, 'В пропасть')
  })

  test('closes the gap by the time alone where VK would not tell its ids', async () => {
    sandbox.fail('messages.getConversations', 10)
    sandbox.customer(501).say('Год назад')
    nowMs += 365 * 24 * 3_600_000
    const desk = start()
    await isWaiting()
    sandbox.longPoll.mute(true)
    sandbox.customer(502).say('В пропасть')
    sandbox.longPoll.forget()
    sandbox.longPoll.mute(false)
    await isWritten(desk, 'В пропасть')
  })

  test('closes the gap after all when the desk dies in the middle of it', async () => {
    const desk = start()
    await isWaiting()
    sandbox.faults.add('messages.getConversations', { type: 'hang', when: 'before' })
    sandbox.longPoll.mute(true)
    sandbox.customer(501).say('В пропасть')
    sandbox.longPoll.loseSession()
    sandbox.longPoll.mute(false)
    await until('the history is asked for', () => callsOf('messages.getConversations') === 2)
    await desk.stop()
    for (let at = 0; at < 3; at += 1) sandbox.customer(600 + at).allow()
    await until('the gap is closed', async () => (await start().texts()).includes('В пропасть'))
  })

  test('goes slower through the history when VK asks for it', async () => {
    const desk = start()
    await isWaiting()
    sandbox.longPoll.mute(true)
    sandbox.customer(501).say('В пропасть')
    sandbox.fail('messages.getHistory', 6)
    sandbox.longPoll.forget()
    sandbox.longPoll.mute(false)
    await isWritten(desk, 'В пропасть')
    expect(callsOf('messages.getConversations')).toBe(2)
  })
})

describe('a long poll that fails', () => {
  test('silently for ten minutes is begun anew and compared with the history', async () => {
    const desk = start({ waitSeconds: 0.1 })
    await isWaiting()
    sandbox.longPoll.mute(true)
    sandbox.customer(501).say('Вы там?')
    nowMs += 9 * 60_000
    await until('it polls on', () => sandbox.longPoll.waiting() === 1)
    expect(callsOf('groups.getLongPollServer')).toBe(1)
    nowMs += 60_000
    await isWritten(desk, 'Вы там?')
    expect(callsOf('groups.getLongPollServer')).toBe(2)
  })

  test('by the network says so, and says when it is over', async () => {
    sandbox.faults.add('a_check', { type: 'cut', when: 'before' })
    sandbox.faults.add('a_check', { type: 'answer', status: 502, body: '<html>' })
    const desk = start()
    await isWaiting()
    sandbox.customer(501).say('Разбит')
    await isWritten(desk, 'Разбит')
    expect(ledger.states.map(({ status }) => status)).toEqual(['ok', 'failing', 'failing', 'ok'])
    expect(JSON.stringify(ledger.states)).not.toContain('key=')
  })

  test('by a connection that died half-open is begun anew', async () => {
    sandbox.faults.add('a_check', { type: 'hang', when: 'before' })
    const desk = start({ waitSeconds: 0.1 })
    await until('it polls again', () => sandbox.longPoll.waiting() === 1)
    sandbox.customer(501).say('Разбит')
    await isWritten(desk, 'Разбит')
  })

  test.each([
    [5, 'access key'],
    [15, 'access'],
    [27, 'access key'],
  ])('for a reason that only an admin can mend (%i) stops and says which', async (code, word) => {
    sandbox.fail('groups.getLongPollServer', code)
    expect(await start().ended).toMatchObject({ kind: 'misconfigured', message: expect.stringContaining(word) })
    expect(ledger.states).toMatchObject([{ status: 'broken', reason: expect.stringContaining(word) }])
    expect(JSON.stringify(ledger.states)).not.toContain(sandbox.token)
  })

  test('after a long stop brings what VK’s queue no longer holds', async () => {
    const first = start()
    await isWaiting()
    sandbox.customer(501).say('Раньше')
    await isWritten(first, 'Раньше')
    await first.stop()
    nowMs += 3 * 24 * 3_600_000
    sandbox.customer(501).say('Через три дня')
    sandbox.customer(502).say('И я')
    sandbox.longPoll.loseSession()
    for (let at = 0; at < 5; at += 1) sandbox.customer(600 + at).allow()
    const second = start()
    await until('all is written down', async () => (await second.texts()).length === 3)
    expect((await second.texts()).sort()).toEqual(['И я', 'Раньше', 'Через три дня'])
  })
})

test('a message that VK cut to fit into an event arrives whole', async () => {
  const desk = start()
  await isWaiting()
  const anna = sandbox.customer(501)
  const held = sandbox.hold()
  anna.say('Вот вся история, от начала до конца')
  held.release((events) =>
    events.map((event) => {
      if (event.type !== 'message_new') return event
      const { message, ...rest } = structuredClone(event.object) as { message: object }
      return { ...event, object: { ...rest, message: { ...message, text: 'Вот вся', is_cropped: true } } }
    }),
  )
  await isWritten(desk, 'Вот вся история, от начала до конца')
})
