-- What conversations of more than one channel need.

-- Subject and message ids of a thread: { subject, earlier[] }.
alter table conversations add column thread jsonb not null default '{"subject": null, "earlier": []}';
