import { setTimeout as pause } from 'node:timers/promises'
import { type AccountState, type Arrival, type ChannelTools, type ListenerDoor, SendError } from '../../core/channel.js'
import { type Cursor, placeIn, readCursor, writeCursor } from './cursor.js'
import { openMailbox, toImapError } from './imap.js'
import type { EmailSettings } from './settings.js'
import { type Taking, take, takeCarefully } from './take.js'

type Listening = {
  readonly settings: EmailSettings
  readonly tools: ChannelTools
  readonly pace?: Pace
}

/** `lookMs`: a look without notice, which also proves that the connection lives · `answerMs`: how long a command may take. */
type Pace = { readonly lookMs: number; readonly answerMs: number; readonly reconnectMs: number }
const usualPace: Pace = { lookMs: 60_000, answerMs: 30_000, reconnectMs: 1_000 }

/** Waits for letters by IDLE and looks by itself besides. Changes nothing in the mailbox. See Listener. */
export async function listen({ settings, tools, pace = usualPace }: Listening, door: ListenerDoor, signal: AbortSignal): Promise<void> {
  let cursor = readCursor(door.cursor)
  const report = openReport(door)
  const looks: Looks = { unfinished: 0, tries: new Map() }
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
        const onLooked = () => {
          failures = 0
          report({ status: 'ok' })
        }
        await watch({ taking: { mailbox, tools, deliver, place: () => cursor ?? place }, looks, lookMs: pace.lookMs, onLooked }, signal)
      } finally {
        mailbox.close()
      }
    } catch (reason) {
      if (signal.aborted) return
      const error = toImapError(reason)
      if (error.kind === 'misconfigured') throw error
      failures += 1
      // One lost connection is everyday life; it is told when the next attempt fails too.
      if (failures > 1) report({ status: 'failing', code: error.kind, reason: error.message })
      await pause(Math.min(60_000, pace.reconnectMs * 2 ** Math.min(failures - 1, 6)), null, { signal }).catch(() => undefined)
    }
  }
}

/** Tells a state once. */
function openReport(door: ListenerDoor): (state: AccountState) => void {
  let told = ''
  return (state) => {
    if (JSON.stringify(state) === told) return
    told = JSON.stringify(state)
    door.report(state)
  }
}

/** How many looks in a row ended with the connection, and over which letters. Outlives a connection. */
type Looks = { unfinished: number; readonly tries: Map<number, number> }
const unfinishedUntilCareful = 2

type Watch = { readonly taking: Taking; readonly looks: Looks; readonly lookMs: number; readonly onLooked: () => void }

async function watch({ taking, looks, lookMs, onLooked }: Watch, signal: AbortSignal): Promise<void> {
  const { client } = taking.mailbox
  let hasNews = true
  let wake: () => void = () => undefined
  client.on('exists', () => {
    hasNews = true
    wake()
  })
  client.on('close', () => wake())
  while (!signal.aborted) {
    hasNews = false
    looks.unfinished += 1
    if (looks.unfinished <= unfinishedUntilCareful) await take(taking, signal)
    else await takeCarefully(taking, looks.tries, signal)
    looks.unfinished = 0
    looks.tries.clear()
    onLooked()
    if (!client.usable) throw new Error('the connection was lost')
    if (hasNews) continue
    // The next command ends it.
    client.idle().catch(() => undefined)
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (hasNews || !client.usable) wake()
    })
  }
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
