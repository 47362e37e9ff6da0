-- Writing down what came of the one request to Bolna. Each function compares and sets: a late or repeated write changes
-- nothing and answers recorded=false, unless it says what is already so.

-- Locks the schedule, then the attempt (the order everywhere), and gives the attempt back. Error P0002 when there is none.
create function private.lock_attempt(p_attempt_id uuid) returns public.call_attempts
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
begin
  perform from public.call_schedules s
  where s.id = (select a.schedule_id from public.call_attempts a where a.id = p_attempt_id)
  for no key update;
  select a.* into t from public.call_attempts a where a.id = p_attempt_id for no key update;
  if not found then
    raise exception 'no attempt has the id %', p_attempt_id using errcode = 'P0002';
  end if;
  return t;
end $$;

-- The answer of each function here: was it written, and what holds now.
create function private.record_result(p_attempt_id uuid, p_recorded boolean) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('recorded', p_recorded, 'call_status', s.call_status, 'attempt_state', t.state)
  from public.call_attempts t join public.call_schedules s on s.id = t.schedule_id
  where t.id = p_attempt_id
$$;

-- Ends an attempt that never became a call and gives its schedule the status and reason. Expects the locks.
create function private.end_undialled_attempt(
  p_attempt public.call_attempts, p_outcome text, p_http_status integer, p_reason_code text, p_reason text,
  p_call_status text, p_retry_at timestamptz
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.call_attempts t
  set state = 'ended', outcome = p_outcome, http_status = p_http_status, reason_code = p_reason_code,
    reason = p_reason, ended_at = private.current_time(), next_check_at = null
  where t.id = p_attempt.id;
  perform private.conclude_schedule(p_attempt, null, p_call_status, p_reason_code, p_reason);
  update public.call_schedules s
  set retry_at = case when s.call_status = 'scheduled' then p_retry_at end,
    deferral_count = case when p_outcome = 'not_sent' then s.deferral_count + 1 else s.deferral_count end
  where s.id = p_attempt.schedule_id;
end $$;

-- Bolna accepted: the execution id is the join key from here on. Also taken from a late worker and for an attempt that
-- was given up as unknown, because it is knowledge and not a guess; never for one that ended or has another execution.
create function public.record_call_placed(p_attempt_id uuid, p_execution_id text, p_bolna_status text default 'queued')
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.bolna_execution_id = p_execution_id then
    return private.record_result(p_attempt_id, true);
  elsif t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  update public.call_attempts a
  set state = 'placed', placed_at = private.current_time(), bolna_execution_id = p_execution_id,
    bolna_status = coalesce(a.bolna_status, p_bolna_status),
    bolna_status_at = coalesce(a.bolna_status_at, private.current_time()),
    http_status = 200, reason_code = null, reason = null,
    next_check_at = private.current_time() + interval '20 seconds', check_count = 0
  where a.id = p_attempt_id;
  update public.call_schedules s
  set bolna_call_id = p_execution_id, deferral_count = 0, status_reason_code = null, status_reason = null,
    -- What was flagged because nobody knew is known now; a late execution of an earlier attempt stays.
    attention = s.attention and s.attention_reason = private.late_execution_notice(),
    attention_reason = case when s.attention_reason = private.late_execution_notice() then s.attention_reason end
  where s.id = t.schedule_id;
  -- Events that came before this was written down, and without our call_ref.
  update public.call_events e set org_id = t.org_id, attempt_id = t.id
  where e.execution_id = p_execution_id and e.attempt_id is null;
  return private.record_result(p_attempt_id, true);
end $$;

-- Bolna refused this call: nothing was dialled and trying again would not help.
create function public.record_call_refused(
  p_attempt_id uuid, p_http_status integer, p_reason_code text, p_reason text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  perform private.end_undialled_attempt(t, 'refused', p_http_status, p_reason_code, p_reason, 'failed', null);
  return private.record_result(p_attempt_id, true);
end $$;

-- Nothing reached Bolna, or it asked us to slow down: the call is due again after p_retry_after_seconds (0 to 3600).
-- Twelve in a row end it as failed, so that it is not lost silently.
create function public.record_call_not_sent(
  p_attempt_id uuid, p_http_status integer, p_reason_code text, p_reason text, p_retry_after_seconds numeric
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
  deferrals integer;
begin
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  select s.deferral_count into deferrals from public.call_schedules s where s.id = t.schedule_id;
  if deferrals + 1 >= 12 then
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, 'bolna_unreachable',
      format('Given up after %s tries that Bolna did not take. The last one: %s', deferrals + 1, p_reason), 'failed', null);
  else
    perform private.end_undialled_attempt(t, 'not_sent', p_http_status, p_reason_code, p_reason, 'scheduled',
      private.current_time() + make_interval(secs => least(greatest(p_retry_after_seconds, 0), 3600)));
  end if;
  return private.record_result(p_attempt_id, true);
end $$;

-- No clear answer: it may be ringing, and is never tried again blindly. A webhook, a read or a list with its call_ref adopts
-- it; only proven absence (record_absence) or an admin's word (resolve_call_schedule) ends it as not made.
create function public.record_call_unknown(
  p_attempt_id uuid, p_http_status integer, p_reason_code text, p_reason text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts := private.lock_attempt(p_attempt_id);
begin
  if t.state <> 'placing' then
    return private.record_result(p_attempt_id, t.state = 'unknown');
  end if;
  update public.call_attempts a
  set state = 'unknown', http_status = p_http_status, reason_code = p_reason_code, reason = p_reason,
    next_check_at = greatest(a.claimed_at + interval '30 seconds', private.current_time()), check_count = 0
  where a.id = p_attempt_id;
  update public.call_schedules s
  set status_reason_code = p_reason_code, status_reason = p_reason
  where s.id = t.schedule_id;
  return private.record_result(p_attempt_id, true);
end $$;

-- The account refuses every call (key, number, agent): the organisation stops dialling with the reason, the call goes
-- back to scheduled, nothing is burnt.
create function public.record_calling_paused(
  p_attempt_id uuid, p_http_status integer, p_reason_code text, p_reason text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.call_attempts;
begin
  perform from public.organizations o
  where o.id = (select a.org_id from public.call_attempts a where a.id = p_attempt_id) for no key update;
  t := private.lock_attempt(p_attempt_id);
  if t.state not in ('placing', 'unknown') then
    return private.record_result(p_attempt_id, false);
  end if;
  update public.organizations o
  set calling_paused_reason = left(coalesce(nullif(p_reason, ''), 'Bolna refuses every call of this account.'), 1000)
  where o.id = t.org_id and o.calling_paused_reason is null;
  perform private.end_undialled_attempt(t, 'paused', p_http_status, p_reason_code, p_reason, 'scheduled', null);
  return private.record_result(p_attempt_id, true);
end $$;

revoke all on function private.lock_attempt(uuid), private.record_result(uuid, boolean),
  private.end_undialled_attempt(public.call_attempts, text, integer, text, text, text, timestamptz) from public;
revoke all on function public.record_call_placed(uuid, text, text), public.record_call_refused(uuid, integer, text, text),
  public.record_call_not_sent(uuid, integer, text, text, numeric), public.record_call_unknown(uuid, integer, text, text),
  public.record_calling_paused(uuid, integer, text, text) from public, anon, authenticated, service_role;
grant execute on function public.record_call_placed(uuid, text, text), public.record_call_refused(uuid, integer, text, text),
  public.record_call_not_sent(uuid, integer, text, text, numeric), public.record_call_unknown(uuid, integer, text, text),
  public.record_calling_paused(uuid, integer, text, text) to service_role;
