-- Staff sign-in. better-auth reads and writes here by the names mapped in src/staff/auth.ts; its own migrator is never run.
create schema staff;

-- Who may sign in: real, active people of the staff with an e-mail. A view, so that nothing is kept twice and closed access is closed at once.
create view staff.sign_ins as
  select id, name, email, true as email_verified, null::text as image, created_at, created_at as updated_at
  from public.staff_members
  where email is not null and deactivated_at is null;

create table staff.passwords (
  id bigint generated always as identity primary key,
  staff_id bigint not null references public.staff_members on delete cascade,
  account_id text collate "C" not null,
  provider_id text collate "C" not null default 'credential' check (provider_id = 'credential'),
  password text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (staff_id)
);

create table staff.sessions (
  id bigint generated always as identity primary key,
  staff_id bigint not null references public.staff_members on delete cascade,
  token text collate "C" not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_staff on staff.sessions (staff_id);
create index sessions_expiry on staff.sessions (expires_at);
