-- Writes how calls ended, on their attempts and on their schedules: p_settles is an array of {attempt_id, result} (see
-- settle_call), each attempt once. In one statement a table, however many there are: what follows from a statement, as the
-- audit, costs as much for one as for fifty (a settle by itself takes 2.5 times as long). Gives the status of each schedule as
-- it is then. An end is held between the claim and now: a record that is dated elsewhere moves no statistics and no retention.
-- Expects the locks, and attempts that are live.
create function private.settle_attempts(p_settles jsonb) returns table (attempt_id uuid, call_status public.call_status)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  -- Ids by `= any (array)`: see receive_bolna_events.
  attempt_ids constant uuid[] := array(select (e ->> 'attempt_id')::uuid from jsonb_array_elements(p_settles) e);
  schedule_ids constant uuid[] := array(select a.schedule_id from public.call_attempts a where a.id = any (attempt_ids));
  at constant timestamptz := private.current_time();
begin
  if exists (
    select from jsonb_array_elements(p_settles) e
    where e -> 'result' ->> 'call_status' = 'scheduled' and e -> 'result' ->> 'outcome' is distinct from 'balance_low'
  ) then
    raise exception 'only a call that was not dialled goes back to scheduled' using errcode = '22023';
  end if;

  update public.call_attempts a
  set state = 'ended', outcome = r.outcome, bolna_status = coalesce(left(nullif(r.bolna_status, ''), 100), a.bolna_status),
    bolna_status_at = at, reason_code = r.reason_code, reason = left(r.reason, 1000), answered = r.answered,
    voicemail = r.voicemail, conversation_seconds = r.conversation_seconds, duration_seconds = r.duration_seconds,
    cost_cents = r.cost_cents, hangup_by = left(r.hangup_by, 300), hangup_reason = left(r.hangup_reason, 300),
    hangup_code = left(r.hangup_code, 300), termination_reason = left(r.termination_reason, 300),
    ended_at = least(greatest(coalesce(r.ended_at, at), a.claimed_at), at), next_check_at = null,
    retry_category = r.retry_category
  from jsonb_array_elements(p_settles) e
  cross join lateral jsonb_to_record(e -> 'result') as r (
    bolna_status text, outcome public.attempt_outcome, retry_category public.retry_category,
    reason_code public.reason_code, reason text, answered boolean, voicemail boolean, conversation_seconds numeric,
    duration_seconds numeric, cost_cents numeric, hangup_by text, hangup_reason text, hangup_code text,
    termination_reason text, ended_at timestamptz)
  where a.id = any (attempt_ids) and a.id = (e ->> 'attempt_id')::uuid;
  -- Few calls end so soon.
  if exists (
    select from jsonb_array_elements(p_settles) e
    where e -> 'result' -> 'answered' = 'true' and (e -> 'result' ->> 'conversation_seconds')::numeric <= 5
  ) then
    perform private.note_silent_refusals(attempt_ids);
  end if;

  return query
  update public.call_schedules c
  set call_status = (d.s).call_status, status_reason_code = (d.s).status_reason_code, status_reason = (d.s).status_reason,
    retry_at = (d.s).retry_at, attention_code = (d.s).attention_code, attention_reason = (d.s).attention_reason
  from (
    select a.id, private.concluded(s, a, a.retry_category, (e -> 'result' ->> 'call_status')::public.call_status,
      a.reason_code, e -> 'result' ->> 'reason') as s
    from jsonb_array_elements(p_settles) e
    join public.call_attempts a on a.id = any (attempt_ids) and a.id = (e ->> 'attempt_id')::uuid
    join public.call_schedules s on s.id = any (schedule_ids) and s.id = a.schedule_id
    -- Computed once for each, not for each column.
    offset 0
  ) d
  where c.id = any (schedule_ids) and c.id = (d.s).id
  returning d.id, c.call_status;
end $$;
revoke all on function private.settle_attempts(jsonb) from public, anon, authenticated, service_role;
