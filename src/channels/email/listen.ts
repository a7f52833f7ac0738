import { setTimeout as pause } from 'node:timers/promises'
import type { Arrival, ChannelTools, ListenerDoor } from '../../core/channel.js'
import { SendError } from '../../core/channel.js'
import { after, type Cursor, isKnown, placeIn, readCursor, writeCursor } from './cursor.js'
import { letterLimitBytes, type OpenMailbox, openMailbox, toImapError } from './imap.js'
import { readIdentity } from './parse-identity.js'
import type { EmailSettings } from './settings.js'
import { type Source, writeSource } from './source-line.js'

type Listening = {
  readonly settings: EmailSettings
  readonly tools: ChannelTools
  readonly pace?: Pace
}

/** `lookMs`: a look without notice, which also proves that the connection lives · `answerMs`: how long a command may take. */
type Pace = { readonly lookMs: number; readonly answerMs: number; readonly reconnectMs: number }
const usualPace: Pace = { lookMs: 60_000, answerMs: 30_000, reconnectMs: 1_000 }

/** A delivery is at most this many letters and, but for a single large one, bytes. */
const batch = { letters: 20, bytes: 5_000_000 }

/** Waits for letters by IDLE and looks by itself besides. Changes nothing in the mailbox. See Listener. */
export async function listen({ settings, tools, pace = usualPace }: Listening, door: ListenerDoor, signal: AbortSignal): Promise<void> {
  let cursor = readCursor(door.cursor)
  const deliver = async (arrivals: readonly Arrival[], next: Cursor) => {
    await deliverUntilTaken(door, arrivals, writeCursor(next), signal)
    cursor = next
  }
  for (let failures = 0; !signal.aborted; ) {
    try {
      const mailbox = await openMailbox(settings, signal, pace.answerMs)
      try {
        const place = placeIn(mailbox, cursor, tools.now())
        if (cursor?.uidValidity !== place.uidValidity) await deliver([], place)
        door.report({ status: 'ok' })
        failures = 0
        await watch({ mailbox, tools, pace, deliver, place: () => cursor ?? place }, signal)
      } finally {
        mailbox.close()
      }
    } catch (reason) {
      if (signal.aborted) return
      const error = toImapError(reason)
      if (error.kind === 'misconfigured') throw error
      failures += 1
      // One lost connection is everyday life; it is told when the next attempt fails too.
      if (failures > 1) door.report({ status: 'failing', code: error.kind, reason: error.message })
      await pause(Math.min(60_000, pace.reconnectMs * 2 ** Math.min(failures - 1, 6)), null, { signal }).catch(() => undefined)
    }
  }
}

type Watch = {
  readonly mailbox: OpenMailbox
  readonly tools: ChannelTools
  readonly pace: Pace
  readonly deliver: (arrivals: readonly Arrival[], next: Cursor) => Promise<void>
  readonly place: () => Cursor
}

async function watch(parts: Watch, signal: AbortSignal): Promise<void> {
  const { client } = parts.mailbox
  let hasNews = true
  let wake: () => void = () => undefined
  client.on('exists', () => {
    hasNews = true
    wake()
  })
  client.on('close', () => wake())
  while (!signal.aborted) {
    hasNews = false
    await take(parts, signal)
    if (!client.usable) throw new Error('the connection was lost')
    if (hasNews) continue
    // The next command ends it.
    client.idle().catch(() => undefined)
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, parts.pace.lookMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (hasNews || !client.usable) wake()
    })
  }
}

type Waiting = { readonly uid: number; readonly size: number; readonly receivedAtMs: number }

/** Takes what is new, in the order of the UIDs. What another program has read, moved or flagged makes no difference. */
async function take({ mailbox, tools, deliver, place }: Watch, signal: AbortSignal): Promise<void> {
  // `*` is the last letter even when its UID is lower than asked for (RFC 9051 §9, seq-range).
  const range = `${place().uid + 1}:*`
  const listed = await mailbox.ask(mailbox.client.fetchAll(range, { uid: true, size: true, internalDate: true }, { uid: true }))
  const waiting = listed
    .map(({ uid, size = 0, internalDate }): Waiting => ({ uid, size, receivedAtMs: toMs(internalDate) }))
    .filter(({ uid }) => uid > place().uid)
    .sort((one, other) => one.uid - other.uid)
  let next = place()
  let arrivals: Arrival[] = []
  let bytes = 0
  for (const letter of waiting) {
    if (signal.aborted) return
    const arrival = isKnown(next, letter) ? null : await fetchLetter(mailbox, letter, tools)
    next = after(next, letter)
    if (arrival) arrivals.push(arrival)
    bytes += arrival?.raw.length ?? 0
    if (arrivals.length < batch.letters && bytes < batch.bytes) continue
    await deliver(arrivals, next)
    arrivals = []
    bytes = 0
  }
  if (next.uid !== place().uid) await deliver(arrivals, next)
}

/** null when it is gone in the meantime. A letter that the server cannot hand out is announced by what is known of it, and blocks no other. */
async function fetchLetter(
  { client, uidValidity, ask }: OpenMailbox,
  { uid, size, receivedAtMs }: Waiting,
  tools: ChannelTools,
): Promise<Arrival | null> {
  const isTooLarge = size > letterLimitBytes
  const source: Source = { uidValidity, uid, receivedAtMs, tooLargeBytes: isTooLarge ? size : null }
  try {
    const found = await ask(client.fetchOne(String(uid), isTooLarge ? { headers: true } : { source: true }, { uid: true }))
    const letter = found ? (isTooLarge ? found.headers : found.source) : undefined
    return letter ? toArrival(source, letter, tools) : null
  } catch (reason) {
    if (!client.usable) throw reason
    tools.log.warn({ account: tools.accountId, uid }, 'the mail server does not hand out a letter')
    return toArrival(
      { ...source, tooLargeBytes: size },
      Buffer.from(`Message-ID: <${uid}.${uidValidity}@not-fetched.invalid>\r\n\r\n`),
      tools,
    )
  }
}

function toArrival(source: Source, letter: Buffer, tools: ChannelTools): Arrival {
  const { externalId, sender } = readIdentity(letter)
  return { accountId: tools.accountId, externalId, lane: sender.address, raw: writeSource(source, letter) }
}

const toMs = (date: Date | string | undefined): number => {
  const ms = date === undefined ? Number.NaN : new Date(date).getTime()
  return Number.isFinite(ms) && ms > 0 ? ms : 0
}

/** The ledger may be away for a while; the mailbox keeps the letters. */
async function deliverUntilTaken(door: ListenerDoor, arrivals: readonly Arrival[], cursor: string, signal: AbortSignal): Promise<void> {
  for (let attempts = 0; ; attempts += 1) {
    try {
      return await door.deliver(arrivals, cursor)
    } catch (reason) {
      if (signal.aborted) throw reason
      await pause(Math.min(30_000, 250 * 2 ** Math.min(attempts, 7)), null, { signal }).catch(() => undefined)
      if (signal.aborted) throw new SendError('unreachable', 'stopped')
    }
  }
}
