-- 0031 The agency's side of notices: texts that it has made its own, incidents of delivery, mail to employees.
-- The default texts are the code's own; a row here is an event whose texts an editor has touched. Nothing personal stands in a text.
-- Locks: short (nullable columns, new tables); the indexes on notice and ticket are built while the service stands still. Undo: drop what is made here.

-- Grows with each release: whoever holds the released texts in memory sees that they are old.
create sequence notice_template_edition;

create table notice_template (
  event text primary key,
  -- The newest version, and the one that is sent; null: the default texts are.
  version int not null check (version > 0),
  released_version int check (released_version between 1 and version),
  changed_at timestamptz not null,
  edition bigint not null default nextval('notice_template_edition')
);

create table notice_template_version (
  event text not null references notice_template (event),
  version int not null,
  -- {subject, body, sms, push: {title, text}} each.
  ru jsonb not null,
  en jsonb not null,
  at timestamptz not null,
  author_id uuid not null,
  -- The second person: whoever wrote a text does not release it.
  released_by uuid,
  released_at timestamptz,
  primary key (event, version),
  check ((released_by is null) = (released_at is null)),
  check (released_by <> author_id)
);

-- Two failures of a gateway in a row (TECH-5), or notices that wait longer than we promise. One of a kind at a time.
create table delivery_incident (
  id uuid primary key,
  -- The name of the alarm it raised.
  alarm text not null,
  -- The gateway's last word; 'late' where there is none.
  code text not null,
  started_at timestamptz not null,
  -- When those who watch were told; null: it was over before anybody looked.
  told_at timestamptz,
  ended_at timestamptz,
  -- Notices that waited through it; counted when it ends.
  touched int,
  check (ended_at is null or ended_at >= started_at),
  check ((ended_at is null) = (touched is null))
);
create unique index delivery_incident_open on delivery_incident (alarm) where ended_at is null;
create index delivery_incident_started on delivery_incident (started_at);

-- What the dashboard counts: hours and days, by channel and state.
create index notice_made on notice (created_at, channel, state);
create index notice_lost on notice (created_at, id) where state in ('failed', 'skipped');
-- The report on extensions asks for the requests whose term was moved.
create index ticket_moved on ticket (due_at) where previous_due_at is not null;

-- Mail to employees: the address is sealed by the service key 'staff', its keyed hash finds it again.
alter table staff add column email bytea;
alter table staff add column email_mac bytea;
-- Optional mails by own choice; a broken term is told in any case.
alter table staff add column mail_events text[] not null default '{}' check (mail_events <@ array['sla.warning', 'assignment.new']);
-- Until where notices of the bell were also mailed, and when: one mail an hour at most.
alter table staff add column mailed_upto uuid;
alter table staff add column mailed_at timestamptz;
alter table staff add constraint staff_email check ((email is null) = (email_mac is null));
create unique index staff_email on staff (email_mac);

-- What was released can be read, never changed.
do $$
begin
  if exists (select from pg_roles where rolname = 'opora_app') then
    revoke update, delete, truncate on notice_template_version from opora_app;
    grant update (released_by, released_at) on notice_template_version to opora_app;
    revoke delete on notice_template, delivery_incident from opora_app;
    grant usage on sequence notice_template_edition to opora_app;
  end if;
end $$;
