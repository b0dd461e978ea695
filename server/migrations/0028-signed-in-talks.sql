-- 0028 A talk that somebody began as a guest becomes the account's after signing in, and staff may ask for a fresh proof inside a talk (K11).
-- What was said keeps the guest's record and key, the record is tied to the account (0017). Locks: short (nullable columns). Undo: drop the columns.
alter table chat
  -- The account it was joined to, and the number of the message that says so: what stands before it was said as a guest.
  add column joined_to uuid,
  add column joined_seq int,
  -- Staff have asked to sign in or to prove it again, and nobody has yet.
  add column sign_in_asked_at timestamptz,
  -- The last sign-in or proof inside this talk.
  add column proved_at timestamptz,
  add constraint chat_joined check ((joined_to is null) = (joined_seq is null) and (joined_to is null or account));
-- By what the session was last proved: the password alone is no strong proof. Null for sessions of before.
alter table account_session add column proved_by text;
