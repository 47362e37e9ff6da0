-- How far a live status has come; a lower one never overwrites a higher one. Unknown statuses count as just accepted.
create function private.live_rank(p_status text) returns integer
language sql immutable set search_path = '' as $$
  select coalesce((select s.rank from private.bolna_statuses s where s.status = p_status), 1)
$$;
revoke all on function private.live_rank(text) from public;
