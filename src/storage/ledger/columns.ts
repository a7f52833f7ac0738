/** Which columns the rows of a decision have, and the SQL made of them: a field has its column's name in camel case. */

/** [column, type]; the JSON field is the same name in camel case. */
export const complaintColumns = [
  ['id', 'bigint'],
  ['number', 'text'],
  ['brand_id', 'bigint'],
  ['person_id', 'bigint'],
  ['conversation_id', 'bigint'],
  ['message_id', 'bigint'],
  ['channel', 'text'],
  ['kind', 'text'],
  ['category', 'text'],
  ['status', 'text'],
  ['stage', 'text'],
  ['stage_entered_at', 'timestamptz'],
  ['priority', 'text'],
  ['priority_rank', 'smallint'],
  ['priority_why', 'text[]'],
  ['risks', 'text[]'],
  ['severity', 'smallint'],
  ['urgency', 'smallint'],
  ['is_sure', 'boolean'],
  ['language', 'text'],
  ['manager_id', 'bigint'],
  ['summary', 'text'],
  ['wanted', 'text'],
  ['result', 'text'],
  ['cause', 'text'],
  ['rating', 'smallint'],
  ['promised_at', 'timestamptz'],
  ['snoozed_until', 'timestamptz'],
  ['snooze_reason', 'text'],
  ['wakes_on_reply', 'boolean'],
  ['acknowledged_at', 'timestamptz'],
  ['unreached_at', 'timestamptz'],
  ['withheld_at', 'timestamptz'],
  ['delivered_at', 'timestamptz'],
  ['first_answered_at', 'timestamptz'],
  ['resolved_at', 'timestamptz'],
  ['closed_at', 'timestamptz'],
  ['created_at', 'timestamptz'],
  ['journal_seq', 'integer'],
  ['journal_hash', 'text'],
] as const

export const conversationColumns = [
  ['id', 'bigint'],
  ['language', 'text'],
  ['holder', 'text'],
  ['holder_id', 'bigint'],
  ['holder_name', 'text'],
  ['holder_reason', 'text'],
  ['flow', 'jsonb'],
  ['thread', 'jsonb'],
  ['test_code', 'text'],
  ['test_message_id', 'bigint'],
  ['silence_at', 'timestamptz'],
  ['last_seq', 'integer'],
  ['last_message_at', 'timestamptz'],
  ['last_preview', 'text'],
  ['view', 'text'],
  ['next_clock', 'text'],
  ['next_due_at', 'timestamptz'],
  ['next_rank', 'smallint'],
  ['top_complaint_id', 'bigint'],
  ['ended_at', 'timestamptz'],
] as const

export const messageColumns = [
  ['id', 'bigint'],
  ['conversation_id', 'bigint'],
  ['seq', 'integer'],
  ['direction', 'text'],
  ['author', 'text'],
  ['author_name', 'text'],
  ['author_id', 'bigint'],
  ['visibility', 'text'],
  ['text', 'text'],
  ['choices', 'jsonb'],
  ['ask', 'text'],
  ['complaint_id', 'bigint'],
  ['delivery', 'text'],
  ['external_id', 'text'],
  ['inbox_id', 'bigint'],
  ['reply_to', 'text'],
  ['whole', 'text'],
  ['forwarded_from', 'text'],
  ['group_id', 'text'],
  ['at', 'timestamptz'],
] as const

export const clockColumns = [
  ['complaint_id', 'bigint'],
  ['name', 'text'],
  ['started_at', 'timestamptz'],
  ['due_at', 'timestamptz'],
  ['promised_at', 'timestamptz'],
  ['met_at', 'timestamptz'],
  ['breached_at', 'timestamptz'],
  ['paused_at', 'timestamptz'],
  ['pause_reason', 'text'],
] as const

export const journalColumns = [
  ['complaint_id', 'bigint'],
  ['seq', 'integer'],
  ['at', 'timestamptz'],
  ['actor', 'text'],
  ['actor_id', 'bigint'],
  ['action', 'text'],
  ['data', 'jsonb'],
  ['prev_hash', 'text'],
  ['hash', 'text'],
] as const

type Columns = readonly (readonly [string, string])[]
export const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
export const names = (columns: Columns): string => columns.map(([name]) => name).join(', ')
export const values = (columns: Columns): string => columns.map(([name]) => `r."${camel(name)}"`).join(', ')
export const recordset = (columns: Columns): string =>
  `jsonb_to_recordset($1::jsonb) as r(${columns.map(([name, type]) => `"${camel(name)}" ${type}`).join(', ')})`
export const assignments = (columns: Columns, from: string): string =>
  columns.map(([name]) => `${name} = ${from === 'r' ? `r."${camel(name)}"` : `${from}.${name}`}`).join(', ')
export const insertInto = (table: string, columns: Columns): string =>
  `insert into ${table} (${names(columns)}) select ${values(columns)} from ${recordset(columns)}`
