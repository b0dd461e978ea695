-- 0001 What any service needs: keys, numbers, the journal, idempotency, limits.
-- Locks: none (new tables). Undo: drop the tables.

-- Facts about this store: 'demo' marks a demonstration world that must never go into production.
create table store_fact (name text primary key, value jsonb not null, at timestamptz not null default now());

-- Keys of the service (vault). Every key here is wrapped by a master key (KEK), which is never in the database.
-- name '~canary' holds a sealed constant: a process that cannot open it refuses to start ("wrong master key").
create table service_key (
  name text not null,
  version int not null check (version > 0),
  key_id int not null,
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  primary key (name, version)
);

-- Public request numbers: a process reserves a block of sequence numbers with one statement.
create table number_block (
  year int primary key check (year between 2000 and 2099),
  next_sequence int not null check (next_sequence >= 0)
);

-- The journal: one row per change and per look at personal data, written in the action's own transaction.
-- Rows carry ids, never personal data: the journal outlives what it tells of. Append only: the app role may not change or remove rows (C27).
create table journal (
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('guest', 'citizen', 'staff', 'system')),
  actor_id uuid,
  subject_id uuid,
  object_id uuid,
  event text not null,
  details jsonb not null,
  request_id text not null,
  mac bytea not null,
  primary key (id, at)
) partition by range (at);
create index journal_object on journal (object_id, id) where object_id is not null;
create table journal_rest partition of journal default;

-- Month partitions are made ahead by a nightly job and at start; 'journal_rest' catches a clock that jumped.
create function make_month_partition(parent text, month date) returns void language plpgsql security definer set search_path = public as $$
declare part text := parent || '_' || to_char(month, 'YYYYMM');
begin
  if to_regclass(part) is null then
    execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent, month, (month + interval '1 month')::date);
  end if;
end $$;

-- One answer per key: the row is written in the transaction of the write it answers for.
create table idempotency (
  scope uuid not null,
  key text not null,
  body_mac bytea not null,
  reply jsonb,
  at timestamptz not null,
  primary key (scope, key)
);
create index idempotency_at on idempotency (at);

-- Counters of limits per window; losing them at a crash only forgives.
create unlogged table limit_window (
  key text not null,
  starts_at timestamptz not null,
  taken int not null,
  primary key (key, starts_at)
);

-- The app role: reads and writes rows, owns nothing. A store given by DATABASE_URL may have one user only; then there is nothing to grant.
do $$
begin
  if exists (select from pg_roles where rolname = 'opora_app') then
    grant usage on schema public to opora_app;
    alter default privileges in schema public grant select, insert, update, delete on tables to opora_app;
    grant select, insert, update, delete on all tables in schema public to opora_app;
    revoke update, delete, truncate on journal, journal_rest from opora_app;
  end if;
end $$;
