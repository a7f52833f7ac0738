-- What conversations of more than one channel need.

-- Subject and message ids of a thread: { subject, earlier[] }.
alter table conversations add column thread jsonb not null default '{"subject": null, "earlier": []}';

-- Answers are often due at the same moment (the next morning): there the priority decides what comes first.
alter table conversations add column next_rank smallint not null default 4;
update conversations c set next_rank = k.priority_rank from complaints k where k.id = c.top_complaint_id and k.status <> 'closed';
drop index conversations_feed;
drop index conversations_held;
create index conversations_feed on conversations (view, next_due_at, next_rank, id) where view <> 'closed';
create index conversations_held on conversations (holder_id, next_due_at, next_rank, id) where view <> 'closed' and holder_id is not null;

-- One row of the outbox is one platform call; null: the whole message. { text, choices, fileIds }
alter table outbox add column call jsonb;

-- Accounts: those of the environment are named `default`; settings of the others are sealed with the desk's key.
alter table accounts
  add column source text not null default 'starter' check (source in ('starter', 'environment', 'console')),
  add column settings bytea,
  add column cursor text,
  add column lease_by text,
  add column lease_until timestamptz,
  add column status text not null default 'ok' check (status in ('ok', 'failing', 'broken')),
  add column status_code text,
  add column status_reason text,
  add column status_at timestamptz,
  add column last_in_at timestamptz,
  add column last_out_at timestamptz;

-- What customers do to a message after it was said.
alter table messages
  add column edited_at timestamptz,
  add column deleted_at timestamptz,
  add column reactions jsonb not null default '{}',
  add column reply_to text,
  add column whole text,
  add column forwarded_from text,
  add column group_id text,
  add column delivered_at timestamptz,
  add column failure text;
create table message_edits (
  id bigint generated always as identity primary key,
  message_id bigint not null references messages,
  -- as it was before
  text text not null,
  at timestamptz not null
);
create index message_edits_message on message_edits (message_id);

-- Files that the platform keeps until they are fetched.
alter table files
  alter column stored drop not null,
  alter column sha256 drop not null,
  add column remote text,
  add column account_id bigint references accounts,
  add column state text not null default 'stored' check (state in ('stored', 'waiting', 'lost')),
  add column attempts smallint not null default 0,
  add column fetch_at timestamptz,
  add column failure text;
create index files_waiting on files (fetch_at) where state = 'waiting';

-- An acknowledgement that could not be delivered looks for another way to the person.
alter table complaints add column unreached_at timestamptz;
create index complaints_unreached on complaints (unreached_at) where unreached_at is not null;
create index outbox_acknowledges on outbox (acknowledges) where acknowledges is not null;
create index messages_group on messages (conversation_id, group_id) where group_id is not null;
create index outbox_message on outbox (message_id);

-- The connection test: what somebody writes to the account from outside, and what the platform said of it.
alter table accounts add column test_code text, add column test_at timestamptz, add column test_probe jsonb;
-- The conversation in which it was written, and our answer to it.
alter table conversations add column test_code text, add column test_message_id bigint;
create index conversations_test on conversations (account_id, test_code) where test_code is not null;

-- What every process keeps in memory: a change of it is news, whoever makes it.
create function tell_reference() returns trigger language plpgsql as $$
begin
  insert into feed (origin, what) values ('reference', 'reference');
  return null;
end
$$;
create trigger accounts_are_told after insert or delete or update of name, brand_id, is_enabled, settings, source, test_code on accounts
  for each statement execute function tell_reference();
create trigger staff_members_are_told after insert or update or delete on staff_members for each statement execute function tell_reference();
create trigger team_members_are_told after insert or update or delete on team_members for each statement execute function tell_reference();
create trigger brands_are_told after insert or update or delete on brands for each statement execute function tell_reference();
create trigger calendars_are_told after insert or update or delete on calendars for each statement execute function tell_reference();
create trigger categories_are_told after insert or update or delete on categories for each statement execute function tell_reference();
create trigger norms_are_told after insert or update or delete on norms for each statement execute function tell_reference();

-- Letters of senders that nobody proves: how often their address was acknowledged lately, and what was registered and not told for that reason.
alter table addresses add column acknowledged_times timestamptz[] not null default '{}';
alter table complaints add column withheld_at timestamptz, add column told_by bigint;
create index complaints_withheld on complaints (person_id) where withheld_at is not null and acknowledged_at is null;
create index complaints_told_by on complaints (told_by) where told_by is not null and acknowledged_at is null;

-- Two addresses of one person, by a link of ours or by an operator's word; a join can be undone.
create table joins (
  id bigint primary key,
  address_id bigint not null references addresses,
  conversation_id bigint not null references conversations,
  from_person bigint not null references people,
  to_person bigint not null references people,
  complaint_id bigint references complaints,
  way text not null check (way in ('link', 'operator')),
  by_staff bigint references staff_members,
  at timestamptz not null,
  undone_at timestamptz
);
create index joins_conversation on joins (conversation_id);
create index people_phone on people (phone) where phone is not null;
create index people_email on people (lower(email)) where email is not null;
