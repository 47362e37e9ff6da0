-- By cron, each minute: calls that wait and whose deadline has passed end as missed, whatever they waited for (a claim meets only what
-- it could take). Skips what somebody holds: the next minute finds it.
create function private.end_missed_calls() returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.refuse_call(s.id, private.stop('missed', jsonb_build_object(
    'deadline', s.deadline_at, 'nearest', s.not_before, 'blocker', s.status_reason_code)))
  from (
    select c.* from public.call_schedules c
    where c.deadline_at <= private.current_time() and c.dial_after is not null
    order by c.deadline_at limit 1000
    for no key update skip locked
  ) s;
end $$;
revoke all on function private.end_missed_calls() from public, anon, authenticated, service_role;
