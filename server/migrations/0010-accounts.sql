-- 0010 Accounts of citizens: signing in, second factors, devices, codes, recovery, changes of contacts.
-- Locks: short on contact and guest_session (nullable columns, partial indexes over no rows). Undo: drop the tables, the columns and their indexes.

-- A contact one signs in with. A contact that was one stays for a while, so that its owner still gets the news of the change.
alter table contact add column id uuid;
alter table contact add column sign_in_since timestamptz;
alter table contact add column sign_in_until timestamptz;
alter table contact add check ((id is null) = (sign_in_since is null));
alter table contact add check (sign_in_until is null or sign_in_since is not null);
create unique index contact_sign_in on contact (kind, lookup) where sign_in_since is not null and sign_in_until is null;
create unique index contact_id on contact (id) where id is not null;

create table account (
  citizen_id uuid primary key references citizen (id),
  -- Shown to its owner and to staff: ten random digits and a check digit.
  number bigint not null unique check (number between 10000000000 and 99999999999),
  version int not null default 1,
  -- What was decided about the account. The rest of its state follows from the times below and from the open recovery: state-of.ts.
  state text not null check (state in ('open', 'restricted', 'blocked', 'deleted')),
  -- Who closed it: nobody restores what he closed himself.
  closed_by uuid,
  identity_level smallint not null default 1 check (identity_level between 1 and 3),
  -- Full name and documents as the person gave them, sealed with the person's key (JSON); see profile.ts.
  profile bytea,
  password_hash text,
  password_at timestamptz,
  -- At least as long as a password has to be that stands alone, without a second factor.
  password_is_long boolean not null default false,
  -- Wrong passwords and codes from devices that nobody knows. A try is counted before it is looked at.
  failures int not null default 0 check (failures >= 0),
  failed_at timestamptz,
  -- Locks in a row: each is twice as long as the one before.
  lockouts int not null default 0 check (lockouts >= 0),
  locked_until timestamptz,
  -- Since the last success: at the hard limit the password is good on known devices only, and recovery opens the rest.
  failures_in_row int not null default 0 check (failures_in_row >= 0),
  -- The open recovery and its end.
  recovery_id uuid,
  recovery_until timestamptz,
  -- After a recovery or a change of factors and contacts some actions stay closed until then.
  cooling_until timestamptz,
  -- SHA-256 of the saved recovery code (128 bits).
  recovery_code_hash bytea,
  -- A code to the telephone in place of the app: on by the person's own choice only.
  sms_factor boolean not null default false,
  -- Asked to be erased; can be taken back until then.
  delete_at timestamptz,
  settings jsonb not null default '{}',
  created_at timestamptz not null,
  seen_at timestamptz,
  check ((recovery_id is null) = (recovery_until is null))
);
create index account_recovering on account (recovery_until) where recovery_id is not null;
create index account_leaving on account (delete_at) where delete_at is not null;

-- A browser from which somebody signed in with everything that was asked. It has a counter of its own, so that a stranger's guesses do not lock its owner out.
create table account_device (
  citizen_id uuid not null references account (citizen_id),
  id uuid not null,
  -- SHA-256 of the device cookie's token.
  token_hash bytea not null,
  -- What it looks like ('Firefox, Windows'), sealed with the person's key.
  about bytea not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  failures int not null default 0 check (failures >= 0),
  failed_at timestamptz,
  lockouts int not null default 0 check (lockouts >= 0),
  locked_until timestamptz,
  forgotten_at timestamptz,
  primary key (citizen_id, id)
);
create unique index account_device_token on account_device (citizen_id, token_hash);

create table account_factor (
  citizen_id uuid not null references account (citizen_id),
  id uuid not null,
  kind text not null check (kind in ('totp', 'passkey')),
  -- Sealed with the person's key: the shared secret of the app, or the public key and id of the passkey.
  secret bytea not null,
  -- How the person calls it, sealed.
  label bytea,
  -- Keyed look-up of a passkey's credential id, for signing in by passkey alone.
  lookup bytea,
  totp_step bigint not null default 0,
  sign_count bigint not null default 0,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  last_used_at timestamptz,
  primary key (citizen_id, id)
);
create unique index account_factor_lookup on account_factor (lookup) where lookup is not null;

-- Ten one-time codes; a new set removes the old one.
create table backup_code (
  citizen_id uuid not null references account (citizen_id),
  id uuid not null,
  -- HMAC under the service key 'code', bound to the person: a copy of the table opens nothing.
  mac bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (citizen_id, id)
);

create table account_session (
  -- SHA-256 of the cookie's token: a copy of this table signs nobody in.
  token_hash bytea primary key,
  id uuid not null unique,
  citizen_id uuid not null references account (citizen_id),
  device_id uuid,
  -- half: password given, factor missing; enrol: came by a backup code, may read and add a factor; full: everything asked was given.
  level text not null check (level in ('half', 'enrol', 'full')),
  -- What the browser said it is, sealed with the person's key.
  about bytea not null,
  -- How it was opened: password, code, totp, passkey, backup_code, oidc.
  factor text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  -- Last proof of the password or a factor: sensitive changes want a fresh one (ASVS 7.5.1).
  proved_at timestamptz,
  ends_at timestamptz not null,
  ended_at timestamptz,
  challenge bytea,
  challenge_until timestamptz,
  check ((level = 'half') = (proved_at is null)),
  check ((challenge is null) = (challenge_until is null))
);
create index account_session_citizen on account_session (citizen_id) where ended_at is null;
create index account_session_ends on account_session (ends_at);

-- Somebody begins to register: a code goes to the contact; the person and the account are made once it was entered.
create table account_registration (
  id uuid primary key,
  session_id uuid not null references guest_session (id) on delete cascade,
  kind text not null check (kind in ('phone', 'email')),
  -- The contact, sealed by the service key 'draft', and its keyed look-up.
  value bytea not null,
  lookup bytea not null,
  lang text not null check (lang in ('ru', 'en')),
  zone text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  proved_at timestamptz,
  finished_at timestamptz
);
create index account_registration_expires on account_registration (expires_at);

-- One-time codes. `about_id` is what the code is for: a session, a registration, a recovery, a change of contact, an unlocking.
-- A code for an account that does not exist has no person: the answer is the same.
create table account_code (
  id uuid primary key,
  citizen_id uuid,
  purpose text not null check (purpose in ('register', 'sign_in', 'prove_again', 'unlock', 'recover', 'contact_new', 'contact_old', 'link')),
  about_id uuid not null,
  -- The contact it was sent to; null for a contact that is not one yet.
  contact_id uuid,
  channel text not null check (channel in ('sms', 'email')),
  code_mac bytea not null,
  attempts_left int not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index account_code_about on account_code (about_id, created_at);
create index account_code_expires on account_code (expires_at);

-- Opening a locked account again by a code; a row for an unknown login looks the same.
create table account_unlock (
  id uuid primary key,
  session_id uuid not null references guest_session (id) on delete cascade,
  citizen_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  finished_at timestamptz
);

create table account_recovery (
  id uuid primary key,
  -- Null: nobody has this contact. Everything looks the same, no code fits.
  citizen_id uuid,
  -- The browser that may go on with it; null until the person opens the link that an operator had sent.
  session_id uuid references guest_session (id) on delete set null,
  started_by text not null check (started_by in ('citizen', 'operator', 'mfc_clerk')),
  started_by_id uuid,
  ticket_id uuid,
  state text not null check (state in ('open', 'finished', 'refused', 'cancelled', 'expired')),
  -- What was proved so far, each once: email, phone, saved_code, totp, passkey, backup_code, knowledge, office.
  proofs text[] not null default '{}',
  -- Marks of risk at the start and what followed from them.
  risks text[] not null default '{}',
  -- The password may not be set before: the graded delay, during which the owner can stop it.
  not_before timestamptz,
  -- A second employee has to agree, another than the one who started it.
  needs_approval boolean not null default false,
  approved_by uuid,
  approved_at timestamptz,
  refused_by uuid,
  -- SHA-256 of the tokens in the cancel link and in the link an operator had sent.
  cancel_hash bytea unique,
  link_hash bytea unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  challenge bytea,
  challenge_until timestamptz,
  check (approved_by is null or approved_by <> started_by_id),
  check ((challenge is null) = (challenge_until is null))
);
create unique index account_recovery_open on account_recovery (citizen_id) where state = 'open' and citizen_id is not null;
create index account_recovery_expires on account_recovery (expires_at) where state = 'open';

create table contact_change (
  citizen_id uuid not null references account (citizen_id),
  id uuid not null,
  state text not null check (state in ('requested', 'new_confirmed', 'pending_hold', 'active', 'cancelled', 'expired')),
  kind text not null check (kind in ('phone', 'email')),
  -- The contact that is replaced; null when one is added.
  old_contact_id uuid,
  new_value bytea not null,
  new_lookup bytea not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  new_confirmed_at timestamptz,
  old_confirmed_at timestamptz,
  -- When it takes effect if nobody objects.
  effective_at timestamptz,
  cancel_hash bytea unique,
  ended_at timestamptz,
  primary key (citizen_id, id)
);
create unique index contact_change_open on contact_change (citizen_id, kind) where ended_at is null;
create index contact_change_hold on contact_change (effective_at) where state = 'pending_hold';

-- An employee found out whose account a request is about: name, INN and passport matched. It lets him start a recovery, nothing more.
create table ticket_account (
  ticket_id uuid primary key,
  citizen_id uuid not null references account (citizen_id),
  matched_by uuid not null,
  -- knowledge: what the caller said; office: the passport was seen; own: filed from the account itself.
  way text not null check (way in ('knowledge', 'office')),
  matched_at timestamptz not null
);
create index ticket_account_citizen on ticket_account (citizen_id);

-- Who somebody is at an outside provider of identity. Linked only after proof of the account here.
create table account_identity (
  provider text not null,
  -- Keyed look-up of the provider's subject.
  subject_lookup bytea not null,
  citizen_id uuid not null references account (citizen_id),
  linked_at timestamptz not null,
  primary key (provider, subject_lookup)
);
create index account_identity_citizen on account_identity (citizen_id);

-- The app role removes only what is worthless once over; accounts, recoveries and changes stay as a record.
do $$
begin
  if exists (select from pg_roles where rolname = 'opora_app') then
    revoke delete on account, account_recovery, contact_change from opora_app;
  end if;
end $$;
