-- 0017 Requests that somebody filed as a guest become their account's: the guest's record is tied to the account, nothing is sealed anew.
-- Locks: short (a nullable column, a key that is asked of new rows only, a partial index over no rows). Undo: drop the column.
alter table citizen add column belongs_to uuid check (belongs_to <> id);
alter table citizen add constraint citizen_belongs_to_account foreign key (belongs_to) references account (citizen_id) not valid;
create index citizen_belongs_to on citizen (belongs_to) where belongs_to is not null;
