-- What follows from a statement costs as much for one call as for fifty: calls that end together are settled by one statement a
-- table. The functions that every write asks answer in half the time in plpgsql.
set local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.conclude_schedule (
  p_attempt     public.call_attempts,
  p_category    public.retry_category,
  p_call_status public.call_status,
  p_reason_code public.reason_code,
  p_reason      text,
  p_retry_at    timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS public.call_status
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  s public.call_schedules;
begin
  select c.* into s from public.call_schedules c where c.id = p_attempt.schedule_id;
  s := private.concluded(s, p_attempt, p_category, p_call_status, p_reason_code, p_reason, p_retry_at);
  update public.call_schedules c
  set call_status = s.call_status, status_reason_code = s.status_reason_code, status_reason = s.status_reason,
    retry_at = s.retry_at, attention_code = s.attention_code, attention_reason = s.attention_reason
  where c.id = s.id;
  return s.call_status;
end $function$;

CREATE OR REPLACE FUNCTION private.concluded (
  s             public.call_schedules,
  p_attempt     public.call_attempts,
  p_category    public.retry_category,
  p_call_status public.call_status,
  p_reason_code public.reason_code,
  p_reason      text,
  p_retry_at    timestamp with time zone DEFAULT NULL::timestamp WITH time zone
)
  RETURNS public.call_schedules
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  is_noticed constant boolean := s.attention_code is not distinct from 'late_execution';
  retry timestamptz;
  orphan public.reason_code;
begin
  if p_category is not null and not is_noticed then
    retry := private.next_retry_at(p_attempt, p_category);
  end if;
  s.call_status := case
    when retry is not null then 'scheduled' when is_noticed and p_call_status = 'scheduled' then 'failed' else p_call_status
  end;
  s.status_reason_code := p_reason_code;
  s.status_reason := left(p_reason, 1000);
  if s.call_status = 'scheduled' then
    orphan := private.orphan_code(s);
    if orphan is not null then
      s.call_status := 'cancelled';
      s.status_reason_code := orphan;
      s.status_reason := private.say_decision(private.stop(orphan));
    end if;
  end if;
  s.retry_at := case when s.call_status = 'scheduled' then coalesce(retry, p_retry_at) end;
  if not is_noticed then
    s.attention_code := null;
    s.attention_reason := null;
  end if;
  return s;
end $function$;

CREATE OR REPLACE FUNCTION private."current_time"()
  RETURNS timestamp WITH time zone
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  return statement_timestamp();
end $function$;

CREATE OR REPLACE FUNCTION private.enter_crm_outbox()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  -- Asked first: an insert of no rows still runs what follows from an insert.
  if exists (
    select from public.hubspot_connections c
    where c.org_id = new.org_id and c.removed_at is null and c.write_back_enabled
  ) then
    insert into public.crm_outbox (org_id, schedule_id, attempt_id, contact_id)
    select new.org_id, new.schedule_id, new.id, s.contact_id
    from public.call_schedules s
    where s.id = new.schedule_id and s.contact_id ~ '^[1-9][0-9]{0,17}$'
    on conflict (attempt_id) do nothing;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION private.is_text (
  p_text text,
  p_most integer
)
  RETURNS boolean
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
begin
  return char_length(p_text) between 1 and p_most
    and p_text !~ '[\u0001-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]'
    -- Blanks and what Unicode has nobody see, by code and not by class: to Postgres that depends on the database's locale.
    and p_text ~ ('[^\u0020\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f'
      '\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8'
      '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]');
end $function$;

CREATE OR REPLACE FUNCTION private.settle_attempts (
  p_settles jsonb
)
  RETURNS TABLE (
    attempt_id  uuid,
    call_status public.call_status
  )
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.settle_call (
  p_attempt_id   uuid,
  p_execution_id text,
  p_result       jsonb,
  p_actor        uuid  DEFAULT NULL::uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  is_balance_low constant boolean := p_result ->> 'outcome' = 'balance_low';
  t public.call_attempts;
  new_status public.call_status;
begin
  if p_actor is not null then
    perform set_config('app.actor_id', p_actor::text, true);
  end if;
  if is_balance_low then
    perform from public.organizations o
    where o.id = (select a.org_id from public.call_attempts a where a.id = p_attempt_id) for no key update;
  end if;

  t := private.lock_attempt(p_attempt_id);
  if t.state not in ('placed', 'unknown') or t.bolna_execution_id is distinct from p_execution_id then
    return jsonb_build_object('settled', false,
      'call_status', (select s.call_status from public.call_schedules s where s.id = t.schedule_id));
  end if;
  select a.call_status into new_status
  from private.settle_attempts(jsonb_build_array(jsonb_build_object('attempt_id', t.id, 'result', p_result))) a;
  if is_balance_low then
    update public.organizations o
    set calling_paused_reason =
        left(coalesce(nullif(p_result ->> 'reason', ''), 'Bolna says that the balance is too low.'), 1000),
      calling_paused_code = (p_result ->> 'reason_code')::public.reason_code
    where o.id = t.org_id and o.calling_paused_reason is null;
  end if;
  perform private.ring_for_waiting_calls(t.org_id);
  return jsonb_build_object('settled', true, 'call_status', new_status);
end $function$;

CREATE OR REPLACE FUNCTION public.settle_calls (
  p_settles jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  attempt_ids constant uuid[] := array(
    select (e ->> 'attempt_id')::uuid from jsonb_array_elements(p_settles) e
    where e -> 'result' ->> 'outcome' <> 'balance_low');
  schedule_ids uuid[];
  held uuid[];
  -- Those that end a call, in their order, and which places they have.
  live jsonb;
  places bigint[];
  ended uuid[] := '{}'::uuid[];
  failed uuid[] := '{}'::uuid[];
  one jsonb;
begin
  -- Schedules, then attempts: the order everywhere.
  select array_agg(l.id) into schedule_ids from (
    select s.id from public.call_schedules s
    where s.id = any (array(select a.schedule_id from public.call_attempts a where a.id = any (attempt_ids)))
    for no key update skip locked
  ) l;
  select array_agg(l.id) into held from (
    select a.id from public.call_attempts a
    where a.id = any (attempt_ids) and a.schedule_id = any (schedule_ids)
    for no key update skip locked
  ) l;

  select coalesce(jsonb_agg(f.e), '[]'), array_agg(f.place) into live, places from (
    select distinct on (t.id) s.e, s.place
    from jsonb_array_elements(p_settles) with ordinality as s (e, place)
    cross join lateral (
      select a.id from public.call_attempts a
      where a.id = any (held) and a.id = (s.e ->> 'attempt_id')::uuid and a.state in ('placed', 'unknown')
        and a.bolna_execution_id is not distinct from s.e ->> 'execution_id'
      limit 1
    ) t
    where s.e -> 'result' ->> 'outcome' <> 'balance_low'
    order by t.id, s.place
  ) f;
  begin
    ended := array(select a.attempt_id from private.settle_attempts(live) a);
  exception when others then
    for one in select e from jsonb_array_elements(live) e loop
      begin
        ended := ended || array(select a.attempt_id from private.settle_attempts(jsonb_build_array(one)) a);
      exception when others then
        failed := failed || (one ->> 'attempt_id')::uuid;
      end;
    end loop;
  end;
  if ended <> '{}' then
    perform private.ring_for_waiting_calls(variadic array(
      select distinct a.org_id from public.call_attempts a where a.id = any (ended)));
  end if;

  return (
    select jsonb_agg(case when t.call_status is not null then jsonb_build_object(
        'settled', coalesce(s.place = any (places), false), 'call_status', t.call_status) end order by s.place)
    from jsonb_array_elements(p_settles) with ordinality as s (e, place)
    left join lateral (
      select c.call_status from public.call_attempts a join public.call_schedules c on c.id = a.schedule_id
      where a.id = (s.e ->> 'attempt_id')::uuid and a.id = any (held) and a.id <> all (failed)
        and s.e -> 'result' ->> 'outcome' <> 'balance_low'
      limit 1
    ) t on true
  );
end $function$;

drop function private.settle_attempt(public.call_attempts, jsonb);

revoke all on function private.concluded(public.call_schedules, public.call_attempts, public.retry_category, public.call_status,
  public.reason_code, text, timestamptz) from public, anon, authenticated, service_role;
revoke all on function private.settle_attempts(jsonb) from public, anon, authenticated, service_role;
