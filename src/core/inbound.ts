import { openBatches, openTurns } from './batches.js'
import { changesOf } from './changes.js'
import type { Arrival, Channel, ConversationStart } from './channel.js'
import { fault } from './fault.js'
import { hear, type Minds } from './hear.js'
import type { JoinBook } from './joining.js'
import type { InboundEvent } from './model/event.js'
import type { AccountId, ComplaintId, ConversationId } from './model/ids.js'
import type { Outbound } from './outbound.js'
import { fromOwnRaw } from './own-payload.js'
import type { InboxRow, Lane, Live, Log, Store } from './ports.js'
import { isLedgerAway, reasonOf } from './reason.js'
import { storable, storableId } from './storable.js'
import { consequencesOf, openWork, sceneOf, type Tools, type Work } from './work.js'

export interface Inbound {
  /** Hop 1. Resolves after the commit; handling goes on by itself. */
  accept(arrival: Arrival): Promise<{ readonly isNew: boolean }>
  /** Gives lanes their turn: what the sweeper found, or what another process accepted. */
  nudge(lane: Lane): void
  /** The conversation's id, made where there is none. */
  open(start: ConversationStart): Promise<ConversationId>
  drain(): Promise<void>
}

export type InboundParts = {
  readonly store: Store
  readonly tools: Tools
  readonly minds: Minds
  readonly live: Live
  readonly log: Log
  readonly outbound: Outbound
  /** Somebody wrote to this account. */
  readonly onAccepted?: (accountId: AccountId) => void
  readonly joins?: Pick<JoinBook, 'joinToComplaint'>
  /** Files have been announced: somebody brings them. */
  readonly onFiles?: () => void
  readonly channelOf: (accountId: AccountId) => Channel
}

/** After so many failures of its own a payload goes to a person as unreadable; after twice as many it is set aside. */
const attemptsBeforePerson = 5
const batchLimit = 64
const rowsPerTurn = 200

type Parsed = { readonly row: InboxRow; readonly events: readonly InboundEvent[]; readonly conversationIds: readonly ConversationId[] }

/** Hops 1 to 5: write down, parse, lock, decide, write the consequences; in batches over conversations, each lane in its order. */
export function openInbound(parts: InboundParts): Inbound {
  const { store, tools, log } = parts
  const known = new Map<string, ConversationId>()

  const arrivals = openBatches<Arrival, boolean>(batchLimit, async (batch) => {
    fault('raw.insert')
    const isNew = await store.accept(batch, tools.clock.now())
    fault('raw.commit')
    return isNew
  })
  const turns = openTurns<Lane>(
    batchLimit,
    (lane) => `${lane.accountId}:${lane.lane}`,
    (lanes) => takeTurn(lanes),
    (reason) => log.error({ reason: reasonOf(reason) }, 'a turn of the inbox failed; the sweeper gives the next one'),
  )

  async function ensure(starts: readonly ConversationStart[]): Promise<readonly ConversationId[]> {
    const missing = [...new Map(starts.filter((start) => !known.has(keyOf(start))).map((start) => [keyOf(start), start])).values()]
    if (missing.length > 0) {
      const ids = await store.ensure(missing, tools.clock.now())
      if (known.size > 50_000) known.clear()
      for (const [index, start] of missing.entries()) known.set(keyOf(start), ids[index] as ConversationId)
    }
    return starts.map((start) => known.get(keyOf(start)) as ConversationId)
  }

  async function takeTurn(lanes: readonly Lane[]): Promise<void> {
    const rows = await store.peek(lanes, rowsPerTurn)
    if (rows.length === 0) return
    const parsed: Parsed[] = []
    for (const row of rows) {
      fault('parse')
      const events = await parse(row)
      parsed.push(await placeEvents(row, events))
    }
    await joinPeople(parsed)
    try {
      await handle(parsed)
    } catch (reason) {
      if (isLedgerAway(reason)) lookAgain(parsed)
      if (parsed.length > 1) log.warn({ rows: parsed.length, reason: reasonOf(reason) }, 'a batch failed and runs again one by one')
      await handleOneByOne(parsed)
    }
    if (rows.length === rowsPerTurn) for (const lane of lanes) turns.nudge(lane)
  }

  /** Who comes by a link of ours is the person whose complaint it names: known before anything is decided. */
  async function joinPeople(parsed: readonly Parsed[]): Promise<void> {
    for (const { events, conversationIds } of parsed)
      for (const [index, event] of events.entries()) {
        const complaintId = event.type === 'started' && event.payload !== null ? tools.links.readJoin(event.payload) : null
        const conversationId = conversationIds[index]
        if (complaintId === null || conversationId === undefined) continue
        await parts.joins?.joinToComplaint({ conversationId, complaintId: complaintId as ComplaintId, at: tools.clock.now() })
      }
  }

  /** A receipt may name the call it speaks of and nothing else; nobody's conversation begins by one. */
  async function placeEvents(row: InboxRow, all: readonly InboundEvent[]): Promise<Parsed> {
    const keys = all.flatMap((event) => (event.type === 'receipt' && 'key' in event.of ? [event.of.key] : []))
    const places = keys.length > 0 ? await store.placesOf(keys) : new Map<number, ConversationId>()
    const placeOf = (event: InboundEvent): ConversationId | undefined =>
      event.type === 'receipt' && 'key' in event.of ? places.get(event.of.key) : undefined
    const events = all.filter((event) => event.type !== 'receipt' || event.conversation !== '' || placeOf(event) !== undefined)
    const made = await ensure(events.filter((event) => placeOf(event) === undefined).map((event) => startOf(row, event)))
    const ids = [...made]
    return { row, events, conversationIds: events.map((event) => placeOf(event) ?? (ids.shift() as ConversationId)) }
  }

  /** Nobody knows whether a commit whose answer was lost has been done: whoever looks on must read. */
  const lookAgain = (parsed: readonly Parsed[]): void =>
    parts.live.changed(
      parsed.flatMap(({ row, events, conversationIds }) =>
        events.flatMap(({ conversation }, index) => {
          const conversationId = conversationIds[index]
          return conversationId === undefined ? [] : [{ accountId: row.accountId, conversation, conversationId, fresh: [] }]
        }),
      ),
    )

  async function handleOneByOne(parsed: readonly Parsed[]): Promise<void> {
    const stopped = new Set<string>()
    for (const one of parsed) {
      const lane = `${one.row.accountId}:${one.row.lane}`
      if (stopped.has(lane)) continue
      try {
        await handle([one])
      } catch (reason) {
        const isOver = await giveUp(one.row, reason)
        if (!isOver) stopped.add(lane)
      }
    }
  }

  /** Counts a failure. What fails for its own reasons too often is shown to a person instead; its lane waits until then, to keep the order. */
  async function giveUp(row: InboxRow, reason: unknown): Promise<boolean> {
    if (isLedgerAway(reason)) throw reason
    const { attempts } = await store.fail(row.id, reasonOf(reason))
    log.error({ inbox: row.id, attempts, reason: reasonOf(reason) }, 'a payload could not be handled')
    if (attempts < attemptsBeforePerson * 2) {
      // The sweeper gives the next try: what fails now for want of something may have it by then.
      return false
    }
    await store.setAside(row.id)
    return true
  }

  async function handle(parsed: readonly Parsed[]): Promise<void> {
    const events = parsed.flatMap((one) => one.events)
    const work = await store.change(
      {
        conversationIds: [...new Set(parsed.flatMap((one) => one.conversationIds))],
        inboxIds: parsed.map((one) => one.row.id),
        externalIds: events.flatMap(idsIn),
        callKeys: events.flatMap((event) => (event.type === 'receipt' && 'key' in event.of ? [event.of.key] : [])),
        hasLetters: events.some((event) => event.type === 'message' && event.letter !== undefined),
        groupIds: events.flatMap((event) => (event.type === 'message' && event.groupId !== null ? [event.groupId] : [])),
        numbers: events.filter((event) => event.type === 'message' && mayRegister(event.text)).length,
      },
      (scene) => {
        fault('handle.locked')
        const work = openWork(scene, tools)
        for (const one of parsed) if (scene.unhandled.has(one.row.id)) handleRow(work, one)
        return { consequences: consequencesOf(work), answer: work }
      },
    )
    fault('effects.commit')
    publish(work)
  }

  function handleRow(work: Work, { row, events, conversationIds }: Parsed): void {
    events.forEach((event, index) => {
      const id = conversationIds[index]
      if (id !== undefined) hear(work, parts.minds, sceneOf(work, id), event, row.id)
      fault('flow.step')
    })
    work.handled.push(row.id)
  }

  function publish(work: Work): void {
    parts.live.changed(changesOf(work))
    parts.outbound.dispatch(work.leaving)
    if (work.files.some(({ remote }) => remote !== null)) parts.onFiles?.()
  }

  async function parse(row: InboxRow): Promise<readonly InboundEvent[]> {
    const unreadable = (reason: string): InboundEvent[] => [
      {
        type: 'unreadable',
        conversation: row.lane,
        externalId: `unreadable-${row.id}`,
        sender: { externalId: row.lane, name: null },
        at: row.receivedAt,
        reason,
      },
    ]
    if (row.attempts >= attemptsBeforePerson) return unreadable('failed')
    try {
      const events = row.form === 'desk' ? [fromOwnRaw(row.raw)] : await parts.channelOf(row.accountId).parse(row.raw)
      return storable(events)
    } catch (reason) {
      log.error({ inbox: row.id, reason: reasonOf(reason) }, 'a translator threw; the payload goes to a person')
      return unreadable('parse')
    }
  }

  const mayRegister = (text: string): boolean => parts.minds.assist.read(text).kind !== 'none'

  return {
    async accept(given) {
      const arrival = { ...given, externalId: storableId(given.externalId), lane: storableId(given.lane) }
      const isNew = await arrivals.add(arrival)
      parts.onAccepted?.(arrival.accountId)
      turns.nudge({ accountId: arrival.accountId, lane: arrival.lane })
      return { isNew }
    },
    nudge: (lane) => turns.nudge(lane),
    open: async (start) => (await ensure([start]))[0] as ConversationId,
    async drain() {
      await arrivals.drain()
      await turns.drain()
    },
  }
}

/** The platform ids an event bears and speaks of. */
function idsIn(event: InboundEvent): readonly string[] {
  if (event.type === 'edited' || event.type === 'reaction') return [event.externalId, event.of]
  if (event.type === 'deleted') return [event.externalId, ...event.of]
  if (event.type === 'receipt' && 'externalId' in event.of) return [event.externalId, event.of.externalId]
  return [event.externalId]
}

const startOf = (row: InboxRow, event: InboundEvent): ConversationStart => ({
  accountId: row.accountId,
  conversation: event.conversation,
  sender: event.sender,
  language: event.type === 'message' ? event.language : null,
  context: event.type === 'message' ? event.context : {},
  ...(event.type === 'message' && event.letter?.isVerified && { references: event.letter.references }),
})

const keyOf = (start: Pick<ConversationStart, 'accountId' | 'conversation'>): string => `${start.accountId}:${start.conversation}`
