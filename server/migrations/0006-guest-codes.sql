-- 0006 Codes for guests: the same browser asks for the same number again only after a minute, and sessions go without a walk over all codes.
-- Locks: short (a nullable column; the table is small, its index is built in place). Undo: drop both.
-- Keyed hash of the number that was asked for, known or not: the answer must be the same for both (C19).
alter table guest_access add column number_mac bytea;
create index guest_access_session on guest_access (session_id, created_at);
