-- 0011 Signing in by passkey alone begins before anybody is known; a browser's device token is renewed for all who use it.
-- Locks: short (a new table, an index over a small one). Undo: drop both.

-- One challenge, for one answer. Who asks is not known yet, so nothing here names anybody.
create table account_challenge (
  id uuid primary key,
  challenge bytea not null,
  expires_at timestamptz not null
);
create index account_challenge_expires on account_challenge (expires_at);

create index account_device_by_token on account_device (token_hash);
