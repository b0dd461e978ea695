-- 0029 Push subscriptions, and what a gateway says after it took a message: delivery receipts of text messages, part by part.
-- Locks: short (nullable columns, one with a default that is not volatile, new tables); the new index of what is due is built over unsent notices only, and takes the place of the old one.
-- Undo: drop tables and columns; create index notice_due on notice (lane, next_at) where state in ('queued', 'sending').
create table push_subscription (
  id uuid primary key,
  citizen_id uuid not null,
  -- Keyed hash of the endpoint: one browser has one row.
  endpoint_mac bytea not null unique,
  -- {endpoint, p256dh, auth} under the person's key.
  sealed bytea not null,
  lang text not null check (lang in ('ru', 'en')),
  created_at timestamptz not null,
  last_ok_at timestamptz,
  -- The push service said that the browser is gone (404, 410), or the person took it back.
  gone_at timestamptz
);
create index push_subscription_of on push_subscription (citizen_id) where gone_at is null;

alter table notice
  -- Token of a lease: only who counted to it may mark the row. Tries are counted apart, so that a row that a killed sender held and never
  -- tried loses none of its tries.
  add column leases int not null default 0,
  -- The network says that it reached the telephone; `sent_at` is when the gateway took it.
  add column delivered_at timestamptz,
  -- Parts of the text message as it was sent.
  add column parts smallint;

-- Each part of a text message under the name that the operator gave it. A receipt may come before the answer to the part is written down.
create table sms_part (
  message_id text primary key,
  person_id uuid,
  notice_id uuid,
  -- The lease that it was sent under: a receipt of an earlier try says nothing about a later one.
  lease int,
  at timestamptz not null,
  -- Of the receipt, as the operator calls it: DELIVRD, UNDELIV, EXPIRED, ...
  status text,
  status_at timestamptz
);
create index sms_part_notice on sms_part (notice_id) where notice_id is not null;
create index sms_part_at on sms_part (at);

-- Each channel takes its own most urgent row: with one index for all, a channel with nothing to do would read through the queue of another.
create index notice_due_by_channel on notice (channel, lane, next_at) where state in ('queued', 'sending');
drop index notice_due;
