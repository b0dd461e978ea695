-- 0022 What the assistant learns from people: wordings that operators propose and editors take over, and the models made of them.
-- Locks: short, but for the index on chat_message, which holds writes to it while it is built. Undo: drop the tables, the sequence and the index.

-- Grows with each decision and each change of the model in use: whoever holds the learned things in memory sees that they are old.
create sequence learning_edition;

create table wording (
  id uuid primary key,
  -- Whose words, said where, until an editor decides: then they are nobody's. Until then they go with the person.
  citizen_id uuid references citizen (id),
  chat_id uuid,
  seq int,
  -- Secrets, names and numbers masked. Sealed with the citizen's key while proposed, with the service's once taken over; none when refused.
  body bytea,
  -- Of the assistant.
  topic text not null,
  article_id text,
  -- What the assistant made of it: {topic, p, does}.
  guess jsonb not null,
  state text not null check (state in ('proposed', 'approved', 'refused')),
  proposed_at timestamptz not null,
  proposed_by uuid not null,
  decided_at timestamptz,
  decided_by uuid,
  edition bigint not null default nextval('learning_edition'),
  check ((state = 'proposed') = (citizen_id is not null)),
  check ((citizen_id is null) = (chat_id is null) and (chat_id is null) = (seq is null)),
  check ((state = 'proposed') = (decided_at is null)),
  check ((state = 'refused') = (body is null))
);
create unique index wording_message on wording (chat_id, seq) where chat_id is not null;
create index wording_citizen on wording (citizen_id) where citizen_id is not null;
create index wording_state on wording (state, proposed_at);

create table assistant_model (
  -- Of the texts and settings it was made of: the same texts give the same model.
  version text primary key,
  at timestamptz not null,
  by_id uuid,
  -- Wordings taken over, beside the phrases that came with the service.
  wordings int not null,
  state text not null check (state in ('live', 'kept', 'refused')),
  -- On the frozen set: counts of the model that was in use and of this one, and why it was refused.
  verdict jsonb not null,
  -- Of learning and judging.
  took_ms int not null,
  -- Packed, sealed; none when refused.
  file bytea,
  edition bigint not null default nextval('learning_edition'),
  check ((state = 'refused') = (file is null))
);
-- None: the model that came with the service is in use.
create unique index assistant_model_live on assistant_model (state) where state = 'live';

-- What the assistant made of messages, and whether its answer helped: by week.
create index chat_message_learned on chat_message (at) where facts ? 'understood' or facts #>> '{details,option,does}' in ('helped', 'not-helped');

do $$
begin
  if exists (select from pg_roles where rolname = 'opora_app') then
    grant usage on sequence learning_edition to opora_app;
    revoke delete on assistant_model from opora_app;
  end if;
end $$;
