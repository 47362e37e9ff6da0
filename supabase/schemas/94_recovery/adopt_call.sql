-- A call that Bolna made since the backup becomes ours again: the attempt that was lost with its id, as unknown, which the record of
-- Bolna then follows like any other (receive_bolna_event). p_call: {execution_id, call_ref, schedule_ref, called_at, bolna_agent_id}.
-- p_lost: how to write the call down where the backup has no schedule of that id, {org_id, agent: as bolna_agent_id of our agents,
-- contact_name, call_topic, call_language, contact_phone_enc, contact_phone_hash, global_phone_hash}; its number is then held.
-- Outcomes: kept; already_there; wait (an earlier attempt of it, or to its number, is to end first); over (the schedule was over
-- already: the number is held, for nobody knows why it was called; or the person was erased meanwhile: nothing is written); not_found (say p_lost); lost (our side has no agent for it).
create function public.adopt_call(p_window_id bigint, p_call jsonb, p_lost jsonb default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  recovery bigint;
  c record;
  s public.call_schedules;
  is_unknown boolean := false;
begin
  select w.recovery_id into recovery from private.recovery_windows w
  join private.recoveries r on r.id = w.recovery_id and r.finished_at is null where w.id = p_window_id;
  if recovery is null then
    raise exception 'no recovery is open that has the window %', p_window_id using errcode = '55000';
  end if;
  select * into c from jsonb_to_record(p_call)
    as x (execution_id text, call_ref uuid, schedule_ref uuid, called_at timestamptz, bolna_agent_id text);
  if exists (select from public.call_attempts t where t.id = c.call_ref or t.bolna_execution_id = c.execution_id) then
    return jsonb_build_object('outcome', 'already_there'::public.answer_outcome);
  end if;

  if not exists (select from public.call_schedules k where k.id = c.schedule_ref)
    and not private.book_recovered_contact(c.schedule_ref, c.called_at) then
    if p_lost is null then
      return jsonb_build_object('outcome', 'not_found'::public.answer_outcome);
    end if;
    -- Whoever erases for the organisation comes before this or after it.
    perform from public.organizations o where o.id = (p_lost ->> 'org_id')::uuid for no key update;
    if exists (
      select from private.recovery_erasures e
      where e.org_id = (p_lost ->> 'org_id')::uuid and e.phone_hash = private.hold_phone_hash(p_lost ->> 'contact_phone_hash')
    ) then
      return jsonb_build_object('outcome', 'over'::public.answer_outcome);
    elsif not private.book_recovered_call(c.schedule_ref, c.called_at, p_lost) then
      return jsonb_build_object('outcome', 'lost'::public.answer_outcome);
    end if;
    is_unknown := true;
  end if;
  perform from public.organizations o
  where o.id = (select k.org_id from public.call_schedules k where k.id = c.schedule_ref) for no key update;
  select k.* into s from public.call_schedules k where k.id = c.schedule_ref for no key update;

  if s.call_status not in ('scheduled', 'in_progress') or is_unknown then
    insert into private.recovery_holds (recovery_id, org_id, phone_hash) values (recovery, s.org_id, s.contact_phone_hash)
    on conflict do nothing;
  end if;
  if s.call_status not in ('scheduled', 'in_progress') then
    return jsonb_build_object('outcome', 'over'::public.answer_outcome);
  end if;
  insert into public.call_attempts (id, org_id, schedule_id, agent_id, bolna_agent_id, attempt_number, contact_phone_hash, trigger,
    state, worker, due_at, claimed_at, lease_expires_at, next_check_at, reason_code, reason)
  select c.call_ref, s.org_id, s.id, s.agent_id, c.bolna_agent_id, s.attempt_count + 1, s.contact_phone_hash, 'sweep',
    'unknown', 'recovery', least(s.due_at, c.called_at), c.called_at, c.called_at, private.current_time() + interval '1 minute',
    'restored', 'Bolna made this call after the backup that the database was restored to.'
  where s.call_status = 'scheduled'
  on conflict do nothing;
  if not found then
    return jsonb_build_object('outcome', 'wait'::public.answer_outcome);
  end if;
  update public.call_schedules k
  set call_status = 'in_progress', attempt_count = s.attempt_count + 1, bolna_call_id = null, status_reason_code = null,
    status_reason = null, attention_code = null, attention_reason = null, retry_at = null, not_before = null,
    contact_unread_since = null
  where k.id = s.id;
  insert into private.recovery_organizations as o (recovery_id, org_id, adopted, unknown)
  values (recovery, s.org_id, 1, is_unknown::integer)
  on conflict (recovery_id, org_id) do update set adopted = o.adopted + 1, unknown = o.unknown + excluded.unknown;
  return jsonb_build_object('outcome', 'kept'::public.answer_outcome);
end $$;
revoke all on function public.adopt_call(bigint, jsonb, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.adopt_call(bigint, jsonb, jsonb) to service_role;
