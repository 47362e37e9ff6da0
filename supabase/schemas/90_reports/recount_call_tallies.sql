-- Counts everything anew, as after rows were written with the triggers off (a load, a benchmark). Nobody writes calls while it
-- counts.
create function private.recount_call_tallies() returns void
language plpgsql security definer set search_path = '' as $$
begin
  lock table public.call_schedules, public.call_attempts in share mode;
  delete from private.call_tallies;
  insert into private.call_tallies (org_id, call_status, reason_code, calls, waiting, attention)
  select s.org_id, s.call_status, case when s.call_status = 'failed' then s.status_reason_code end, count(*),
    count(s.dial_after), count(*) filter (where s.attention)
  from public.call_schedules s where s.deleted_at is null
  group by 1, 2, 3;
  insert into private.call_tallies (org_id, placed, response_seconds)
  select t.org_id, count(*), sum(extract(epoch from (t.placed_at - t.due_at)))
  from public.call_attempts t where t.placed_at is not null
  group by t.org_id;
end $$;
revoke all on function private.recount_call_tallies() from public, anon, authenticated, service_role;
