-- The ledger. Keys are compared byte by byte (COLLATE "C"); times are UTC; names are sorted by an ICU collation in the query.

create sequence ledger_ids increment by 1000 start 1000;
create sequence complaint_serials start 10001;

create table settings (
  key text collate "C" primary key,
  value jsonb not null
);

-- Reference: what an admin edits.

create table calendars (
  id bigint primary key,
  key text collate "C" not null unique,
  time_zone text not null,
  week jsonb not null,
  exceptions jsonb not null default '{}'
);

create table roles (
  key text collate "C" primary key,
  rights text[] not null
);

create table staff_members (
  id bigint primary key,
  name text not null,
  contact text,
  email text collate "C" unique,
  role text collate "C" not null references roles,
  languages text[] not null default '{ru,en,zh}',
  calendar_id bigint references calendars,
  max_load integer not null default 30,
  is_manager boolean not null default false,
  is_demo boolean not null default false,
  is_available boolean not null default true,
  deactivated_at timestamptz,
  created_at timestamptz not null
);

create table teams (
  id bigint primary key,
  key text collate "C" not null unique,
  names jsonb not null
);

create table team_members (
  team_id bigint not null references teams on delete cascade,
  staff_id bigint not null references staff_members on delete cascade,
  primary key (team_id, staff_id)
);

create table departments (
  id bigint primary key,
  key text collate "C" not null unique,
  names jsonb not null,
  duties jsonb not null default '{}',
  liaison_id bigint references staff_members
);

create table brands (
  id bigint primary key,
  key text collate "C" not null unique,
  name text not null,
  is_demo boolean not null default false,
  is_default boolean not null default false,
  language text not null,
  time_zone text not null,
  calendar_id bigint not null references calendars,
  last_resort_id bigint not null references staff_members,
  created_at timestamptz not null
);
create unique index brands_one_default on brands ((true)) where is_default;

create table accounts (
  id bigint primary key,
  channel text collate "C" not null,
  name text collate "C" not null,
  brand_id bigint not null references brands,
  is_enabled boolean not null default true,
  unique (channel, name)
);

create table categories (
  key text collate "C" primary key,
  parent text collate "C" references categories,
  names jsonb not null,
  team_id bigint references teams,
  department_id bigint references departments,
  position integer not null default 0,
  archived_at timestamptz
);

-- Working minutes per clock; the most exact row wins: (kind, category), then its parents, then (kind, '*').
create table norms (
  kind text not null,
  category text collate "C" not null,
  clock text not null,
  minutes integer not null check (minutes > 0),
  primary key (kind, category, clock)
);

-- What a category really took, 90th percentile in working minutes over the last 90 days; recomputed by a chore.
create table experience (
  kind text not null,
  category text collate "C" not null,
  clock text not null,
  sample integer not null,
  p90_minutes integer not null,
  computed_at timestamptz not null,
  primary key (kind, category, clock)
);

-- People and where they can be reached.

create table people (
  id bigint primary key,
  name text,
  phone text,
  email text,
  language text,
  importance text not null default 'normal',
  -- salts the hashes of this person's values in the journal; erasing it makes them meaningless
  salt text not null,
  created_at timestamptz not null
);

create table addresses (
  id bigint primary key,
  account_id bigint not null references accounts,
  external_id text collate "C" not null,
  person_id bigint not null references people,
  name text,
  blocked_at timestamptz,
  unique (account_id, external_id)
);
create index addresses_person on addresses (person_id);

create table conversations (
  id bigint primary key,
  account_id bigint not null references accounts,
  external_id text collate "C" not null,
  brand_id bigint not null references brands,
  address_id bigint not null references addresses,
  person_id bigint not null references people,
  language text not null,
  context jsonb not null default '{}',
  holder text not null default 'flow' check (holder in ('flow', 'queue', 'operator')),
  holder_id bigint references staff_members,
  holder_name text,
  holder_reason text,
  flow jsonb,
  silence_at timestamptz,
  last_seq integer not null default 0,
  last_message_at timestamptz,
  last_preview text not null default '',
  -- the feed's order, kept with every write
  view text not null default 'closed',
  next_clock text,
  next_due_at timestamptz,
  top_complaint_id bigint,
  ended_at timestamptz,
  created_at timestamptz not null,
  unique (account_id, external_id)
);
create index conversations_feed on conversations (view, next_due_at, id) where view <> 'closed';
create index conversations_held on conversations (holder_id, next_due_at, id) where view <> 'closed' and holder_id is not null;
create index conversations_recent on conversations (id desc);
create index conversations_silence on conversations (silence_at) where silence_at is not null;
create index conversations_person on conversations (person_id);

create table messages (
  id bigint primary key,
  conversation_id bigint not null references conversations,
  seq integer not null,
  direction text not null check (direction in ('in', 'out')),
  author text not null check (author in ('person', 'flow', 'operator', 'system')),
  author_name text,
  author_id bigint,
  visibility text not null default 'public' check (visibility in ('public', 'note')),
  text text not null,
  choices jsonb not null default '[]',
  ask text,
  complaint_id bigint,
  delivery text,
  external_id text collate "C",
  inbox_id bigint,
  at timestamptz not null,
  unique (conversation_id, seq)
);
create index messages_external on messages (conversation_id, external_id) where external_id is not null;

create table files (
  id bigint primary key,
  stored text collate "C" not null,
  sha256 text collate "C" not null,
  size_bytes bigint not null,
  name text not null,
  content_type text not null,
  message_id bigint references messages,
  uploaded_by bigint references staff_members,
  created_at timestamptz not null
);
create index files_message on files (message_id);

create table complaints (
  id bigint primary key,
  number text collate "C" not null unique,
  brand_id bigint not null references brands,
  person_id bigint not null references people,
  conversation_id bigint references conversations,
  message_id bigint,
  channel text not null,
  kind text not null,
  category text collate "C" not null references categories,
  status text not null,
  stage text not null,
  stage_entered_at timestamptz not null,
  priority text not null,
  priority_rank smallint not null,
  priority_why text[] not null default '{}',
  risks text[] not null default '{}',
  severity smallint not null default 1,
  urgency smallint not null default 1,
  is_sure boolean not null default true,
  language text not null,
  manager_id bigint not null references staff_members,
  summary text not null default '',
  wanted text,
  result text,
  cause text,
  rating smallint check (rating between 1 and 5),
  promised_at timestamptz,
  snoozed_until timestamptz,
  snooze_reason text,
  wakes_on_reply boolean not null default true,
  acknowledged_at timestamptz,
  delivered_at timestamptz,
  first_answered_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null,
  journal_seq integer not null default 0,
  journal_hash text
);
create index complaints_newest on complaints (id desc);
create index complaints_status on complaints (status, id desc);
create index complaints_person on complaints (person_id);
create index complaints_manager_open on complaints (manager_id) where status not in ('closed', 'resolved');
create index complaints_snoozed on complaints (snoozed_until) where status = 'snoozed' and snoozed_until is not null;
create index complaints_resolved on complaints (resolved_at) where status = 'resolved';
create index complaints_search on complaints using gin (to_tsvector('simple', summary));

-- What the customer told about a complaint, one value a name; personal, so it can be erased.
create table complaint_facts (
  complaint_id bigint not null references complaints,
  name text collate "C" not null,
  value text not null,
  at timestamptz not null,
  primary key (complaint_id, name)
);

create table complaint_conversations (
  complaint_id bigint not null references complaints,
  conversation_id bigint not null references conversations,
  primary key (complaint_id, conversation_id)
);
create index complaint_conversations_by_conversation on complaint_conversations (conversation_id);

create table clocks (
  complaint_id bigint not null references complaints,
  name text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  promised_at timestamptz,
  met_at timestamptz,
  breached_at timestamptz,
  paused_at timestamptz,
  pause_reason text,
  primary key (complaint_id, name)
);
create index clocks_due on clocks (due_at) where met_at is null and breached_at is null and paused_at is null;

-- The desk suspects that a message is one more complaint; an operator decides, or the clock does.
create table suspicions (
  message_id bigint primary key references messages,
  conversation_id bigint not null references conversations,
  reading jsonb not null,
  decide_at timestamptz not null,
  outcome text
);
create index suspicions_open on suspicions (decide_at) where outcome is null;
create index suspicions_conversation on suspicions (conversation_id) where outcome is null;

-- The two ledgers of the door.

create table inbox (
  id bigint generated always as identity primary key,
  account_id bigint not null references accounts,
  external_id text collate "C" not null,
  lane text collate "C" not null,
  -- 'platform': as the channel's platform sent it · 'desk': an event of our own pages, see core/own-payload.ts
  form text not null default 'platform' check (form in ('platform', 'desk')),
  raw bytea not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  attempts smallint not null default 0,
  failure text,
  unique (account_id, external_id)
);
create index inbox_unhandled on inbox (account_id, lane, id) where handled_at is null;
create index inbox_unhandled_age on inbox (id) where handled_at is null;

create table outbox (
  id bigint primary key,
  conversation_id bigint not null references conversations,
  message_id bigint not null references messages,
  seq integer not null,
  -- the complaint whose acknowledgement this is
  acknowledges bigint references complaints,
  state text not null check (state in ('queued', 'sending', 'sent', 'uncertain', 'failed')),
  lease_by text,
  lease_until timestamptz,
  retry_at timestamptz,
  attempts smallint not null default 0,
  last_error text,
  created_at timestamptz not null,
  settled_at timestamptz
);
create index outbox_unsent on outbox (conversation_id, seq) where state in ('queued', 'sending');
create index outbox_due on outbox (coalesce(retry_at, lease_until, created_at)) where state in ('queued', 'sending');

-- The journal: every step of a complaint. Ids, codes and salted hashes only.

create table journal (
  complaint_id bigint not null references complaints,
  seq integer not null,
  at timestamptz not null,
  actor text not null check (actor in ('person', 'flow', 'operator', 'system')),
  actor_id bigint,
  action text collate "C" not null,
  data jsonb not null default '{}',
  prev_hash text,
  hash text not null,
  primary key (complaint_id, seq)
);

create table journal_digests (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  heads integer not null,
  digest text not null,
  prev_hash text,
  hash text not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end
$$;
create trigger journal_is_append_only before update or delete on journal for each row execute function refuse_change();
create trigger journal_is_kept before truncate on journal for each statement execute function refuse_change();
create trigger journal_digests_are_append_only before update or delete on journal_digests for each row execute function refuse_change();
create trigger journal_digests_are_kept before truncate on journal_digests for each statement execute function refuse_change();

-- The live feed: what changed, in an order that a reader can follow without gaps (see storage/feed.ts).
create table feed (
  seq bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  -- the process that wrote it, which needs no telling
  origin text not null,
  conversation_id bigint,
  complaint_id bigint,
  what text not null
);
create index feed_order on feed (xid, seq);
create index feed_age on feed (at);

create table api_tokens (
  id bigint generated always as identity primary key,
  name text not null,
  role text collate "C" not null references roles,
  hash text collate "C" not null unique,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table idempotency_keys (
  actor text collate "C" not null,
  key text collate "C" not null,
  request_hash text not null,
  status smallint,
  response jsonb,
  at timestamptz not null,
  primary key (actor, key)
);
create index idempotency_keys_age on idempotency_keys (at);

revoke update, delete, truncate on journal, journal_digests from public;
