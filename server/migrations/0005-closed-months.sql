-- 0005 The journal's months are as closed as the journal, and a late first answer has a mark of its own.
-- Rights on a parent do not pass to its partitions: the months got what tables get by default, so the app role could change their rows (C27).
-- Locks: short (privileges, a nullable column, one update of open requests). Undo: drop the column, put back the function of 0001.
create or replace function make_month_partition(parent text, month date) returns void language plpgsql security definer set search_path = public as $$
declare part text := parent || '_' || to_char(month, 'YYYYMM');
begin
  if to_regclass(part) is not null then return; end if;
  begin
    execute format('create table %I partition of %I for values from (%L) to (%L)', part, parent, month, (month + interval '1 month')::date);
  exception when check_violation then
    -- A clock that had jumped wrote rows of this month into the rest: there they are found, and so is all that follows.
    return;
  end;
  if exists (select from pg_roles where rolname = 'opora_app') then
    execute format('revoke update, delete, truncate on %I from opora_app', part);
  end if;
end $$;

do $$
declare part regclass;
begin
  if exists (select from pg_roles where rolname = 'opora_app') then
    for part in select inhrelid::regclass from pg_inherits where inhparent = 'journal'::regclass loop
      execute format('revoke update, delete, truncate on %s from opora_app', part);
    end loop;
  end if;
end $$;

-- When the first answer was found late; apart from `escalated_at`, which other reasons set too.
alter table ticket add column first_response_late_at timestamptz;
-- What has been raised for this already is not raised again.
update ticket set first_response_late_at = escalated_at
  where ended_at is null and first_response_at is null and escalated_at > first_response_by;
