-- 0023 Sessions that hold one talk begun on another site of the agency: the token is good for this talk alone and goes with its end (C22).
-- Locks: short on guest_session (a column with a constant default rewrites nothing). Undo: drop the column.

alter table guest_session add column of_talk boolean not null default false;
