-- 0013 A recovery belongs to the browser that began it; proofs of one browser are of no use to another.
-- One open recovery per account would tell a stranger, who begins one in two browsers, whether somebody has this contact, and would let him
-- end the owner's by beginning anew. So an account may have several; they end together, and the owner is told once.
-- Locks: short (an index dropped, nullable columns and columns with a constant). Undo: drop the columns and the table, make account_recovery_open again.
drop index account_recovery_open;
-- Employees start one at a time.
create unique index account_recovery_by_employee on account_recovery (citizen_id) where state = 'open' and started_by <> 'citizen';
create index account_recovery_citizen on account_recovery (citizen_id, created_at) where citizen_id is not null;
create index account_recovery_session on account_recovery (session_id) where session_id is not null;

-- What kind of contact was typed, and whose contact it is; null for nobody's and until the citizen comes to what an employee started.
alter table account_recovery add column typed_kind text check (typed_kind in ('phone', 'email'));
alter table account_recovery add column contact_id uuid;
-- Wrong answers to what is asked beside the codes, which count their own.
alter table account_recovery add column tries int not null default 0 check (tries >= 0);
-- When an employee confirmed name, INN and passport; the delay of what rests on them runs from here.
alter table account_recovery add column known_since timestamptz;
alter table account_recovery add check ((known_since is null) = (not proofs && array['knowledge', 'office']));

-- The owner cannot receive at the old contact any more: 72 h and a veto take the place of its code.
alter table contact_change add column old_is_lost boolean not null default false;

-- What may happen so often in a sliding window: messages of recoveries to one contact, tries at one person's name, INN and passport.
-- Keys are MACs: nothing can be read from them.
create table account_count (
  key bytea not null,
  at timestamptz not null
);
create index account_count_key on account_count (key, at);
create index account_count_at on account_count (at);
