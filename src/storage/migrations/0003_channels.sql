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
