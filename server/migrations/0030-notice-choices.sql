-- 0030 By which channels somebody wants to be told, addresses that do not work any more, and what was read in the account.
-- Locks: short (new tables; the index is over the notices in accounts, which are few). Undo: drop both tables and the index.

-- No row: nobody has chosen yet, and the defaults hold. A guest's record has one after "unsubscribe".
create table notice_choice (
  citizen_id uuid primary key references citizen (id),
  -- {group: {channel: boolean}}; what is missing is as it is by default.
  channels jsonb not null default '{}',
  -- Clock times in the person's zone; equal ones: no quiet hours.
  quiet_from text not null default '21:00' check (quiet_from ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  quiet_to text not null default '09:00' check (quiet_to ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  changed_at timestamptz not null
);

-- An address that a mail server or an operator of telephones refused for good. Of the record it was used for: nobody else's is touched.
create table dead_address (
  citizen_id uuid not null references citizen (id),
  kind text not null check (kind in ('email', 'phone')),
  -- Keyed index of the normal form, as in contact.
  lookup bytea not null,
  -- The address itself, sealed with the person's key, to say masked which one it is.
  value bytea not null,
  code text not null,
  at timestamptz not null,
  primary key (citizen_id, kind, lookup)
);

create index notice_unread_own on notice (person_id, id) where channel = 'inapp' and audience = 'citizen' and read_at is null;
