-- 0004 The outbox: what to tell whom, by which channel, and whether it arrived.
-- A row is written in the transaction of the change it tells of; the sender leases rows one by one.
-- Locks: none (new table). Undo: drop the table.
create table notice (
  -- The citizen, or the employee for staff notices.
  person_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  event text not null,
  audience text not null check (audience in ('citizen', 'staff')),
  channel text not null check (channel in ('email', 'sms', 'push', 'inapp')),
  ticket_id uuid,
  -- Ids, dates and numbers that fill the text; personal data is read afresh when it is sent.
  facts jsonb not null,
  -- Secret of the moment (a code), sealed with the person's key; gone once sent.
  secret bytea,
  -- 0 codes, 1 security, 2 the rest (R3: a code overtakes).
  lane smallint not null default 2,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'delivered', 'failed', 'skipped')),
  -- Tries begun; also the token of a lease: only who counted to it may mark the row.
  attempts int not null default 0,
  -- When to look at it again: the next try, or the end of the lease of a row in work.
  next_at timestamptz not null,
  expires_at timestamptz,
  sent_at timestamptz,
  -- The gateway's answer, without addresses; and the message as it went out, sealed.
  answer text,
  sealed bytea,
  message_ref text,
  primary key (person_id, id)
);
create index notice_due on notice (lane, next_at) where state in ('queued', 'sending');
create index notice_ticket on notice (ticket_id, id) where ticket_id is not null;
-- Ids rise with time, so this one also lists the newest.
create index notice_id on notice (id);
create index notice_sealed on notice (sent_at) where sealed is not null;
