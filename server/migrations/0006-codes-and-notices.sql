-- 0006 Codes for guests: the same browser asks for the same number again only after a minute, and sessions go without a walk over all codes.
-- Notices at the desk: whether an employee has read them.
-- Locks: short (nullable columns; guest_access is small, the notices of staff are few). Undo: drop columns and indexes.
-- Keyed hash of the number that was asked for, known or not: the answer must be the same for both (C19).
alter table guest_access add column number_mac bytea;
create index guest_access_session on guest_access (session_id, created_at);

alter table notice add column read_at timestamptz;
create index notice_unread on notice (person_id, id) where channel = 'inapp' and audience = 'staff' and read_at is null;
