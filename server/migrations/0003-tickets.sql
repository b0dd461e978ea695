-- 0003 Citizens, their requests and what was said.
-- The citizen's id stands first in every key: a person's rows live together when the store is spread over machines.
-- Locks: none (new tables). Undo: drop the tables.

create table citizen (
  id uuid primary key,
  -- The person's data key, wrapped by a master key; null once the person is erased (crypto-shredding).
  wrapped_key bytea,
  key_id int,
  lang text not null check (lang in ('ru', 'en')),
  zone text not null,
  created_at timestamptz not null,
  erased_at timestamptz,
  check ((wrapped_key is null) = (key_id is null))
);
create index citizen_key_id on citizen (key_id) where wrapped_key is not null;

create table contact (
  citizen_id uuid not null references citizen (id),
  kind text not null check (kind in ('phone', 'email', 'snils', 'inn')),
  -- Keyed index of the normalised value (HMAC): equal values meet, nothing can be read from it.
  lookup bytea not null,
  value bytea not null,
  proved_at timestamptz,
  created_at timestamptz not null,
  primary key (citizen_id, kind, lookup)
);
create index contact_lookup on contact (lookup, created_at);

create table ticket (
  citizen_id uuid not null references citizen (id),
  id uuid not null,
  number bigint not null check (number between 20000000000 and 99999999999),
  version int not null default 1,
  status text not null check (status in ('registered', 'assigned', 'in_progress', 'waiting_citizen', 'waiting_external', 'resolved', 'closed', 'declined', 'transferred', 'withdrawn', 'merged')),
  topic text not null,
  category text not null check (category in ('technical', 'documentary', 'reference')),
  kind text not null,
  priority_class text not null check (priority_class in ('urgent', 'standard', 'complex', 'dataChange')),
  channel text not null,
  lang text not null,
  citizen_zone text not null,
  team text not null,
  holder_id uuid,
  subject bytea not null,
  received_at timestamptz not null,
  registered_on date not null,
  first_response_by timestamptz not null,
  first_response_at timestamptz,
  due_at timestamptz not null,
  previous_due_at timestamptz,
  due_provisional boolean not null,
  -- The facts the date was counted from, with the rule's version: frozen at registration, moves are appended.
  due_why jsonb not null,
  -- The next moment the clock has something to say: a warning mark or the due date itself; null when it has said all.
  next_mark_at timestamptz,
  extended_days int not null default 0,
  reply_by timestamptz,
  reminded_at timestamptz,
  reopen_by timestamptz,
  reopened int not null default 0,
  resolved_at timestamptz,
  ended_at timestamptz,
  escalated_at timestamptz,
  -- When the citizen objected to the date; once is enough.
  objected_at timestamptz,
  merged_into uuid,
  rating smallint check (rating between 1 and 5),
  rating_comment bytea,
  primary key (citizen_id, id)
)
-- Every request is changed several times: with room in its page a change touches no index.
with (fillfactor = 85);
-- Numbers come from a permuted sequence and cannot meet; the index is for finding, not for refusing.
create index ticket_number on ticket (number) include (citizen_id, id);
create index ticket_id on ticket (id);
create index ticket_holder on ticket (holder_id, due_at) where holder_id is not null and ended_at is null;
create index ticket_team on ticket (team, due_at) where ended_at is null;
create index ticket_mark on ticket (next_mark_at) where next_mark_at is not null;
create index ticket_reply_by on ticket (reply_by) where reply_by is not null;
create index ticket_reopen_by on ticket (reopen_by) where status = 'resolved';

-- What was said, and the intake record itself (kind 'intake': everything as received, with its hash). A record is a record: no edits.
create table message (
  citizen_id uuid not null,
  ticket_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  author_kind text not null check (author_kind in ('citizen', 'staff', 'system')),
  author_id uuid,
  kind text not null check (kind in ('intake', 'words', 'reply', 'question', 'note', 'answer', 'refusal', 'transfer', 'extension')),
  body bytea not null,
  -- SHA-256 over the intake record (REG-6).
  hash bytea,
  -- Keyed stems of the words (HMAC, 64 bits each): found by any form of a word, readable by nobody.
  stems bigint[],
  primary key (citizen_id, ticket_id, id),
  foreign key (citizen_id, ticket_id) references ticket (citizen_id, id)
)
-- A usual text stays in its row: read with one page instead of three. What is sealed cannot be compressed, so nothing tries.
with (toast_tuple_target = 8160);
alter table message alter column body set storage external, alter column stems set storage external;
create index message_stems on message using gin (stems) with (fastupdate = off);

create table attachment (
  -- The citizen, or the visitor's session until the draft is sent.
  owner_id uuid not null,
  id uuid not null,
  ticket_id uuid,
  message_id uuid,
  -- Who uploaded it: a session or an employee; only they may put it into a message.
  uploaded_by uuid not null,
  type text not null check (type in ('image/jpeg', 'image/png', 'application/pdf')),
  bytes int not null,
  scan text not null check (scan in ('clean', 'not_scanned', 'quarantined', 'infected')),
  -- Display name and SHA-256 of the content, sealed; and the file's own key, sealed with the owner's key.
  meta bytea not null,
  file_key bytea not null,
  created_at timestamptz not null,
  primary key (owner_id, id)
);
create index attachment_ticket on attachment (ticket_id) where ticket_id is not null;
create index attachment_scan on attachment (created_at) where scan = 'quarantined';
create index attachment_loose on attachment (created_at) where message_id is null;

-- A specialist asks for more time, a supervisor grants it (SLA-5).
create table extension (
  citizen_id uuid not null,
  ticket_id uuid not null,
  id uuid not null,
  reason text not null check (reason in ('additional_analysis', 'missing_information')),
  working_days int not null check (working_days > 0),
  new_due_at timestamptz not null,
  text bytea not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  granted boolean,
  primary key (citizen_id, ticket_id, id),
  foreign key (citizen_id, ticket_id) references ticket (citizen_id, id)
);
create unique index extension_open on extension (citizen_id, ticket_id) where decided_at is null;

-- A visitor without an account: one browser. The token is kept only as a hash.
create table guest_session (
  id uuid primary key,
  token_hash bytea not null unique,
  citizen_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index guest_session_expires on guest_session (expires_at);
create table guest_grant (
  session_id uuid not null references guest_session (id) on delete cascade,
  citizen_id uuid not null,
  ticket_id uuid not null,
  by text not null check (by in ('filed', 'code')),
  at timestamptz not null,
  primary key (session_id, ticket_id)
);
-- A code sent to the contact of a request. ticket_id is null for an unknown number: the answer is the same.
create table guest_access (
  id uuid primary key,
  session_id uuid not null references guest_session (id) on delete cascade,
  citizen_id uuid,
  ticket_id uuid,
  code_mac bytea not null,
  attempts_left int not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index guest_access_created on guest_access (created_at);

create table draft (
  session_id uuid primary key references guest_session (id) on delete cascade,
  fields bytea not null,
  saved_at timestamptz not null,
  expires_at timestamptz not null
);

-- Loaded years of the production calendar; a year absent here is an error, not a guess.
create table calendar_year (
  year int primary key,
  status text not null check (status in ('official', 'provisional')),
  days jsonb not null,
  source text not null,
  loaded_at timestamptz not null
);

-- REG-5, REG-6: what was received can be read, never changed. Erasing a person clears the stems and the keys, not the record's hash.
do $$
begin
  if exists (select from pg_roles where rolname = 'opora_app') then
    revoke update, delete, truncate on message from opora_app;
    grant update (stems) on message to opora_app;
    revoke delete on ticket, citizen from opora_app;
  end if;
end $$;
