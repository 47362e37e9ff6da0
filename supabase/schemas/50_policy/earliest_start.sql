-- Until when the policy has a call wait that is due by its own time. Null: it need not wait.
create function private.earliest_start(s public.call_schedules) returns timestamptz
language plpgsql stable security definer set search_path = '' as $$
declare
  decision constant private.decision := private.first_allowed(s, greatest(s.due_at, s.retry_at, private.current_time()));
begin
  return case when decision.outcome = 'defer' then decision.until end;
end $$;
revoke all on function private.earliest_start(public.call_schedules) from public, anon, authenticated, service_role;
