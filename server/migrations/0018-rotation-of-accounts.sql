-- 0018 Who somebody is at an outside provider, sealed with the person's key: without it the keyed look-up could not be made anew when its key is renewed.
-- Locks: short (a nullable column). Undo: drop the column.
alter table account_identity add column subject bytea;
