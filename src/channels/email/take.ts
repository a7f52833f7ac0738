import type { FetchMessageObject } from 'imapflow'
import type { Arrival, ChannelTools } from '../../core/channel.js'
import { after, type Cursor, isKnown } from './cursor.js'
import { letterLimitBytes, type OpenMailbox } from './imap.js'
import { readIdentity } from './parse-identity.js'
import { type Source, writeSource } from './source-line.js'

export type Taking = {
  readonly mailbox: OpenMailbox
  readonly tools: ChannelTools
  /** Writes down letters with the place behind them. */
  readonly deliver: (arrivals: readonly Arrival[], next: Cursor) => Promise<void>
  readonly place: () => Cursor
}

/** A delivery is at most this many letters and, but for a single large one, bytes. */
const batch = { letters: 20, bytes: 5_000_000 }

/** How often the connection may be lost over one letter until that one is passed over. */
const triesOfOne = 2

type Waiting = { readonly uid: number; readonly size: number; readonly receivedAtMs: number }

/** Takes what is new, in the order of the UIDs. What another program has read, moved or flagged makes no difference. */
export async function take({ mailbox, tools, deliver, place }: Taking, signal: AbortSignal): Promise<void> {
  // `*` is the last letter even when its UID is lower than asked for (RFC 9051 §9, seq-range).
  const listed = await mailbox.ask(mailbox.client.fetchAll(`${place().uid + 1}:*`, facts, { uid: true }))
  const waiting = listed
    .map(toWaiting)
    .filter(({ uid }) => uid > place().uid)
    .sort((one, other) => one.uid - other.uid)
  for (const group of groupsOf(waiting)) {
    if (signal.aborted) return
    const news = group.filter((letter) => !isKnown(place(), letter))
    const arrivals = news.length === 0 ? [] : await fetchGroup(mailbox, news, tools)
    await deliver(arrivals, group.reduce(after, place()))
  }
}

/**
 * The slow way, after the connection was lost over and over while taking: Dovecot hangs up on a letter that it cannot read. Letter by letter,
 * and one over which the connection was lost again and again is told of by its place. `tries` is kept from connection to connection.
 */
export async function takeCarefully(
  { mailbox, tools, deliver, place }: Taking,
  tries: Map<number, number>,
  signal: AbortSignal,
): Promise<void> {
  const { client, ask } = mailbox
  const uids = (await ask(client.search({ uid: `${place().uid + 1}:*` }, { uid: true }))) || []
  for (const uid of uids.filter((one) => one > place().uid).sort((one, other) => one - other)) {
    if (signal.aborted) return
    const tried = tries.get(uid) ?? 0
    tries.set(uid, tried + 1)
    if (tried >= triesOfOne) {
      const lost = { uid, size: 0, receivedAtMs: place().seenAtMs }
      await deliver([toLostArrival(mailbox, lost, tools)], after(place(), lost))
      continue
    }
    const [found] = await ask(client.fetchAll(String(uid), facts, { uid: true }))
    const letter = found ? toWaiting(found) : { uid, size: 0, receivedAtMs: 0 }
    const arrivals = found && !isKnown(place(), letter) ? await fetchGroup(mailbox, [letter], tools) : []
    await deliver(arrivals, after(place(), letter))
  }
}

const facts = { uid: true, size: true, internalDate: true } as const

function toWaiting({ uid, size = 0, internalDate }: FetchMessageObject): Waiting {
  const ms = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime()
  return { uid, size, receivedAtMs: Number.isFinite(ms) && ms > 0 ? ms : 0 }
}

/** A large letter goes alone. */
function groupsOf(letters: readonly Waiting[]): readonly Waiting[][] {
  const groups: Waiting[][] = []
  let bytes = 0
  for (const letter of letters) {
    const last = groups.at(-1)
    bytes += letter.size
    if (last && last.length < batch.letters && bytes <= batch.bytes) last.push(letter)
    else {
      groups.push([letter])
      bytes = letter.size
    }
  }
  return groups
}

/** One command for all; where the server does not hand out one of them, one by one. What is gone in the meantime is left out. */
async function fetchGroup(mailbox: OpenMailbox, group: readonly Waiting[], tools: ChannelTools): Promise<readonly Arrival[]> {
  const { client, ask } = mailbox
  const isSmall = group.every(({ size }) => size <= letterLimitBytes)
  const uids = group.map(({ uid }) => uid).join(',')
  const bytes = isSmall ? group.reduce((sum, { size }) => sum + size, 0) : 0
  try {
    const found = await ask(
      client.fetchAll(uids, isSmall ? { uid: true, source: true } : { uid: true, headers: true }, { uid: true }),
      bytes,
    )
    const letters = new Map(found.map(({ uid, source, headers }) => [uid, source ?? headers]))
    return group.flatMap((waiting) => {
      const letter = letters.get(waiting.uid)
      return letter ? [toArrival(mailbox, waiting, letter, tools)] : []
    })
  } catch (reason) {
    if (!client.usable) throw reason
    const [first, ...others] = group
    if (first && others.length === 0) return [toLostArrival(mailbox, first, tools)]
    const alone: Arrival[] = []
    for (const waiting of group) alone.push(...(await fetchGroup(mailbox, [waiting], tools)))
    return alone
  }
}

/** A letter that cannot be had is told of by its place, so that a person can look, and blocks no other. */
function toLostArrival({ uidValidity }: OpenMailbox, { uid, size, receivedAtMs }: Waiting, tools: ChannelTools): Arrival {
  tools.log.warn({ account: tools.accountId, uid }, 'the mail server does not hand out a letter')
  const source: Source = { uidValidity, uid, receivedAtMs, missing: { why: 'not-fetched', bytes: size } }
  return arrive(source, Buffer.from(`Message-ID: <${uid}.${uidValidity}@not-fetched.invalid>\r\n\r\n`), tools)
}

function toArrival({ uidValidity }: OpenMailbox, { uid, size, receivedAtMs }: Waiting, letter: Buffer, tools: ChannelTools): Arrival {
  const missing = size > letterLimitBytes ? ({ why: 'too-large', bytes: size } as const) : null
  return arrive({ uidValidity, uid, receivedAtMs, missing }, letter, tools)
}

function arrive(source: Source, letter: Buffer, tools: ChannelTools): Arrival {
  const { externalId, sender } = readIdentity(letter)
  return { accountId: tools.accountId, externalId, lane: sender.address, raw: writeSource(source, letter) }
}
