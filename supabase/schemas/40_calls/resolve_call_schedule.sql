-- Settling by hand what nobody could find out: an admin's word ends a live call that is flagged for attention, or that is
-- past its deadline (attempt_deadline) though nothing has flagged it. Guarantee: a person can end every such call, and its
-- number and line are free again; nothing that Bolna says is read or written on the way.

-- p_outcome: placed (it was made: the call counts as completed) or not_placed (it was not: it is scheduled again and due
-- at once; one that Bolna had accepted fails instead). Of a flagged call without a live attempt, either takes the flag off
-- and changes nothing else. Guarantee: what may be on its way, or is surely with Bolna, is never scheduled again by this.
-- Outcomes: resolved {call_status}, not_flagged {call_status}, not_found, forbidden. The audit names the admin.
create function private.resolve_call_schedule(p_schedule_id uuid, p_outcome public.resolution) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  caller_role public.member_role;
  s public.call_schedules;
  t public.call_attempts;
  was_placed constant boolean := p_outcome = 'placed';
  new_code constant public.reason_code :=
    case when was_placed then 'placed_by_hand'::public.reason_code else 'not_placed_by_hand' end;
  new_status public.call_status;
  is_overdue boolean;
begin
  if p_outcome is null then
    raise exception 'p_outcome must be placed or not_placed' using errcode = '22023';
  end if;
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  caller_role := private.role_of(s.org_id, auth.uid());
  if s.id is null or caller_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif caller_role <> 'admin' then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;
  select a.* into t from public.call_attempts a where a.schedule_id = s.id and a.state <> 'ended' for no key update;
  if t.id is null and s.attention then
    update public.call_schedules c set attention_code = null, attention_reason = null where c.id = s.id;
    return jsonb_build_object('outcome', 'resolved'::public.answer_outcome, 'call_status', s.call_status);
  end if;
  is_overdue := coalesce(private.attempt_deadline(t) <= private.current_time(), false);
  if t.id is null or not (s.attention or is_overdue)
    -- Its request may be on its way; or Bolna has it, and it may be talking while its number is dialled again.
    or ((t.state = 'placing' or (t.state = 'placed' and not was_placed)) and not is_overdue) then
    return jsonb_build_object('outcome', 'not_flagged'::public.answer_outcome, 'call_status', s.call_status);
  end if;

  update public.call_attempts a
  set state = 'ended', outcome = 'settled_by_hand', ended_at = private.current_time(), next_check_at = null,
    reason_code = new_code,
    reason = case when was_placed then 'An admin found out that this call was made.'
      else 'An admin found out that this call was not made.' end
  where a.id = t.id;
  update public.call_schedules c
  set call_status = case when was_placed then 'completed'::public.call_status when t.state = 'placed' then 'failed' else 'scheduled' end,
    status_reason_code = new_code,
    status_reason = case when was_placed then 'An admin found out that this call was made.'
      when t.state = 'placed' then 'An admin found out that this call was not made. Bolna had accepted it, so it is not tried again by itself.'
      else 'An admin found out that this call was not made: it is tried again.' end,
    attention_code = null, attention_reason = null
  where c.id = s.id
  returning c.call_status into new_status;
  if new_status = 'scheduled' and private.orphan_code(s) is not null then
    perform private.refuse_call(s.id, private.stop(private.orphan_code(s)));
    new_status := 'cancelled';
  end if;
  perform private.ring_for_waiting_calls(s.org_id);
  return jsonb_build_object('outcome', 'resolved'::public.answer_outcome, 'call_status', new_status);
end $$;
revoke all on function private.resolve_call_schedule(uuid, public.resolution) from public;
grant execute on function private.resolve_call_schedule(uuid, public.resolution) to authenticated;

create function public.resolve_call_schedule(p_schedule_id uuid, p_outcome public.resolution) returns jsonb
language sql set search_path = '' as $$
  select private.resolve_call_schedule(p_schedule_id, p_outcome)
$$;
revoke all on function public.resolve_call_schedule(uuid, public.resolution) from public, anon, authenticated, service_role;
grant execute on function public.resolve_call_schedule(uuid, public.resolution) to authenticated;
