-- 0024 A request knows up to when its citizen has read, so that one history of requests and talks can mark what is new (CHAT-15).
-- What was answered before counts as read. Locks: short (a default that is not volatile is written to no row). Undo: drop the column.
alter table ticket add column citizen_read_at timestamptz default now();
alter table ticket alter column citizen_read_at drop default;
