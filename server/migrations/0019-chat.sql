-- 0019 Talks in real time, and what was said in them.
-- The citizen's id stands first in every key, as for requests. Locks: short (a nullable column of attachment). Undo: drop the tables and the column.

create table chat (
  citizen_id uuid not null references citizen (id),
  id uuid not null,
  number bigint not null check (number between 20000000000 and 99999999999),
  state text not null check (state in ('bot', 'queued', 'with_operator', 'with_specialist', 'waiting_citizen', 'offline_request', 'ended')),
  -- The browser that began it; a guest's talk is open to it alone.
  session_id uuid,
  -- Begun by somebody signed in.
  account boolean not null,
  lang text not null check (lang in ('ru', 'en')),
  zone text not null,
  -- What it is about: guessed, until somebody says so.
  topic text,
  topic_chosen boolean not null default false,
  guesses text[] not null default '{}',
  priority_class text not null check (priority_class in ('urgent', 'standard', 'complex', 'dataChange')),
  team text not null,
  -- Answers that were none or did not help; the second one calls a person (CHAT-11).
  misses int not null default 0,
  -- Why the assistant gave up; null where the citizen asked for a person.
  reason text,
  holder_id uuid,
  -- Gapless: taken in the same change as the messages that carry the numbers.
  last_seq int not null default 0,
  citizen_read_seq int not null default 0,
  staff_read_seq int not null default 0,
  opened_at timestamptz not null,
  -- Of the last message of anybody but the service.
  last_at timestamptz not null,
  -- Since when the citizen waits for a word of a person; null where it is not our move.
  waiting_since timestamptz,
  queued_at timestamptz,
  first_answer_at timestamptz,
  reminded_at timestamptz,
  place_kept_at timestamptz,
  -- A guest's own address, for the summary and for "your turn has come"; sealed.
  email bytea,
  ended_at timestamptz,
  result text check (result in ('solved', 'request_created', 'redirected', 'not_solved', 'abuse', 'helped', 'left', 'idle')),
  -- {question, solution}, sealed.
  summary bytea,
  ticket_id uuid,
  ticket_number bigint,
  rating smallint check (rating between 1 and 5),
  rating_comment bytea,
  primary key (citizen_id, id),
  check ((state in ('ended', 'offline_request')) = (ended_at is not null))
)
-- Changed with each message: with room in its page a change touches no index.
with (fillfactor = 70);
create index chat_id on chat (id);
create index chat_number on chat (number);
create index chat_session on chat (session_id) where session_id is not null;
create index chat_holder on chat (holder_id) where holder_id is not null and ended_at is null;
create index chat_under_way on chat (last_at) where ended_at is null;
create index chat_ended on chat (holder_id, ended_at) where ended_at is not null;

-- A record is a record: no edits.
create table chat_message (
  citizen_id uuid not null,
  chat_id uuid not null,
  seq int not null check (seq >= 1),
  id uuid not null,
  at timestamptz not null,
  author text not null check (author in ('citizen', 'assistant', 'staff', 'system')),
  author_id uuid,
  kind text not null check (kind in ('words', 'greeting', 'answer', 'suggestion', 'question', 'miss', 'event', 'note')),
  -- Null where the screens have the words.
  body bytea,
  -- Event, options, article: ids, codes and titles of published articles, nothing of a person.
  facts jsonb not null default '{}',
  stems bigint[],
  primary key (citizen_id, chat_id, seq),
  foreign key (citizen_id, chat_id) references chat (citizen_id, id)
)
with (toast_tuple_target = 8160);
alter table chat_message alter column body set storage external, alter column stems set storage external;

-- A file belongs to a request or to a talk.
alter table attachment add column chat_id uuid;
create index attachment_chat on attachment (chat_id) where chat_id is not null;

do $$
begin
  if exists (select from pg_roles where rolname = 'opora_app') then
    revoke update, delete, truncate on chat_message from opora_app;
    grant update (stems) on chat_message to opora_app;
    revoke delete on chat from opora_app;
  end if;
end $$;
