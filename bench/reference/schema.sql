-- The bare reference: plain text in plain columns, found by PostgreSQL's own full-text search.
create table request (
  id bigint generated always as identity primary key,
  number bigint not null,
  name text not null,
  phone text not null,
  email text not null,
  topic text not null,
  kind text not null,
  status text not null,
  holder_id uuid,
  subject text not null,
  description text not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  words tsvector generated always as (to_tsvector('russian', subject || ' ' || description || ' ' || name)) stored
);
create table message (
  id bigint generated always as identity primary key,
  request_id bigint not null,
  at timestamptz not null,
  author text not null,
  body text not null
);
-- For the create that keeps no words: what one insert costs where nothing can be searched.
create table unsearched (like request including identity);
alter table unsearched drop column words, add primary key (id);
create index unsearched_number on unsearched (number);
create index request_number on request (number);
create index request_holder on request (holder_id, due_at) where status not in ('closed', 'declined', 'resolved');
create index request_words on request using gin (words);
create index message_request on message (request_id);
