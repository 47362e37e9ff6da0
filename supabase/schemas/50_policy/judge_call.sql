-- The one judge of whether a call may go out at the given moment. Each claim asks it for the rows it has locked, before an
-- attempt exists; whoever else wants to know asks here too. It reads and decides, and writes nothing.
--   p_by_hand: a person asks for the call now: neither its own time nor the hours in which the organisation plans hold it.
--   p_before_look: its contact is about to be read from HubSpot; what our copy says of it is not asked.
--   p_law_alone: an admin has given a reason for calling outside the organisation's own hours, gaps and caps.
--   p_has_line: the caller has counted the organisation's lines, and has one for it (judge_organization).
-- A stop outweighs every defer. The defers that end nobody knows when (a switch, a busy number, full lines) come first; of the
-- others the one that ends last. A call that could leave only after its deadline is missed.
create function private.judge_call(
  s public.call_schedules, p_at timestamptz, p_by_hand boolean default false, p_before_look boolean default false,
  p_law_alone boolean default false, p_has_line boolean default false
) returns private.decision
language plpgsql stable security definer set search_path = '' as $$
declare
  plan constant private.decision := private.judge_plan(s, p_at, p_by_hand, p_before_look, p_law_alone);
  decision private.decision := plan;
begin
  if plan.outcome <> 'stop' then
    decision := private.later_decision(private.judge_organization(s, p_at, p_has_line), case when plan.outcome = 'defer' then plan end);
    decision := case when decision.outcome is null then plan else decision end;
  end if;
  if decision.outcome <> 'stop' and s.deadline_at <= coalesce(greatest(decision.until, p_at), p_at) then
    decision := private.stop('missed', jsonb_build_object(
      'deadline', s.deadline_at, 'nearest', decision.until, 'blocker', nullif(decision.code, 'allowed')));
  end if;
  decision.terms := plan.terms;
  decision.pack := plan.pack;
  return decision;
end $$;
revoke all on function private.judge_call(public.call_schedules, timestamptz, boolean, boolean, boolean, boolean)
  from public, anon, authenticated, service_role;
