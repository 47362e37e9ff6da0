-- Adds up what has gathered in private.call_tallies: of each organisation one row remains for each status and reason. One
-- statement, so that whoever reads meanwhile sees the rows before it or those after it; what is appended meanwhile stays. Two
-- at once fold each row once: one waits for the other's rows and finds them gone. Says how many rows it took.
create function private.fold_call_tallies() returns bigint
language sql security definer set search_path = '' as $$
  with gathered as (
    select t.org_id from private.call_tallies t
    group by t.org_id having count(*) > count(distinct (t.call_status, t.reason_code))
  ), taken as (
    delete from private.call_tallies t using gathered g where t.org_id = g.org_id
    returning t.org_id, t.call_status, t.reason_code, t.calls, t.waiting, t.attention, t.placed, t.response_seconds
  ), folded as (
    insert into private.call_tallies (org_id, call_status, reason_code, calls, waiting, attention, placed, response_seconds)
    select t.org_id, t.call_status, t.reason_code, sum(t.calls), sum(t.waiting), sum(t.attention), sum(t.placed),
      sum(t.response_seconds)
    from taken t
    group by t.org_id, t.call_status, t.reason_code
    having sum(t.calls) <> 0 or sum(t.waiting) <> 0 or sum(t.attention) <> 0 or sum(t.placed) <> 0
      or sum(t.response_seconds) <> 0
  )
  select count(*) from taken
$$;
revoke all on function private.fold_call_tallies() from public, anon, authenticated, service_role;
