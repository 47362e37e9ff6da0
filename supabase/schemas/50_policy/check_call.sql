-- What the judge would say of a booking at its own time, as the rules stand for that moment: nothing is booked. On behalf of p_actor,
-- a member of any role. p_call as for book_call_schedule; its number is not kept. Outcomes: checked {decision}, forbidden.
create function public.check_call(p_org_id uuid, p_actor uuid, p_call jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  s public.call_schedules;
  decision private.decision;
begin
  if private.role_of(p_org_id, p_actor) is null then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  s := private.call_as_asked(p_org_id, p_call);
  decision := case when s.purpose is null then private.stop('purpose_missing') else private.judge_plan(s, s.scheduled_at) end;
  if decision.outcome = 'defer' then
    decision.until := (private.first_allowed(s, s.scheduled_at)).until;
  end if;
  return jsonb_build_object('outcome', 'checked'::public.answer_outcome,
    'decision', private.present_decision(decision, s.scheduled_at, 'plan', s.purpose));
end $$;
revoke all on function public.check_call(uuid, uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.check_call(uuid, uuid, jsonb) to service_role;
