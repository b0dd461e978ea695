-- 0020 Work that waits for a person, whatever its kind, and who is there to take it. Ids and times only, nothing personal.
-- Locks: none (new tables). Undo: drop the tables.

create table work (
  kind text not null check (kind in ('chat')),
  id uuid not null,
  team text not null check (team in ('first_line', 'documents', 'technical', 'security')),
  lang text not null check (lang in ('ru', 'en')),
  priority_class text not null check (priority_class in ('urgent', 'standard', 'complex', 'dataChange')),
  -- Who had it last: it would rather lie with them again.
  wanted_id uuid,
  -- When it first came into a line, kept over hand-overs; and when it came into this one.
  queued_at timestamptz not null,
  entered_at timestamptz not null,
  -- The line is served in this order: queued_at less the head start of its class (server/domains/routing/line-order.ts).
  line_at timestamptz not null,
  state text not null check (state in ('queued', 'taken', 'done')),
  holder_id uuid,
  taken_at timestamptz,
  offered_to uuid,
  offered_until timestamptz,
  -- Who passed the offer on or let it run out: {staff id: not again before this instant}.
  passed jsonb not null default '{}',
  done_at timestamptz,
  how text check (how in ('served', 'left')),
  primary key (kind, id),
  check (state <> 'queued' or (holder_id is null and taken_at is null)),
  check (state <> 'taken' or (holder_id is not null and taken_at is not null)),
  check (state = 'queued' or offered_to is null),
  check ((offered_to is null) = (offered_until is null)),
  check ((state = 'done') = (done_at is not null and how is not null))
);
create index work_line on work (team, line_at, queued_at, id) where state = 'queued';
create index work_offered on work (offered_until) where offered_to is not null;
create index work_came on work (team, queued_at);
create index work_holder on work (holder_id) where state = 'taken';
create index work_done on work (done_at) where state = 'done';

-- One employee's time with one piece of work: what the estimate of the wait is made from.
create table work_stretch (
  id uuid primary key,
  kind text not null,
  work_id uuid not null,
  team text not null,
  holder_id uuid not null,
  entered_at timestamptz not null,
  taken_at timestamptz not null,
  ended_at timestamptz not null,
  check (ended_at >= taken_at)
);
create index work_stretch_recent on work_stretch (team, ended_at);
create index work_stretch_ended on work_stretch (ended_at);

create table presence (
  staff_id uuid primary key references staff (id),
  state text not null check (state in ('online', 'pause', 'offline')),
  since timestamptz not null,
  -- Pieces of work at once.
  most smallint not null check (most between 1 and 4),
  -- Heartbeat of the open desk.
  seen_at timestamptz not null,
  -- Offers in a row that ran out.
  missed smallint not null default 0,
  -- Last took or finished something: the longest idle is offered first.
  busy_at timestamptz
);
