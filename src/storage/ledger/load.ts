import type { PoolClient } from 'pg'
import type { Thread } from '../../core/model/conversation.js'
import type { FlowState } from '../../core/model/flow.js'
import type { ConversationId, InboxId, MessageId } from '../../core/model/ids.js'
import type { Delivery, MessageFile } from '../../core/model/message.js'
import type { Person } from '../../core/model/person.js'
import type { Reading } from '../../core/model/reading.js'
import type { Scope } from '../../core/ports.js'
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

/** What was read under the locks; `toScene` makes fresh drafts of it each time it is called. */
export type Loaded = {
  readonly conversations: readonly ConversationRow[]
  readonly people: readonly PersonRow[]
  readonly complaints: readonly ComplaintRow[]
  readonly links: readonly { readonly complaint_id: number; readonly conversation_id: number }[]
  readonly clocks: readonly ClockRow[]
  readonly suspicions: readonly SuspicionRow[]
  readonly unsent: readonly { readonly conversation_id: number; readonly unsent: number }[]
  readonly unhandled: readonly { readonly id: number }[]
  readonly outbox: readonly OutboxRow[]
  readonly known: readonly KnownRow[]
  readonly groups: readonly { readonly conversation_id: number; readonly group_id: string; readonly id: number }[]
  readonly newer: readonly NewerRow[]
  readonly files: readonly FileRow[]
  readonly withheld: readonly { readonly conversation_id: number; readonly id: number; readonly number: string }[]
  readonly resend: readonly {
    readonly id: number
    readonly delivery: Delivery | null
    readonly waiting: { id: number; acknowledges: number | null }[]
  }[]
}

type ConversationRow = {
  id: number
  account_id: number
  external_id: string
  brand_id: number
  address_id: number
  person_id: number
  language: ConversationDraft['language']
  context: Record<string, string>
  holder: 'flow' | 'queue' | 'operator'
  holder_id: number | null
  holder_name: string | null
  holder_reason: string | null
  flow: FlowState | null
  silence_at: string | null
  last_seq: number
  last_message_at: string | null
  last_preview: string
  view: ConversationDraft['view']
  next_clock: ConversationDraft['nextClock']
  next_due_at: string | null
  next_rank: number
  top_complaint_id: number | null
  ended_at: string | null
  to: string
  blocked_at: string | null
  thread: Thread
  acknowledged_times: string[]
  test_code: string | null
  test_message_id: number | null
}

type PersonRow = {
  id: number
  name: string | null
  phone: string | null
  email: string | null
  language: Person['language']
  importance: Person['importance']
  salt: string
}

type ComplaintRow = { [key: string]: unknown; id: number; person_id: number }
type ClockRow = { [key: string]: unknown; complaint_id: number }
type SuspicionRow = { message_id: number; conversation_id: number; text: string; reading: Reading; decide_at: string }
type OutboxRow = {
  id: number
  conversation_id: number
  message_id: number
  acknowledges: number | null
  lease_by: string | null
  attempts: number
  state: OutboxScene['state']
  author: OutboxScene['author']
}
type KnownRow = {
  conversation_id: number
  external_id: string | null
  id: number
  seq: number
  direction: 'in' | 'out'
  text: string
  keys: number[]
  acknowledges: number | null
}
type NewerRow = { id: number; direction: 'in' | 'out'; author: string; author_id: number | null; visibility: string; text: string }
type FileRow = { id: number; name: string; content_type: string; size_bytes: number }

const conversationsSql = `select c.id, c.account_id, c.external_id, c.brand_id, c.address_id, c.person_id, c.language, c.context, c.holder, c.holder_id,
    c.holder_name, c.holder_reason, c.flow, c.silence_at, c.last_seq, c.last_message_at, c.last_preview, c.view, c.next_clock, c.next_due_at, c.next_rank,
    c.top_complaint_id, c.ended_at, c.thread, c.test_code, c.test_message_id,
    (select external_id from addresses where id = c.address_id) as "to", (select blocked_at from addresses where id = c.address_id) as blocked_at,
    (select acknowledged_times from addresses where id = c.address_id) as acknowledged_times
  from conversations c where c.id = any($1::bigint[]) order by c.id for update`
/** A statement of its own: what is joined to a row that had to be waited for is still as it was before the wait. */
const peopleSql = `select id, name, phone, email, language, importance, salt from people
  where id in (select person_id from conversations where id = any($1::bigint[]))`
const ofConversations = '(select complaint_id from complaint_conversations where conversation_id = any($1::bigint[]))'

/** Locks conversations, then their complaints, ids ascending, and reads what a decision needs: one round trip, pipelined. */
export async function load(client: PoolClient, scope: Scope): Promise<Loaded> {
  const ids = scope.conversationIds
  const read = async <Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> =>
    (await client.query<Row>({ name, text, values: [...values] })).rows
  const maybe = async <Row extends object>(isAsked: boolean, name: string, text: string, values: readonly unknown[]): Promise<Row[]> =>
    isAsked ? read<Row>(name, text, values) : []
  const [
    conversations,
    people,
    complaints,
    links,
    clocks,
    suspicions,
    unsent,
    unhandled,
    outbox,
    known,
    groups,
    newer,
    files,
    resend,
    withheld,
  ] = await Promise.all([
    read<ConversationRow>('load-conversations', conversationsSql, [ids]),
    read<PersonRow>('load-people', peopleSql, [ids]),
    read<ComplaintRow>(
      'load-complaints',
      `select c.*, p.salt from complaints c join people p on p.id = c.person_id where c.id in ${ofConversations} order by c.id for update of c`,
      [ids],
    ),
    read<Loaded['links'][number]>(
      'load-links',
      'select complaint_id, conversation_id from complaint_conversations where conversation_id = any($1::bigint[]) order by complaint_id',
      [ids],
    ),
    read<ClockRow>('load-clocks', `select * from clocks where complaint_id in ${ofConversations}`, [ids]),
    read<SuspicionRow>(
      'load-suspicions',
      `select s.message_id, s.conversation_id, m.text, s.reading, s.decide_at from suspicions s join messages m on m.id = s.message_id
        where s.conversation_id = any($1::bigint[]) and s.outcome is null order by s.message_id`,
      [ids],
    ),
    read<Loaded['unsent'][number]>(
      'load-unsent',
      `select conversation_id, count(*) as unsent from outbox where conversation_id = any($1::bigint[]) and state in ('queued', 'sending') group by 1`,
      [ids],
    ),
    maybe<{ id: number }>(
      (scope.inboxIds ?? []).length > 0,
      'load-unhandled',
      'select id from inbox where id = any($1::bigint[]) and handled_at is null',
      [scope.inboxIds],
    ),
    maybe<OutboxRow>(
      (scope.outboxIds ?? []).length > 0,
      'load-outbox',
      `select o.id, o.conversation_id, o.message_id, o.acknowledges, o.lease_by, o.attempts, o.state, m.author from outbox o
        join messages m on m.id = o.message_id where o.id = any($1::bigint[])`,
      [scope.outboxIds],
    ),
    maybe<KnownRow>(
      (scope.externalIds ?? []).length + (scope.callKeys ?? []).length > 0,
      'load-known',
      `select m.conversation_id, m.external_id, m.id, m.seq, m.direction, m.text,
          array(select o.id from outbox o where o.message_id = m.id and m.direction = 'out') as keys,
          (select o.acknowledges from outbox o where o.message_id = m.id and o.acknowledges is not null limit 1) as acknowledges
        from messages m where m.conversation_id = any($1::bigint[]) and m.external_id = any($2::text[])
        union all
        select m.conversation_id, m.external_id, m.id, m.seq, m.direction, m.text, array[o.id], o.acknowledges
        from outbox o join messages m on m.id = o.message_id where o.id = any($3::bigint[]) and o.conversation_id = any($1::bigint[])`,
      [ids, scope.externalIds ?? [], scope.callKeys ?? []],
    ),
    maybe<Loaded['groups'][number]>(
      (scope.groupIds ?? []).length > 0,
      'load-groups',
      `select distinct on (conversation_id, group_id) conversation_id, group_id, id from messages
        where conversation_id = any($1::bigint[]) and group_id = any($2::text[]) order by conversation_id, group_id, seq`,
      [ids, scope.groupIds],
    ),
    maybe<NewerRow>(
      scope.sinceMessageId !== undefined,
      'load-newer',
      `select m.id, m.direction, m.author, m.author_id, m.visibility, m.text from messages m
        where m.conversation_id = any($1::bigint[]) and m.seq > coalesce((select seq from messages where id = $2 and conversation_id = any($1::bigint[])), 0)
        order by m.seq limit 50`,
      [ids, scope.sinceMessageId],
    ),
    maybe<FileRow>(
      (scope.fileIds ?? []).length > 0,
      'load-files',
      'select id, name, content_type, size_bytes from files where id = any($1::bigint[]) and message_id is null',
      [scope.fileIds],
    ),
    maybe<Loaded['resend'][number]>(
      scope.resendId !== undefined,
      'load-resend',
      `select m.id, m.delivery, coalesce((select json_agg(json_build_object('id', o.id, 'acknowledges', o.acknowledges) order by o.id)
            from outbox o where o.message_id = m.id and o.state = 'queued'), '[]') as waiting
          from messages m where m.id = $2 and m.conversation_id = any($1::bigint[]) and m.direction = 'out' and m.visibility = 'public'`,
      [ids, scope.resendId],
    ),
    maybe<Loaded['withheld'][number]>(
      scope.hasLetters === true,
      'load-withheld',
      `select c.id as conversation_id, k.id, k.number from conversations c join complaints k on k.person_id = c.person_id
          where c.id = any($1::bigint[]) and k.withheld_at is not null and k.acknowledged_at is null and k.told_by is null order by k.id`,
      [ids],
    ),
  ])
  return {
    conversations,
    people,
    complaints,
    links,
    clocks,
    suspicions,
    unsent,
    unhandled,
    outbox,
    known,
    groups,
    newer,
    files,
    resend,
    withheld,
  }
}

export async function drawSerials(client: PoolClient, count: number): Promise<number[]> {
  if (count === 0) return []
  const { rows } = await client.query<{ serial: number }>({
    name: 'draw-serials',
    text: `select nextval('complaint_serials') as serial from generate_series(1, $1)`,
    values: [count],
  })
  return rows.map((row) => row.serial)
}

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
    resend:
      loaded.resend.map(({ id, delivery, waiting }) => ({
        id: id as MessageId,
        delivery,
        waiting: waiting as unknown as WaitingCalls,
      }))[0] ?? null,
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

type WaitingCalls = NonNullable<Scene['resend']>['waiting']

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
