-- Events are followed by id, so one may be shown only when none with a lower id can appear any more. The number of its
-- transaction does not tell: a transaction with a higher number may have drawn a lower id, and still run. So whoever
-- writes events first holds up a sign with the lowest id that it may draw: a shared advisory lock, which hinders nobody
-- and falls with its transaction. A reader looks how far ids have been drawn, then for the lowest sign, and only then
-- for events below both: whoever drew a lower id had put its sign up before the first look, and would still hold it.

-- What tells these locks from others: the first sixteen bits of their keys.
create function event_sign(id bigint) returns bigint language sql immutable as $$
    select (x'5052'::bigint << 48) + id
$$;

create function hold_event_sign() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(event_sign(case when is_called then last_value + 1 else last_value end))
    from event_id_seq;
    return null;
end
$$;

create trigger event_sign before insert on event for each statement execute function hold_event_sign();

-- The highest id below which every event is visible to the next statement.
create function last_settled_event() returns bigint language plpgsql volatile as $$
declare
    drawn bigint := (select case when is_called then last_value else last_value - 1 end from event_id_seq);
    sign bigint := (
        select min((classid::bigint << 32) + objid::bigint) from pg_locks
        where locktype = 'advisory' and mode = 'ShareLock' and granted and objsubid = 1
            and database = (select oid from pg_database where datname = current_database())
            and (classid::bigint >> 16) = x'5052'::bigint);
begin
    return least(drawn, sign - event_sign(0) - 1);
end
$$;

alter table event drop column tx;
