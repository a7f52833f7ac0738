import { expect, it } from 'vitest'
import { until } from '../../support/until.js'
import { callsOf, listen, openBoth, openChannel, openDoor, textsOf, toMessage } from './support.js'

const chat = 501

async function openListening(values: Parameters<typeof openBoth>[0] = {}) {
  const both = await openBoth(values)
  const door = openDoor()
  return { ...both, door, start: () => listen(both.channel, door) }
}

it('what was said before and while it listens arrives exactly as it was sent, in order, and is confirmed', async () => {
  const { sandbox, channel, door, start } = await openListening()
  sandbox.customer.say(chat, 'первое')
  start()
  await until('the first one is kept', () => door.kept.length === 1)
  sandbox.customer.say(chat, '第二')
  await until('both are kept', () => door.kept.length === 2)
  expect(textsOf(channel, door.kept)).toEqual(['первое', '第二'])
  expect(door.kept.map(({ raw }) => JSON.parse(Buffer.from(raw).toString()))).toEqual(sandbox.updates.made)
  expect(door.kept.map(({ lane }) => lane)).toEqual([String(chat), String(chat)])
  await until('all is confirmed', () => sandbox.updates.pendingCount === 0)
  expect(door.states).toEqual([{ status: 'ok' }])
})

it('asks for every kind of update that a customer can cause', async () => {
  const { sandbox, channel, door, start } = await openListening()
  start()
  await until('it polls', () => callsOf(sandbox, 'getUpdates').length > 0)
  sandbox.customer.say(chat, 'Экран')
  sandbox.customer.edit(chat, 1, 'Экран разбит')
  sandbox.customer.react(chat, 1, '👎')
  sandbox.customer.delete(chat, 1)
  sandbox.customer.block(chat)
  sandbox.customer.unblock(chat)
  await until('all arrived', () => door.kept.length === 5)
  expect(textsOf(channel, door.kept)).toEqual(['Экран', 'Экран разбит', 'reaction', 'left', 'returned'])
})

it('A13: what could not be written down comes again, and nothing is confirmed before it is', async () => {
  const { sandbox, channel, door, start } = await openListening()
  door.isAway = true
  sandbox.customer.say(chat, 'первое')
  start()
  await until('it was tried again', () => door.batches.length >= 2)
  expect(sandbox.updates.pendingCount).toBe(1)
  expect(door.states).toMatchObject([{ status: 'failing', code: 'ledger-away' }])
  door.isAway = false
  sandbox.customer.say(chat, 'второе')
  await until('both are kept', () => door.kept.length === 2)
  expect(textsOf(channel, door.kept)).toEqual(['первое', 'второе'])
  await until('all is confirmed', () => sandbox.updates.pendingCount === 0)
  expect(door.states.at(-1)).toEqual({ status: 'ok' })
})

it('A13: a listener that stopped after the commit and before the confirmation gets the same ids again', async () => {
  const { sandbox, channel, door } = await openListening()
  sandbox.customer.say(chat, 'первое')
  const first = listen(channel, { ...door, deliver: async (arrivals) => door.deliver(arrivals).finally(() => void first.end()) })
  await first.stopped
  expect(sandbox.updates.pendingCount).toBe(1)
  listen(channel, door)
  await until('it came again', () => door.batches.length === 2)
  expect(door.batches[1]).toEqual(door.batches[0])
  expect(door.kept).toHaveLength(1)
})

it('A1 A6: the same update twice, or one message under two update ids, is one', async () => {
  const { sandbox, door, start } = await openListening()
  const message = sandbox.customer.say(chat, 'Где заказ?')
  sandbox.updates.push('message', message, String(chat))
  sandbox.updates.repeat(sandbox.updates.made[0]!.update_id)
  start()
  await until('all came', () => sandbox.updates.pendingCount === 0 && door.batches.flat().length === 3)
  expect(door.kept).toHaveLength(1)
})

it('two different things are never one: the same number in two chats, an edit of an edit, two presses', async () => {
  const { sandbox, channel, door, start } = await openListening()
  start()
  await until('it polls', () => callsOf(sandbox, 'getUpdates').length > 0)
  sandbox.customer.say(chat, 'одно')
  sandbox.customer.say(chat + 1, 'другое')
  sandbox.customer.edit(chat, 1, 'раз')
  sandbox.customer.edit(chat, 1, 'раз')
  await channel.send(question, new AbortController().signal)
  sandbox.customer.press(chat, 'Да')
  sandbox.customer.press(chat, 'Да')
  await until('all are kept', () => door.kept.length === 6)
})

it('A3 A4: updates that come in the wrong order are all kept', async () => {
  const { sandbox, channel, door, start } = await openListening()
  sandbox.updates.hold()
  sandbox.customer.say(chat, 'первое')
  sandbox.customer.say(chat + 1, 'второе')
  sandbox.customer.say(chat, 'третье')
  sandbox.updates.release('reversed')
  start()
  await until('all are kept', () => door.kept.length === 3)
  expect(textsOf(channel, door.kept).sort()).toEqual(['второе', 'первое', 'третье'])
  await until('all is confirmed', () => sandbox.updates.pendingCount === 0)
})

it('A5: after a quiet week update ids begin lower, and nothing is taken for old', async () => {
  const { sandbox, channel, door, start } = await openListening()
  sandbox.customer.say(chat, 'до')
  start()
  await until('it is kept and confirmed', () => door.kept.length === 1 && sandbox.updates.pendingCount === 0)
  sandbox.updates.restartAt(4_000)
  sandbox.customer.say(chat, 'после')
  await until('the lower one is kept', () => door.kept.length === 2)
  sandbox.customer.say(chat, 'и ещё')
  await until('the next is kept', () => door.kept.length === 3)
  expect(textsOf(channel, door.kept)).toEqual(['до', 'после', 'и ещё'])
})

it('A5: after an empty answer it names no offset any more: what began lower would be below it, and so confirmed unseen', async () => {
  const { sandbox, door, start } = await openListening()
  sandbox.customer.say(chat, 'до')
  sandbox.faults.add('getUpdates', { type: 'slow', ms: 0 })
  sandbox.faults.add('getUpdates', { type: 'answer', status: 200, body: { ok: true, result: [] } })
  start()
  await until('it polled once more', () => callsOf(sandbox, 'getUpdates').length > 1)
  expect(
    callsOf(sandbox, 'getUpdates')
      .slice(0, 2)
      .map(({ args }) => args.offset),
  ).toEqual([0, 0])
  await until('the next poll confirms what this one brought', () => sandbox.updates.pendingCount === 0)
  expect(door.kept).toHaveLength(1)
})

it('A8: an update of a kind that nobody knows is kept once and confirmed', async () => {
  const { sandbox, channel, door, start } = await openListening()
  start()
  await until('it polls', () => callsOf(sandbox, 'getUpdates').length > 0)
  sandbox.customer.say(chat, { fields: { hologram: { depth: 3 } } })
  await until('it is kept and confirmed', () => door.kept.length === 1 && sandbox.updates.pendingCount === 0)
  expect(textsOf(channel, door.kept)).toEqual(['unreadable'])
})

it('A12: with another poller at work it says so, waits and goes on when the other is gone, and loses nothing', async () => {
  const { sandbox, channel, door, start } = await openListening()
  sandbox.faults.add(
    'getUpdates',
    {
      type: 'answer',
      status: 409,
      body: {
        ok: false,
        error_code: 409,
        description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      },
    },
    2,
  )
  sandbox.customer.say(chat, 'Где заказ?')
  start()
  await until('it is kept', () => door.kept.length === 1)
  expect(door.states).toMatchObject([{ status: 'failing', code: 'another-poller' }, { status: 'ok' }])
  expect(textsOf(channel, door.kept)).toEqual(['Где заказ?'])
})

it('a webhook of ours from an earlier mode is taken away, with nothing dropped', async () => {
  const { sandbox, door, start } = await openListening()
  const url = 'https://desk.example/channels/telegram/default/webhook'
  await fetch(`${sandbox.apiRoot}/bot${sandbox.token}/setWebhook?url=${encodeURIComponent(url)}`)
  sandbox.customer.say(chat, 'Где заказ?')
  start()
  await until('it is kept', () => door.kept.length === 1)
  expect(callsOf(sandbox, 'deleteWebhook')).toMatchObject([{ args: { drop_pending_updates: false } }])
})

it('a webhook of another program is left alone and told about', async () => {
  const { sandbox, door, start } = await openListening()
  await fetch(`${sandbox.apiRoot}/bot${sandbox.token}/setWebhook?url=${encodeURIComponent('https://other.example/hook')}`)
  start()
  await until('it is told', () => door.states.length > 0)
  expect(door.states).toMatchObject([{ status: 'failing', code: 'another-webhook' }])
  expect(callsOf(sandbox, 'deleteWebhook')).toEqual([])
})

it('a token that Telegram does not know ends it as misconfigured, without telling the token', async () => {
  const { sandbox } = await openBoth()
  const channel = openChannel({ apiRoot: sandbox.apiRoot, token: '110201543:WRONG-TOKEN-THAT-NOBODY-MAY-SEE-0001' })
  const error = await listen(channel, openDoor()).stopped
  expect(error).toMatchObject({ name: 'SendError', kind: 'misconfigured', message: expect.stringContaining('@BotFather') })
  expect(String(error)).not.toContain('NOBODY')
})

it.each([
  { type: 'cut', when: 'before' },
  { type: 'cut', when: 'after' },
  { type: 'answer', status: 502, body: 'Bad Gateway' },
  { type: 'answer', status: 200, body: 'no JSON of ours' },
  {
    type: 'answer',
    status: 429,
    body: { ok: false, error_code: 429, description: 'Too Many Requests: retry after 0', parameters: { retry_after: 0 } },
  },
] as const)('goes on after a poll that failed (%o), and loses nothing', async (fault) => {
  const { sandbox, channel, door, start } = await openListening()
  sandbox.customer.say(chat, 'Где заказ?')
  sandbox.faults.add('getUpdates', fault, 2)
  start()
  await until('it is kept', () => door.kept.length === 1)
  expect(textsOf(channel, door.kept)).toEqual(['Где заказ?'])
  for (const state of door.states) expect(JSON.stringify(state)).not.toContain(sandbox.token.slice(12))
})

it('says that all is well before anybody writes', async () => {
  const { door, start } = await openListening()
  start()
  await until('it is told', () => door.states.length === 1)
  expect(door.states).toEqual([{ status: 'ok' }])
})

it('stops at once when told to, in the middle of a poll', async () => {
  const { sandbox, start } = await openListening()
  const { end } = start()
  await until('it waits in a poll', () => callsOf(sandbox, 'getUpdates').length === 2)
  expect(await end()).toBe(null)
})

const question = toMessage(chat, { choices: [{ value: 'yes', title: 'Да' }], ask: 'choice' })

it('A27: a press is answered after it is written down; one that came too late is kept all the same', async () => {
  const { sandbox, channel, door, start } = await openListening()
  sandbox.customer.introduce(chat, { first_name: 'Анна' })
  await channel.send(question, new AbortController().signal)
  const late = sandbox.customer.press(chat, 'Да', { isOld: true })
  const hidden = sandbox.customer.press(chat, 'Да', { isInaccessible: true })
  door.isAway = true
  start()
  await until('it was tried', () => door.batches.length > 1)
  expect(sandbox.isAnswered(hidden)).toBe(false)
  door.isAway = false
  await until('the press is answered', () => sandbox.isAnswered(hidden))
  expect(sandbox.isAnswered(late)).toBe(false)
  expect(textsOf(channel, door.kept)).toEqual(['Да', 'yes'])
})

it('a backlog of 250 updates arrives whole, with the order of each chat kept', async () => {
  const { sandbox, channel, door, start } = await openListening()
  const said = Array.from({ length: 250 }, (_, place) => ({ chat: 600 + (place % 7), text: `№ ${place}` }))
  for (const one of said) sandbox.customer.say(one.chat, one.text)
  start()
  await until('all are kept', () => door.kept.length === 250)
  for (const id of new Set(said.map((one) => one.chat))) {
    const kept = textsOf(
      channel,
      door.kept.filter(({ lane }) => lane === String(id)),
    )
    expect(kept).toEqual(said.filter((one) => one.chat === id).map(({ text }) => text))
  }
  await until('all is confirmed', () => sandbox.updates.pendingCount === 0)
})
