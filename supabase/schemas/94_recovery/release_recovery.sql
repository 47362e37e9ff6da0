-- An admin's word on what waits since a restore (42501 for anybody else). p_missed: calls whose time passed meanwhile go out now, as
-- the calling policy lets them, or are cancelled. p_rung: numbers that were rung by a call that the backup knows nothing of may be
-- called again; cancel: what waits for them now is cancelled first. Outcomes: saved {calls, cancelled}, pending (the operator has not
-- let calling go on yet), empty (nothing waits).
create function private.release_recovery(p_org_id uuid, p_missed public.recovery_choice, p_rung public.recovery_choice) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  waiting uuid[];
  cancelled integer;
begin
  perform private.require_admin(p_org_id);
  if exists (select from private.recoveries r where r.finished_at is null) then
    return jsonb_build_object('outcome', 'pending'::public.answer_outcome);
  end if;
  perform from public.organizations o where o.id = p_org_id for no key update;
  if not exists (select from private.recovery_holds h where h.org_id = p_org_id) then
    return jsonb_build_object('outcome', 'empty'::public.answer_outcome);
  end if;
  select array_agg(l.id) into waiting from (
    select s.id from public.call_schedules s
    where s.org_id = p_org_id and s.call_status = 'scheduled' and s.deleted_at is null
      and private.is_held(s.org_id, s.id, s.contact_phone_hash)
    order by s.id
    for no key update
  ) l;
  update public.call_schedules s
  set call_status = 'cancelled', retry_at = null, not_before = null, status_reason_code = 'restored',
    status_reason = 'Its time passed while the database was restored, or its number was called meanwhile: an admin had it cancelled.'
  from private.recovery_holds h
  where s.id = any (waiting) and h.org_id = p_org_id
    and ((p_missed = 'cancel' and h.schedule_id = s.id) or (p_rung = 'cancel' and h.phone_hash = s.contact_phone_hash));
  get diagnostics cancelled = row_count;
  delete from private.recovery_holds h where h.org_id = p_org_id;
  update public.call_schedules s set not_before = null, status_reason_code = null, status_reason = null
  where s.id = any (waiting) and s.call_status = 'scheduled' and s.status_reason_code = 'restored';
  update private.recovery_organizations o set released_at = now_is, missed_choice = p_missed, rung_choice = p_rung
  where o.org_id = p_org_id and o.released_at is null;
  perform private.ring_for_waiting_calls(p_org_id);
  return jsonb_build_object('outcome', 'saved'::public.answer_outcome, 'cancelled', cancelled,
    'calls', coalesce(cardinality(waiting), 0) - cancelled);
end $$;
revoke all on function private.release_recovery(uuid, public.recovery_choice, public.recovery_choice) from public;
grant execute on function private.release_recovery(uuid, public.recovery_choice, public.recovery_choice) to authenticated;

create function public.release_recovery(p_org_id uuid, p_missed public.recovery_choice, p_rung public.recovery_choice) returns jsonb
language sql set search_path = '' as $$
  select private.release_recovery(p_org_id, p_missed, p_rung)
$$;
revoke all on function public.release_recovery(uuid, public.recovery_choice, public.recovery_choice)
  from public, anon, authenticated, service_role;
grant execute on function public.release_recovery(uuid, public.recovery_choice, public.recovery_choice) to authenticated;
