-- 0032 Letters that citizens write: each is stored whole and sealed before anything is made of it, so that none is lost.
-- A message that came by mail says whether its sender was proved.
-- Locks: short (new table, a nullable column). Undo: drop the table and the column.
create table mail_in (
  id uuid primary key,
  received_at timestamptz not null,
  source text not null check (source in ('lmtp', 'imap')),
  -- Keyed hash of Message-ID and content: a letter handed over twice is one row.
  mac bytea not null unique,
  state text not null check (state in ('received', 'request', 'message', 'dropped', 'quarantine')),
  -- Why it was dropped or lies in quarantine.
  reason text,
  -- Readings begun; also the token of a lease. Of a letter whose reader died twice nothing more is tried by itself.
  tries int not null default 0,
  next_at timestamptz not null,
  bytes int not null,
  -- Who handed it over for whom, and the letter itself: sealed with a key of its own. A large letter lies in the file store under its id.
  envelope bytea not null,
  raw bytea,
  -- What lists show: sender, subject, result of the sender check; sealed with the same key.
  summary bytea,
  -- The letter's key: sealed by the service until the letter belongs to a person, then by the person's key. Null: the letter was removed.
  file_key bytea,
  -- What it became.
  citizen_id uuid,
  ticket_id uuid,
  message_id uuid,
  proved boolean,
  decided_by uuid,
  decided_at timestamptz
);
alter table mail_in alter column raw set storage external;
create index mail_in_due on mail_in (next_at) where state = 'received';
create index mail_in_state on mail_in (state, id) where state in ('quarantine', 'dropped');
create index mail_in_ticket on mail_in (ticket_id) where ticket_id is not null;
create index mail_in_citizen on mail_in (citizen_id) where citizen_id is not null;

alter table message add mail text check (mail in ('proved', 'unproved'));
