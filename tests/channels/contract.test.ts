import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inspect, promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channels } from '../../src/channels/index.js'
import { openWebChannel } from '../../src/channels/web/index.js'
import { parse as parseWeb } from '../../src/channels/web/parse.js'
import { webSettings } from '../../src/channels/web/settings.js'
import { type Channel, type OutboundMessage, SendError } from '../../src/core/channel.js'
import { openChance } from '../support/chance.js'
import { until } from '../support/until.js'
import { openDoor } from './contract/door.js'
import { dictated, type Entry, entries } from './contract/entries.js'
import { checkParse } from './contract/parse-promises.js'
import { payloads } from './contract/payloads.js'
import { Ear, Ledger, never, type StandIn, toMessage, toolsOf } from './contract/stand-in.js'
import { startChat } from './web/chat.js'
import { openTestDesk } from './web/desk.js'

type Scene = {
  readonly standIn: StandIn
  readonly channel: Channel<never>
  readonly ear: Ear
  readonly ledger: Ledger
  open(settings: object): Channel<never>
  /** Sends to the person; answers why not, or fails the test. */
  refusal(change?: Partial<OutboundMessage>, signal?: AbortSignal): Promise<SendError>
}

/** Runs `work` on a stand-in and the channel on it; whatever was said meanwhile must hold no secret. */
async function onStage({ kind, open }: Entry, work: (scene: Scene) => Promise<void>): Promise<void> {
  const standIn = await open()
  const ear = new Ear()
  const opened: Channel<never>[] = []
  const openOne = (settings: object): Channel<never> => {
    const channel = channels[kind]?.open(settings, toolsOf(ear))
    if (!channel) throw new Error(`there is no channel ${kind}`)
    opened.push(channel)
    return channel
  }
  const channel = openOne(standIn.settings)
  const refusal: Scene['refusal'] = (change = {}, signal = never()) => refusalOf(channel, toMessage(standIn.person, change), ear, signal)
  try {
    await work({ standIn, channel, ear, ledger: new Ledger(ear), open: openOne, refusal })
    for (const secret of standIn.secrets) expect(ear.heard.filter((said) => said.includes(secret))).toEqual([])
  } finally {
    for (const one of opened) await one.close?.()
    await standIn.close()
  }
}

async function refusalOf(channel: Channel<never>, message: OutboundMessage, ear: Ear, signal = never()): Promise<SendError> {
  const outcome = await channel.send(message, signal).catch((reason: unknown) => reason)
  ear.hear(outcome, outcome instanceof Error ? outcome.stack : null)
  if (!(outcome instanceof SendError)) throw new Error(`no SendError: ${inspect(outcome)}`)
  return outcome
}

/** Lets the platform reach the channel, by whichever way, until `work` is done. */
async function whileHeard({ standIn, channel, ledger }: Scene, work: () => Promise<void>): Promise<void> {
  if (channel.intake.via === 'webhook') {
    const door = await openDoor(channel, ledger)
    await standIn.connect?.(door.url, channel)
    await work().finally(door.close)
    return
  }
  if (channel.intake.via !== 'listener') throw new Error('nobody hears')
  const stop = new AbortController()
  const listening = channel.intake.listen(ledger.door(), stop.signal)
  await until('it listens', () => ledger.states.some(({ status }) => status === 'ok'))
  await work().finally(() => stop.abort())
  await listening
}

/** Under which ids the message with this text was brought, as often as it was. */
async function idsOf({ channel, ledger }: Scene, text: string): Promise<readonly string[]> {
  const read = await Promise.all(ledger.accepted.map(async ({ externalId, raw }) => ({ externalId, events: await channel.parse(raw) })))
  return read
    .filter(({ events }) => events.some((event) => event.type === 'message' && event.text === text))
    .map(({ externalId }) => externalId)
}

describe('runs every channel through the same promises', () => {
  it('each channel of the list stands in the table, and its payloads too', () => {
    const kinds = new Set(entries.map(({ kind }) => kind))
    expect([...kinds, ...dictated].sort()).toEqual(Object.keys(channels).sort())
    expect(Object.keys(payloads).sort()).toEqual([...kinds, 'web'].sort())
  })

  describe.each(entries)('$name', (entry) => {
    const promise = (what: string, work: (scene: Scene) => Promise<void>) => it(what, () => onStage(entry, work))

    promise('reads any bytes, changes none, and tells what can be stored', ({ channel }) => checkReading(entry.kind, channel.parse))

    promise('never takes two strangers for one', async ({ channel }) => {
      const [one] = await channel.parse(Buffer.from('one'))
      const [other] = await channel.parse(Buffer.from('other'))
      // A letter without a sender is answered to nobody at all.
      if (entry.kind === 'email') return
      expect(one?.sender.externalId).not.toBe(other?.sender.externalId)
    })

    promise('knows the same update again, and another one from it', async (scene) => {
      await whileHeard(scene, async () => {
        await scene.standIn.say('one')
        await until('it arrived', async () => (await idsOf(scene, 'one')).length > 0)
        await scene.standIn.repeat()
        await scene.standIn.say('two')
        await until('all arrived', async () => (await idsOf(scene, 'one')).length > 1 && (await idsOf(scene, 'two')).length > 0)
        const [first, second] = [new Set(await idsOf(scene, 'one')), new Set(await idsOf(scene, 'two'))]
        expect([first.size, second.size, new Set([...first, ...second]).size]).toEqual([1, 1, 2])
      })
    })

    promise('brings again what could not be written down', async (scene) => {
      const { standIn, ledger } = scene
      await whileHeard(scene, async () => {
        ledger.isAway = true
        await standIn.say('one')
        await until('it was brought', () => ledger.refused.length > 0)
        ledger.isAway = false
        // Whoever is told 503 posts again; these stand-ins of whoever do it only when they are told to.
        if (['api', 'bot'].includes(entry.kind)) await standIn.repeat()
        await until('it is brought again', async () => (await idsOf(scene, 'one')).length > 0)
        expect(ledger.refused.map(({ externalId }) => externalId)).toEqual(expect.arrayContaining([...(await idsOf(scene, 'one'))]))
      })
    })

    if (entry.via === 'webhook') {
      promise('takes nothing from who proves nothing', async (scene) => {
        const { standIn, channel, ledger } = scene
        const door = await openDoor(channel, ledger)
        await standIn.connect?.(door.url, channel)
        await standIn.say('one')
        await until('it arrived', async () => (await idsOf(scene, 'one')).length > 0)
        await door.close()
        const good = door.requests.find(({ body }) => Buffer.from(body).includes('one'))
        if (channel.intake.via !== 'webhook' || !good) throw new Error('nothing was called')
        expect((await channel.intake.check(good)).arrivals).toHaveLength(1)
        const empty = { ...good, headers: {}, body: Buffer.alloc(0) }
        for (const request of [
          ...(standIn.spoil?.(good) ?? []),
          empty,
          { ...empty, body: Buffer.from('{') },
          { ...empty, method: 'GET' },
        ]) {
          const { answer, arrivals } = await channel.intake.check(request)
          scene.ear.hear(answer)
          expect(arrivals, inspect(request)).toEqual([])
          expect(answer.status, inspect(request)).toBeGreaterThanOrEqual(400)
        }
        expect(standIn.spoil?.(good).length).toBeGreaterThan(0)
      })
    }

    if (entry.via === 'listener') {
      promise(
        'stops listening when it is told to, also while it is without a connection',
        async ({ standIn, channel, ledger, ear, open }) => {
          for (const { intake } of [channel, open(standIn.nowhere.settings)]) {
            if (intake.via !== 'listener') throw new Error('it does not listen')
            const stop = new AbortController()
            const known = ledger.states.length
            const listening = intake.listen(ledger.door(), stop.signal)
            await until('it says how it goes', () => ledger.states.length > known)
            const from = performance.now()
            stop.abort()
            await listening
            expect(performance.now() - from).toBeLessThan(1_000)
          }
          expect(ledger.states.map(({ status }) => status)).toEqual(['ok', 'failing'])
          expect(ear.heard.length).toBeGreaterThan(1)
        },
      )
    }

    promise('shows a text once and answers a receipt', async ({ standIn, channel }) => {
      const { externalId } = await channel.send(toMessage(standIn.person), never())
      expect(externalId).toMatch(/^\S.*$/)
      expect((await standIn.arrived()).map(({ text }) => text)).toEqual([expect.stringContaining(toMessage(standIn.person).text)])
    })

    promise('shows a text of the length that it names', async ({ standIn, channel }) => {
      for (const letter of ['ж', '投', '😡']) {
        const text = letter.repeat(channel.can.textLimit / letter.length)
        const before = (await standIn.arrived()).length
        await channel.send(toMessage(standIn.person, { text, key: 600 + before }), never())
        expect((await standIn.arrived()).at(-1)?.text === text && (await standIn.arrived()).length === before + 1, letter).toBe(true)
      }
    })

    promise('offers up to six choices of sixty characters', async ({ standIn, channel }) => {
      if (!channel.can.buttons) return
      const all = Array.from({ length: 6 }, (_, at) => ({
        value: `choice-${at}`,
        title: `${at} ${'Вернуть деньги 👍 '.repeat(9)}`.slice(0, 60),
      }))
      for (const count of [1, 2, 3, 4, 5, 6]) {
        const choices = all.slice(0, count)
        await channel.send(toMessage(standIn.person, { choices, key: 700 + count }), never())
        const titles = (await standIn.arrived()).at(-1)?.choices.map((title) => title.slice(0, 30))
        expect(titles).toEqual(choices.map(({ title }) => title.slice(0, 30)))
      }
    })

    promise('comes back when the platform says so', async ({ standIn, refusal }) => {
      const retryAfterMs = standIn.throttle()
      expect(await refusal()).toMatchObject({ kind: 'throttled', retryAfterMs })
      expect(await standIn.arrived()).toEqual([])
    })

    promise('says what a person must mend, and what nobody can reach', async ({ standIn, ear, open }) => {
      const unknown = await refusalOf(open(standIn.unknownCredential), toMessage(standIn.person), ear)
      expect(unknown.kind).toBe('misconfigured')
      const { settings, person } = standIn.nowhere
      expect((await refusalOf(open(settings), toMessage(person), ear)).kind).toBe('unreachable')
      expect(await standIn.arrived()).toEqual([])
    })

    promise('never calls sent or unsent what nobody knows', async ({ standIn, channel, refusal }) => {
      standIn.loseAnswer()
      const { kind } = await refusal()
      if (channel.can.exactResend) await channel.send(toMessage(standIn.person), never())
      else expect(kind).toBe('uncertain')
      expect(await standIn.arrived()).toHaveLength(1)
      // What the core ends at once must not be said of what may have arrived.
      expect(['uncertain', 'throttled']).toContain(kind)
    })

    promise('tells when the person has left', async ({ standIn, refusal }) => {
      const kind = standIn.block()
      expect((await refusal()).kind).toBe(kind)
      expect(await standIn.arrived()).toEqual([])
    })

    promise('gives up at once when it is told to', async ({ standIn, refusal }) => {
      const giveUpAfter = async (ms: number) => {
        standIn.hang()
        const from = performance.now()
        const { kind } = await refusal({}, AbortSignal.timeout(ms))
        expect(performance.now() - from - ms).toBeLessThan(1_000)
        return kind
      }
      // How long it takes to be sure that something was written is the machine's to say.
      let kind = await giveUpAfter(100)
      for (let ms = 400; kind === 'unreachable' && ms < 5_000; ms *= 2) kind = await giveUpAfter(ms)
      expect(['uncertain', 'throttled']).toContain(kind)
      expect(await refusal({}, AbortSignal.abort())).toBeInstanceOf(SendError)
    })
  })

  it('leaves nothing open that keeps a process from ending', async () => {
    const open = await Promise.all(entries.map(async ({ kind, open }) => ({ kind, standIn: await open() })))
    const accounts = open.map(({ kind, standIn: { settings, person } }) => ({ kind, settings, person }))
    const script = fileURLToPath(new URL('./contract/leave.ts', import.meta.url))
    const env = { ...process.env, OTKLIK_ACCOUNTS: JSON.stringify(accounts) }
    try {
      const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { env })
      expect(stdout.match(/is closed/g)).toHaveLength(entries.length)
    } finally {
      for (const { standIn } of open) await standIn.close()
    }
  })

  it.each(dictated)('%s has no platform: nothing comes in, and nothing leaves by itself', async (kind) => {
    const ear = new Ear()
    const channel = channels[kind]?.open(null, toolsOf(ear))
    if (channel?.intake.via !== 'webhook') throw new Error('it has no door that could be shut')
    const { answer, arrivals } = await channel.intake.check({ method: 'POST', headers: {}, query: {}, body: Buffer.from('{}') })
    expect([answer.status, arrivals]).toEqual([404, []])
    expect((await refusalOf(channel, toMessage({ conversation: '1', to: '1' }), ear)).kind).toBe('refused')
    expect(channel.can.dictated).toBe(true)
  })

  describe('the web chat', () => {
    it('reads any bytes, changes none, and tells what can be stored', () => checkReading('web', parseWeb))

    it('knows the same update again, and another one from it', async () => {
      const desk = await openTestDesk()
      try {
        const chat = await startChat(desk)
        const say = (text: string, clientActivityID: string) =>
          chat.post({ type: 'message', from: { id: 'me' }, text, channelData: { clientActivityID } })
        const answers = [await say('one', 'c-1'), await say('one', 'c-1'), await say('two', 'c-2')]
        const ids = answers.map(({ body }) => body.id)
        expect([ids[0] === ids[1], ids[1] === ids[2]]).toEqual([true, false])
        expect(desk.port.inbox.map(({ externalId }) => externalId)).toEqual([ids[0], ids[2]])
      } finally {
        await desk.close()
      }
    })

    it('answers one receipt for one message, however often it is sent', async () => {
      const settings = webSettings.parse({ publicUrl: 'https://desk.example', secret: 'directline-secret', signingKey: 'ab'.repeat(32) })
      const channel = openWebChannel(settings, { now: Date.now, findSite: () => null })
      const send = (id: number) => channel.send({ ...toMessage({ conversation: 'c', to: 'u' }), id: id as OutboundMessage['id'] }, never())
      expect(await send(1)).toEqual(await send(1))
      expect(await send(2)).not.toEqual(await send(1))
      expect(channel.can.exactResend).toBe(true)
    })
  })
})

async function checkReading(kind: string, parse: Channel['parse']): Promise<void> {
  const { known = [], mutated } = payloads[kind] ?? {}
  expect(known.length).toBeGreaterThan(0)
  for (const raw of known) await checkParse(parse, raw)
  const chance = openChance(1).fork(kind)
  for (let round = 0; round < 200; round++) if (mutated) await checkParse(parse, mutated(chance))
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((json) => Buffer.from(json)),
      ),
      async (raw) => void (await checkParse(parse, raw)),
    ),
    { numRuns: 100 },
  )
}
