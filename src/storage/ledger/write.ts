import type { PoolClient } from 'pg'
import { rankOf } from '../../core/model/complaint.js'
import type { ComplaintDraft, ConversationDraft } from '../../core/scene.js'
import type { Consequences } from '../../core/work.js'
import {
  assignments,
  clockColumns,
  complaintColumns,
  conversationColumns,
  insertInto,
  journalColumns,
  messageColumns,
  recordset,
} from './columns.js'

/** One multi-row statement per table, all sent at once; the caller commits. Rejects when any of them fails. */
export async function write(client: PoolClient, made: Consequences, origin: string): Promise<void> {
  const pending: Promise<unknown>[] = []
  const put = (name: string, text: string, rows: readonly object[], ...more: unknown[]): void => {
    if (rows.length > 0) pending.push(client.query({ name, text, values: [JSON.stringify(rows), ...more] }))
  }
  put('write-people', peopleSql, made.people)
  put('write-new-complaints', newComplaintsSql, made.complaints.filter((complaint) => complaint.isNew).map(complaintRow))
  put('write-complaints', complaintsSql, made.complaints.filter((complaint) => !complaint.isNew).map(complaintRow))
  put(
    'write-links',
    linksSql,
    made.complaints.filter((complaint) => complaint.isNew && complaint.conversationId !== null),
  )
  put(
    'write-facts',
    factsSql,
    made.complaints.flatMap((complaint) => complaint.facts.map((fact) => ({ ...fact, complaintId: complaint.id }))),
    made.at,
  )
  put(
    'write-clocks',
    clocksSql,
    made.complaints.flatMap((complaint) => complaint.clocks.filter((clock) => clock.isChanged)),
  )
  put(
    'write-messages',
    messagesSql,
    made.messages.map(({ author, ...message }) => ({
      ...message,
      author: author.kind,
      authorName: author.name,
      authorId: 'staffId' in author ? author.staffId : null,
    })),
  )
  put('write-files', filesSql, made.files, made.at)
  put('write-attached', attachedSql, made.attached)
  put('write-edits', editsSql, made.edits, made.at)
  put(
    'write-deletions',
    deletionsSql,
    made.deletions.map((messageId) => ({ messageId })),
    made.at,
  )
  put('write-reactions', reactionsSql, made.reactions)
  put('write-receipts', receiptsSql, made.receipts, made.at)
  put('write-outbox', outboxSql, made.outbox, made.at)
  put(
    'write-tells',
    tellsSql,
    made.outbox.flatMap((row) => row.tells.map((complaintId) => ({ id: row.id, complaintId }))),
  )
  put(
    'write-told',
    toldSql,
    made.settled.filter(({ state }) => state === 'sent'),
    made.at,
  )
  put('write-settled', settledSql, made.settled, made.at)
  put(
    'write-parts',
    partsSql,
    made.settled.filter(({ state }) => state === 'failed' || state === 'uncertain'),
    made.at,
  )
  put('write-deliveries', deliveriesSql, lastOfEach(made.settled))
  put(
    'write-resent',
    resentSql,
    made.resent.map((messageId) => ({ messageId })),
  )
  put('write-suspicions', suspicionsSql, made.suspicions)
  put('write-journal', journalSql, made.journal)
  put(
    'write-addresses',
    addressesSql,
    made.conversations.filter((conversation) => conversation.isAddressChanged),
  )
  put(
    'write-moved',
    movedSql,
    made.conversations.filter((conversation) => conversation.movedTo !== null),
  )
  put('write-conversations', conversationsSql, made.conversations.map(conversationRow))
  put(
    'write-feed',
    feedSql,
    made.conversations.map((conversation) => ({ conversationId: conversation.id, complaintId: conversation.topComplaintId })),
    origin,
  )
  if (made.handled.length > 0) {
    pending.push(
      client.query({
        name: 'write-handled',
        text: 'update inbox set handled_at = $2, failure = null where id = any($1::bigint[])',
        values: [made.handled, made.at],
      }),
    )
  }
  await Promise.all(pending)
}

/** Of several calls of one message that settle at once, what became of the last. */
const lastOfEach = (settled: Consequences['settled']): Consequences['settled'] => [
  ...new Map(settled.map((one) => [one.messageId, one])).values(),
]

const complaintRow = ({ clocks, facts, ...complaint }: ComplaintDraft) => ({
  ...complaint,
  priorityRank: rankOf(complaint.priority),
})

const conversationRow = ({
  holder,
  context,
  to,
  blockedAt,
  acknowledgedTimes,
  mayAnswer,
  isAddressChanged,
  movedTo,
  ...conversation
}: ConversationDraft) => ({
  ...conversation,
  holder: holder.kind,
  holderId: holder.kind === 'operator' ? holder.staffId : null,
  holderName: holder.kind === 'operator' ? holder.name : null,
  holderReason: holder.kind === 'queue' ? holder.reason : null,
})

/** Nothing told is ever untold by a decision, so a null only means that this one did not know: of another conversation's, at the same moment. */
const peopleSql = `update people p set name = coalesce(r.name, p.name), phone = coalesce(r.phone, p.phone), email = coalesce(r.email, p.email),
    language = coalesce(r.language, p.language), importance = r.importance
  from jsonb_to_recordset($1::jsonb) as r(id bigint, name text, phone text, email text, language text, importance text) where p.id = r.id`

const newComplaintsSql = insertInto('complaints', complaintColumns)
const complaintsSql = `update complaints c set ${assignments(complaintColumns.slice(5), 'r')} from ${recordset(complaintColumns)} where c.id = r.id`
const conversationsSql = `update conversations c set ${assignments(conversationColumns.slice(1), 'r')} from ${recordset(conversationColumns)} where c.id = r.id`
const addressesSql = `update addresses a set blocked_at = r."blockedAt", acknowledged_times = r."acknowledgedTimes"
  from jsonb_to_recordset($1::jsonb) as r("addressId" bigint, "blockedAt" timestamptz, "acknowledgedTimes" timestamptz[])
  where a.id = r."addressId"`
/** Where the new id has been written from already, that conversation is another one and both stay. */
const movedSql = `update conversations c set external_id = r."movedTo" from jsonb_to_recordset($1::jsonb) as r(id bigint, "movedTo" text)
  where c.id = r.id and not exists (select from conversations o where o.account_id = c.account_id and o.external_id = r."movedTo")`
const messagesSql = insertInto('messages', messageColumns)
const journalSql = insertInto('journal', journalColumns)
const clocksSql = `${insertInto('clocks', clockColumns)} on conflict (complaint_id, name) do update set ${assignments(clockColumns.slice(2), 'excluded')}`

const linksSql = `insert into complaint_conversations (complaint_id, conversation_id)
  select r.id, r."conversationId" from jsonb_to_recordset($1::jsonb) as r(id bigint, "conversationId" bigint)`
const factsSql = `insert into complaint_facts (complaint_id, name, value, at)
  select distinct on (r."complaintId", r.name) r."complaintId", r.name, r.value, $2
  from rows from (jsonb_to_recordset($1::jsonb) as ("complaintId" bigint, name text, value text)) with ordinality as r("complaintId", name, value, place)
  order by r."complaintId", r.name, place desc
  on conflict (complaint_id, name) do update set value = excluded.value, at = excluded.at`
const filesSql = `insert into files (id, stored, sha256, size_bytes, name, content_type, message_id, remote, account_id, state, fetch_at, created_at)
  select r.id, r.stored, r.stored, r."sizeBytes", r.name, r."contentType", r."messageId", r.remote, r."accountId",
    case when r.remote is null then 'stored' else 'waiting' end, case when r.remote is null then null else $2::timestamptz end, $2
  from jsonb_to_recordset($1::jsonb)
    as r(id bigint, stored text, "sizeBytes" bigint, name text, "contentType" text, "messageId" bigint, remote text, "accountId" bigint)`
/** The words before are kept: a customer may have promised or threatened something in them. */
const editsSql = `with r as (select * from jsonb_to_recordset($1::jsonb) as r("messageId" bigint, text text, before text)),
    kept as (insert into message_edits (message_id, text, at) select r."messageId", r.before, $2 from r)
  update messages m set text = r.text, edited_at = $2 from r where m.id = r."messageId"`
const deletionsSql = `update messages m set deleted_at = $2 from jsonb_to_recordset($1::jsonb) as r("messageId" bigint) where m.id = r."messageId" and m.deleted_at is null`
const reactionsSql = `update messages m set reactions = case when r.emoji is null then m.reactions - r.by else m.reactions || jsonb_build_object(r.by, r.emoji) end
  from jsonb_to_recordset($1::jsonb) as r("messageId" bigint, by text, emoji text) where m.id = r."messageId"`
const receiptsSql = `update messages m set delivery = r.state, delivered_at = case when r.state = 'failed' then m.delivered_at else coalesce(m.delivered_at, $2) end,
    failure = case when r.state = 'failed' then r.reason end
  from jsonb_to_recordset($1::jsonb) as r("conversationId" bigint, "messageId" bigint, seq integer, state text, "isUpTo" boolean, reason text)
  where m.conversation_id = r."conversationId" and m.direction = 'out' and m.visibility = 'public' and (m.id = r."messageId" or r."isUpTo" and m.seq < r.seq)
    and (m.delivery in ('sending', 'sent', 'uncertain') or m.delivery = 'delivered' and r.state <> 'delivered')`
const attachedSql = `update files f set message_id = r."messageId" from jsonb_to_recordset($1::jsonb) as r("fileId" bigint, "messageId" bigint) where f.id = r."fileId" and f.message_id is null`
const outboxSql = `insert into outbox (id, conversation_id, message_id, seq, acknowledges, call, state, retry_at, lease_by, lease_until, attempts, created_at)
  select r.id, r."conversationId", r."messageId", r.seq, r.acknowledges, r.call, 'queued', r."retryAt", r."leaseBy", r."leaseUntil", case when r."leaseBy" is null then 0 else 1 end, $2
  from jsonb_to_recordset($1::jsonb)
    as r(id bigint, "conversationId" bigint, "messageId" bigint, seq integer, acknowledges bigint, call jsonb, "retryAt" timestamptz, "leaseBy" text, "leaseUntil" timestamptz)`
const settledSql = `update outbox o set state = r.state, retry_at = r."retryAt", last_error = r.reason, lease_by = null, lease_until = null,
    settled_at = case when r.state = 'queued' then null else $2::timestamptz end
  from jsonb_to_recordset($1::jsonb) as r(id bigint, state text, "retryAt" timestamptz, reason text) where o.id = r.id`
const tellsSql = `update complaints k set told_by = r.id from jsonb_to_recordset($1::jsonb) as r(id bigint, "complaintId" bigint) where k.id = r."complaintId"`
/** What was named in another complaint's letter is told when that letter has left. */
const toldSql = `update complaints k set acknowledged_at = $2 from jsonb_to_recordset($1::jsonb) as r(id bigint) where k.told_by = r.id and k.acknowledged_at is null`
/** What could not leave keeps the rest of its message from leaving without it. */
const partsSql = `update outbox o set state = 'failed', last_error = 'part', lease_by = null, settled_at = $2
  from jsonb_to_recordset($1::jsonb) as r(id bigint, state text, "messageId" bigint)
  where r.state in ('failed', 'uncertain') and o.message_id = r."messageId" and o.id > r.id and o.state in ('queued', 'sending')`
/** The calls that did leave are not made again. */
const resentSql = `with r as (select * from jsonb_to_recordset($1::jsonb) as r("messageId" bigint)),
    calls as (update outbox o set state = 'queued', lease_by = null, lease_until = null, retry_at = null, settled_at = null, last_error = null
      from r where o.message_id = r."messageId" and o.state in ('uncertain', 'failed'))
  update messages m set delivery = 'queued', failure = null from r where m.id = r."messageId" and m.delivery in ('uncertain', 'failed')`
/** A message has left when the last of its calls has. */
const deliveriesSql = `update messages m set external_id = coalesce(r."externalId", m.external_id), failure = r.reason,
    delivery = case when r.delivery = 'sent' and exists (select from outbox o where o.message_id = m.id and o.state in ('queued', 'sending')) then 'sending'
      else r.delivery end
  from jsonb_to_recordset($1::jsonb) as r("messageId" bigint, delivery text, "externalId" text, reason text) where m.id = r."messageId"`
const suspicionsSql = `insert into suspicions (message_id, conversation_id, reading, decide_at, outcome)
  select r."messageId", r."conversationId", r.reading, r."decideAt", r.outcome
  from jsonb_to_recordset($1::jsonb) as r("messageId" bigint, "conversationId" bigint, reading jsonb, "decideAt" timestamptz, outcome text)
  on conflict (message_id) do update set outcome = excluded.outcome`
const feedSql = `insert into feed (origin, conversation_id, complaint_id, what)
  select $2, r."conversationId", r."complaintId", 'conversation' from jsonb_to_recordset($1::jsonb) as r("conversationId" bigint, "complaintId" bigint)`
