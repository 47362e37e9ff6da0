-- The first moment from p_from on at which a call may be planned to leave (private.judge_plan), as things stand now: the decision there, with until as that
-- moment. A stop, or a defer that ends nobody knows when, is given as it is. Asked of the judge again and again, each time at the
-- moment from which its last answer may change; ten times at most, then the last defer is given.
create function private.first_allowed(s public.call_schedules, p_from timestamptz, p_law_alone boolean default false)
returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  moment timestamptz := p_from;
  first private.decision;
  decision private.decision;
begin
  for round in 1..10 loop
    decision := private.judge_plan(s, moment, false, false, p_law_alone);
    first := case when first.code is null then decision else first end;
    exit when decision.outcome <> 'defer' or decision.until is null or decision.until <= moment;
    moment := decision.until;
  end loop;
  if decision.outcome = 'stop' then
    return decision;
  elsif s.deadline_at <= moment then
    return private.stop('missed', jsonb_build_object('deadline', s.deadline_at, 'nearest', moment, 'blocker', nullif(first.code, 'allowed')));
  end if;
  -- Why not at once, and from when.
  first.until := case when first.outcome = 'defer' then case when decision.outcome = 'call' then moment else decision.until end end;
  return first;
end $$;
revoke all on function private.first_allowed(public.call_schedules, timestamptz, boolean) from public, anon, authenticated, service_role;
