-- 0021 Articles of the knowledge base. The starter set is the code's own; a row here is an article that was written or changed by an editor.
-- Nothing personal: articles are public, votes are counts.
-- Locks: none (new tables). Undo: drop the tables and the sequence.

-- Grows with each publication and withdrawal: whoever holds the published articles in memory sees that they are old.
create sequence article_edition;

create table article (
  id text primary key check (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(id) <= 80),
  -- Of the assistant.
  topic text not null,
  state text not null check (state in ('draft', 'published', 'withdrawn')),
  -- The newest version, 0 for one that came with the service; and the one that is shown.
  version int not null check (version >= 0),
  published_version int,
  review_on date not null,
  changed_at timestamptz not null,
  edition bigint not null default nextval('article_edition'),
  check ((state = 'published') = (published_version is not null))
);

create table article_version (
  article_id text not null references article (id),
  version int not null,
  topic text not null,
  -- {title, text, asked: []} each.
  ru jsonb not null,
  en jsonb not null,
  at timestamptz not null,
  author_id uuid,
  published_at timestamptz,
  primary key (article_id, version)
);

-- Of starter articles too: version 0.
create table article_vote (
  article_id text not null,
  version int not null,
  lang text not null check (lang in ('ru', 'en')),
  helpful boolean not null,
  votes int not null default 0,
  primary key (article_id, version, lang, helpful)
);

-- What was published can be read, never changed.
do $$
begin
  if exists (select from pg_roles where rolname = 'opora_app') then
    revoke update, delete, truncate on article_version from opora_app;
    grant update (published_at) on article_version to opora_app;
    revoke delete on article from opora_app;
    grant usage on sequence article_edition to opora_app;
  end if;
end $$;
