-- An unknown call was looked for in Bolna's list of its agent and not found. p_complete: every page was read. Four complete
-- listings without it, the last at least ten minutes after the claim, prove that it never reached Bolna: the attempt ends
-- as absent and the retry policy decides. Until then, or while listings fail, it stays unknown; from ten minutes on it is
-- shown to a person. Answer: absent, call_status.
create function public.record_absence(p_attempt_id uuid, p_complete boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  is_old boolean;
  new_status public.call_status;
begin
  if t.state <> 'unknown' then
    return jsonb_build_object('absent', false,
      'call_status', (select s.call_status from public.call_schedules s where s.id = t.schedule_id));
  end if;
  update public.call_attempts a set absent_listings = a.absent_listings + case when p_complete then 1 else 0 end
  where a.id = t.id
  returning * into t;
  is_old := private.current_time() >= t.claimed_at + interval '10 minutes';

  if is_old and p_complete and t.absent_listings >= 4 then
    update public.call_attempts a
    set state = 'ended', outcome = 'absent', retry_category = 'absent', reason_code = 'never_reached_bolna',
      reason = 'Bolna gave no clear answer, and none of its complete lists holds the call: it was not made.',
      ended_at = private.current_time(), next_check_at = null
    where a.id = t.id;
    new_status := private.conclude_schedule(t, 'absent', 'failed', 'never_reached_bolna',
      'Bolna gave no clear answer, and none of its complete lists holds the call: it was not made.');
    perform private.ring_for_waiting_calls(t.org_id);
    return jsonb_build_object('absent', true, 'call_status', new_status);
  elsif is_old then
    perform public.flag_attention(t.id, 'absence_unproven',
      'Bolna never clearly answered for this call, and its lists have not yet proven that it was not made. Find out, then settle it by hand.');
  end if;
  return jsonb_build_object('absent', false, 'call_status', 'in_progress');
end $$;
revoke all on function public.record_absence(uuid, boolean) from public, anon, authenticated, service_role;
grant execute on function public.record_absence(uuid, boolean) to service_role;
