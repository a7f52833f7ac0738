import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { openTelegramChannel } from '../../../src/channels/telegram/index.js'
import { type TelegramSettings, telegramSettings } from '../../../src/channels/telegram/settings.js'
import type { AccountState, Arrival, ChannelTools, ListenerDoor, OutboundMessage, SendError } from '../../../src/core/channel.js'
import { openTelegramSandbox, type TelegramSandbox } from '../../../src/sandbox/telegram/index.js'
import { silentLog } from '../../support/silent-log.js'

export const secret = 'a-secret-of-the-webhook'

/** The bytes of outgoing files, by their ids. */
export type Shelf = Map<number, () => Readable>

export function openChannel(
  values: Partial<TelegramSettings> & { readonly apiRoot: string; readonly token: string },
  shelf: Shelf = new Map(),
) {
  const tools: ChannelTools = {
    accountId: 7 as ChannelTools['accountId'],
    accountName: 'default',
    publicUrl: 'https://desk.example',
    signingKey: 'ab'.repeat(32),
    log: silentLog,
    now: Date.now,
    openFile: async (id) => {
      const open = shelf.get(id)
      if (!open) throw new Error('no such file')
      return open()
    },
  }
  const channel = openTelegramChannel(telegramSettings.parse(values), tools)
  onTestFinished(() => channel.close?.())
  return channel
}

/** The sandbox and the real adapter on it. */
export async function openBoth(values: Partial<TelegramSettings> = {}, shelf?: Shelf) {
  const sandbox = await openTelegramSandbox()
  onTestFinished(() => sandbox.close())
  const channel = openChannel({ apiRoot: sandbox.apiRoot, token: sandbox.token, ...values }, shelf)
  return { sandbox, channel }
}

export const toMessage = (chat: number | string, change: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: 1 as OutboundMessage['id'],
  key: 1,
  accountId: 7 as OutboundMessage['accountId'],
  conversation: String(chat),
  to: String(chat),
  seq: 2,
  author: { kind: 'flow', name: 'flow' },
  language: 'ru',
  text: 'Жалоба № 100013 принята',
  choices: [],
  ask: null,
  files: [],
  subject: null,
  earlier: [],
  complaint: null,
  at: '2026-11-22T07:15:00.000Z',
  ...change,
})

/** Each call has a signal of its own, as from the core. */
export const never = (): AbortSignal => new AbortController().signal

export const toFile = (id: number, name: string, contentType: string, sizeBytes: number): OutboundMessage['files'][number] => ({
  id: id as OutboundMessage['files'][number]['id'],
  name,
  contentType,
  sizeBytes,
})

export const shelfOf = (...files: readonly Buffer[]): Shelf =>
  new Map(files.map((bytes, place) => [place + 1, () => Readable.from([bytes])]))

/** What went wrong, or a failure of the test when nothing did. */
export async function problemOf(sending: Promise<unknown>): Promise<SendError> {
  return sending.then(
    () => {
      throw new Error('nothing went wrong')
    },
    (error) => error,
  )
}

/** A ledger that keeps what it is given, once by id, and can be away. */
export function openDoor() {
  const kept: Arrival[] = []
  const batches: Arrival[][] = []
  const states: AccountState[] = []
  const door = {
    kept,
    batches,
    states,
    isAway: false,
    cursor: null,
    async deliver(arrivals: readonly Arrival[]) {
      batches.push([...arrivals])
      if (door.isAway) throw new Error('the ledger is away')
      for (const arrival of arrivals) if (!kept.some(({ externalId }) => externalId === arrival.externalId)) kept.push(arrival)
    },
    report(state: AccountState) {
      states.push(state)
    },
  }
  return door satisfies ListenerDoor
}

/** Listens until the test ends; `stopped` says how it did. */
export function listen(channel: ReturnType<typeof openChannel>, door: ListenerDoor) {
  if (channel.intake.via !== 'listener') throw new Error('no listener')
  const stop = new AbortController()
  const stopped = channel.intake.listen(door, stop.signal).then(
    () => null,
    (error: unknown) => error,
  )
  const end = async () => {
    stop.abort()
    return stopped
  }
  onTestFinished(async () => void (await end()))
  return { stopped, end }
}

export const textsOf = (channel: ReturnType<typeof openChannel>, arrivals: readonly Arrival[]) =>
  arrivals.flatMap(({ raw }) => {
    const events = channel.parse(raw)
    if (!Array.isArray(events)) throw new Error('parse is not synchronous')
    return events.map((event) => ('text' in event ? event.text : event.type))
  })

export const callsOf = (sandbox: TelegramSandbox, method: string) => sandbox.asked.filter((one) => one.method === method)
