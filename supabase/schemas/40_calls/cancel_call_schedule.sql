-- Cancelling and deleting. A user calls the public function with their own token; the private one sees across rows and
-- checks the caller itself.

-- Outcomes: cancelled, deleted (it was over, p_delete only), over {call_status}, stop_needed {attempt_id, execution_id}
-- (Bolna has it but nobody is being rung: stop it there first), live (being placed, unknown, ringing or talking),
-- not_found, forbidden. Guarantee: a call that was cancelled here was not and will not be handed to Bolna.
create function private.cancel_call_schedule(p_schedule_id uuid, p_delete boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  caller uuid := auth.uid();
  caller_role public.member_role;
  s public.call_schedules;
  t public.call_attempts;
begin
  select c.* into s from public.call_schedules c where c.id = p_schedule_id and c.deleted_at is null for no key update;
  caller_role := private.role_of(s.org_id, caller);
  if s.id is null or caller_role is null then
    return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
  elsif (caller_role = 'admin' or (caller_role = 'member' and s.created_by = caller)) is not true then
    return jsonb_build_object('outcome', 'forbidden'::public.answer_outcome);
  end if;

  if s.call_status = 'in_progress' then
    select a.* into t from public.call_attempts a where a.schedule_id = s.id and a.state <> 'ended';
    if t.state = 'placed' and private.is_pre_dial(t.bolna_status) then
      return jsonb_build_object('outcome', 'stop_needed'::public.answer_outcome,
        'attempt_id', t.id, 'execution_id', t.bolna_execution_id);
    end if;
    return jsonb_build_object('outcome', 'live'::public.answer_outcome);
  elsif s.call_status <> 'scheduled' and not p_delete then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome, 'call_status', s.call_status);
  end if;

  update public.call_schedules c
  set call_status = case when c.call_status = 'scheduled' then 'cancelled' else c.call_status end,
    status_reason_code = case when c.call_status = 'scheduled' then 'cancelled_by_user' else c.status_reason_code end,
    status_reason = case when c.call_status = 'scheduled' then 'Cancelled before it was dialled.' else c.status_reason end,
    retry_at = null,
    deleted_at = case when p_delete then private.current_time() end
  where c.id = s.id;
  return jsonb_build_object('outcome', case when s.call_status = 'scheduled' then 'cancelled'::public.answer_outcome else 'deleted' end);
end $$;
revoke all on function private.cancel_call_schedule(uuid, boolean) from public;
grant execute on function private.cancel_call_schedule(uuid, boolean) to authenticated;

create function public.cancel_call_schedule(p_schedule_id uuid, p_delete boolean default false) returns jsonb
language sql set search_path = '' as $$
  select private.cancel_call_schedule(p_schedule_id, coalesce(p_delete, false))
$$;
revoke all on function public.cancel_call_schedule(uuid, boolean) from public, anon, authenticated, service_role;
grant execute on function public.cancel_call_schedule(uuid, boolean) to authenticated;
