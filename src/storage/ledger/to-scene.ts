import type { ConversationId, InboxId, MessageId } from '../../core/model/ids.js'
import type { MessageFile } from '../../core/model/message.js'
import type { Person } from '../../core/model/person.js'
import type {
  ClockDraft,
  ComplaintDraft,
  ConversationDraft,
  ConversationScene,
  KnownMessage,
  OutboxScene,
  PersonDraft,
  Scene,
} from '../../core/scene.js'
import type { Ids } from './ids.js'
import type { ClockRow, ComplaintRow, ConversationRow, KnownRow, Loaded, PersonRow } from './loaded.js'

/** Drafts to be changed in memory: new objects at every call, so that a decision can be made again from the start. */
export function toScene(loaded: Loaded, serials: readonly number[], ids: Ids): Scene {
  const complaints = new Map(loaded.complaints.map((row) => [row.id, toComplaint(row, loaded.clocks)]))
  const people = new Map(loaded.people.map((row) => [row.id, toPerson(row)]))
  return {
    conversations: loaded.conversations.map((row) => toConversationScene(row, loaded, { complaints, people })),
    unhandled: new Set(loaded.unhandled.map((row) => row.id as InboxId)),
    outbox: loaded.outbox.map((row) => ({
      id: row.id as OutboxScene['id'],
      conversationId: row.conversation_id as ConversationId,
      messageId: row.message_id as MessageId,
      acknowledges: row.acknowledges as OutboxScene['acknowledges'],
      leaseBy: row.lease_by,
      attempts: row.attempts,
      state: row.state,
      author: row.author,
    })),
    known: new Map(loaded.known.map((row) => [`${row.conversation_id}:${row.external_id ?? `call ${row.keys[0]}`}`, toKnown(row)])),
    groups: new Map(loaded.groups.map((row) => [`${row.conversation_id}:${row.group_id}`, row.id as MessageId])),
    newer: loaded.newer.map((row) => ({
      id: row.id as MessageId,
      direction: row.direction,
      author: row.author,
      authorId: row.author_id,
      visibility: row.visibility,
      text: row.text,
    })),
    resend: loaded.resend.map((row) => ({ ...row, id: row.id as MessageId }))[0] ?? null,
    files: loaded.files.map((row) => ({
      id: row.id as MessageFile['id'],
      name: row.name,
      contentType: row.content_type,
      sizeBytes: row.size_bytes,
    })),
    serials: [...serials],
    nextId: () => ids.next(),
  }
}

const toKnown = ({ id, seq, direction, text, keys, acknowledges }: KnownRow): KnownMessage => ({
  id: id as MessageId,
  seq,
  direction,
  text,
  keys,
  acknowledges: acknowledges as KnownMessage['acknowledges'],
})

type Drafts = { readonly complaints: ReadonlyMap<number, ComplaintDraft>; readonly people: ReadonlyMap<number, PersonDraft> }

function toConversationScene(row: ConversationRow, loaded: Loaded, { complaints, people }: Drafts): ConversationScene {
  const person = people.get(row.person_id)
  if (!person) throw new Error(`conversation ${row.id} has no person`)
  return {
    conversation: {
      id: row.id as ConversationDraft['id'],
      accountId: row.account_id as ConversationDraft['accountId'],
      brandId: row.brand_id as ConversationDraft['brandId'],
      addressId: row.address_id as ConversationDraft['addressId'],
      personId: row.person_id as ConversationDraft['personId'],
      externalId: row.external_id,
      to: row.to,
      blockedAt: row.blocked_at,
      isAddressChanged: false,
      acknowledgedTimes: row.acknowledged_times,
      mayAnswer: true,
      movedTo: null,
      testCode: row.test_code,
      testMessageId: row.test_message_id as ConversationDraft['testMessageId'],
      thread: row.thread,
      holder: holderOf(row),
      language: row.language,
      context: row.context,
      flow: row.flow,
      silenceAt: row.silence_at,
      lastSeq: row.last_seq,
      lastMessageAt: row.last_message_at,
      lastPreview: row.last_preview,
      view: row.view,
      nextClock: row.next_clock,
      nextDueAt: row.next_due_at,
      nextRank: row.next_rank,
      topComplaintId: row.top_complaint_id as ConversationDraft['topComplaintId'],
      endedAt: row.ended_at,
      isChanged: false,
    },
    person,
    complaints: loaded.links.filter((link) => link.conversation_id === row.id).flatMap((link) => complaints.get(link.complaint_id) ?? []),
    suspicions: loaded.suspicions
      .filter((suspicion) => suspicion.conversation_id === row.id)
      .map((suspicion) => ({
        messageId: suspicion.message_id as MessageId,
        conversationId: row.id as ConversationId,
        text: suspicion.text,
        reading: suspicion.reading,
        decideAt: suspicion.decide_at,
        outcome: null,
        isNew: false,
        isChanged: false,
      })),
    withheld: loaded.withheld
      .filter((one) => one.conversation_id === row.id)
      .map(({ id, number }) => ({ id: id as ComplaintDraft['id'], number })),
    unsent: loaded.unsent.find((one) => one.conversation_id === row.id)?.unsent ?? 0,
  }
}

const toPerson = (row: PersonRow): PersonDraft => ({ ...row, id: row.id as Person['id'], isChanged: false })

const holderOf = (row: ConversationRow): ConversationDraft['holder'] => {
  if (row.holder === 'operator') return { kind: 'operator', staffId: row.holder_id as never, name: row.holder_name ?? '' }
  return row.holder === 'queue' ? { kind: 'queue', reason: row.holder_reason ?? '' } : { kind: 'flow' }
}

/** Columns and fields have the same names but for their case, so one rule reads them all. */
function toComplaint(row: ComplaintRow, clocks: readonly ClockRow[]): ComplaintDraft {
  const { salt, ...columns } = row
  return {
    ...(camelKeys(columns) as unknown as ComplaintDraft),
    personSalt: String(salt),
    clocks: clocks
      .filter((clock) => clock.complaint_id === row.id)
      .map((clock) => ({ ...(camelKeys(clock) as unknown as ClockDraft), isChanged: false })),
    facts: [],
    isNew: false,
    isChanged: false,
  }
}

const camelKeys = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [camel(key), value]))

const camels = new Map<string, string>()
function camel(key: string): string {
  const known = camels.get(key)
  if (known !== undefined) return known
  const made = key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  camels.set(key, made)
  return made
}
