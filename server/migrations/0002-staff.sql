-- 0002 Employees, their second factors and sessions.
-- Locks: none (new tables). Undo: drop the tables.

create table staff (
  id uuid primary key,
  login text not null unique check (login = lower(login)),
  -- Sealed by the service key 'staff'.
  name bytea not null,
  -- Argon2id; null until the person has set it through the one-time link. Nobody else can.
  password_hash text,
  roles text[] not null check (cardinality(roles) > 0 and roles <@ array['operator', 'specialist', 'technician', 'supervisor', 'security_officer', 'mfc_clerk', 'editor', 'admin', 'auditor']),
  teams text[] not null check (teams <@ array['first_line', 'documents', 'technical', 'security']),
  lang text not null check (lang in ('ru', 'en')),
  state text not null check (state in ('invited', 'active', 'blocked')),
  -- Wrong passwords and codes in a row; a try is counted before it is looked at, so that parallel tries cannot pass the limit.
  failures int not null default 0 check (failures >= 0),
  failed_at timestamptz,
  -- Locks in a row: each is twice as long as the one before.
  lockouts int not null default 0 check (lockouts >= 0),
  locked_until timestamptz,
  -- SHA-256 of the one-time link's token; gone once a factor is confirmed.
  invite_hash bytea unique,
  invite_expires_at timestamptz,
  created_at timestamptz not null,
  last_seen_at timestamptz,
  version int not null default 1,
  check ((invite_hash is null) = (invite_expires_at is null)),
  check (state <> 'active' or (password_hash is not null and invite_hash is null))
);

create table staff_factor (
  id uuid primary key,
  staff_id uuid not null references staff (id),
  kind text not null check (kind in ('totp', 'passkey')),
  -- Sealed by the service key 'staff': the shared secret of the app, or the public key and id of the passkey.
  secret bytea not null,
  -- The last 30-second step whose code was taken: each code is good once (ASVS 6.5.1).
  totp_step bigint not null default 0,
  -- The authenticator's own counter; 0 where it keeps none.
  sign_count bigint not null default 0,
  created_at timestamptz not null,
  -- Null until the first right code: an unconfirmed factor opens nothing.
  confirmed_at timestamptz,
  last_used_at timestamptz
);
create index staff_factor_staff on staff_factor (staff_id);

create table staff_session (
  -- SHA-256 of the cookie's token: a copy of this table signs nobody in.
  token_hash bytea primary key,
  id uuid not null unique,
  staff_id uuid not null references staff (id),
  -- enrol: came by the one-time link; half: password given, factor missing; full: both.
  level text not null check (level in ('enrol', 'half', 'full')),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  -- Last proof of a factor.
  proved_at timestamptz,
  ends_at timestamptz not null,
  ended_at timestamptz,
  -- What a passkey has to sign: one at a time, good once.
  challenge bytea,
  challenge_until timestamptz,
  check ((level = 'full') = (proved_at is not null)),
  check ((challenge is null) = (challenge_until is null))
);
create index staff_session_staff on staff_session (staff_id) where ended_at is null;
create index staff_session_ends on staff_session (ends_at);
