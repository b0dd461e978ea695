-- 0026 The abuse procedure (ETIQ-6): a warning before the end, and a second look at each end for abuse.
-- Locks: short (nullable columns). Undo: drop the columns.

alter table chat
  add warned_at timestamptz,
  add reviewed_at timestamptz,
  add reviewed_by uuid,
  add review text check (review in ('fair', 'unfair')),
  add check ((review is null) = (reviewed_at is null));
create index chat_abuse on chat (ended_at) where result = 'abuse';
-- Figures of a span of days (CHAT-14).
create index chat_opened on chat (opened_at);
