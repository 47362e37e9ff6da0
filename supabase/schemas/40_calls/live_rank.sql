-- How far a live status has come; a lower one never overwrites a higher one. Unknown statuses count as just accepted.
create function private.live_rank(p_status text) returns integer
language sql immutable set search_path = '' as $$
  select coalesce(array_position(
    array['scheduled', 'prepared', 'rescheduled', 'queued', 'initiated', 'ringing', 'in-progress', 'call-disconnected'],
    p_status), 1)
$$;
revoke all on function private.live_rank(text) from public;
