-- The moment at which a local clock shows a time, the first where it shows it twice; the one before the jump where it is skipped
-- (02:30 of a night that jumps from 02:00 to 03:00 is 01:30). `at time zone` gives the later of the two in both cases. A
-- window that opens at `at time zone` and closes at this one holds no moment that the local clock does not place within it,
-- whichever way it is read.
create function private.earlier(p_local timestamp, p_zone text) returns timestamptz
language sql stable set search_path = '' as $$
  select case
    when (l.later at time zone p_zone) > p_local then l.later - ((l.later at time zone p_zone) - p_local)
    when (e.as_before at time zone p_zone) = p_local then e.as_before
    else l.later
  end
  from (select p_local at time zone p_zone as later) l
  -- By the offset of a day before.
  cross join lateral (
    select (p_local at time zone 'UTC') - (((l.later - interval '24 hours') at time zone p_zone)
      - ((l.later - interval '24 hours') at time zone 'UTC')) as as_before
  ) e
$$;
revoke all on function private.earlier(timestamp, text) from public;
