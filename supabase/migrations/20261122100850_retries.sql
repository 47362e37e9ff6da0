-- Trying again by what came of the last attempt. Each attempt is a new row and re-checks everything at its own time.

-- When the call of this schedule is tried again after an attempt that ended in p_category, or null: never. The policy is
-- the rule's over the organisation's over the default. Up to a tenth of the wait is added by chance, so that calls that
-- failed together do not come back together; an unanswered call is not tried at the same hour of the organisation's day
-- as the last time.
create function private.next_retry_at(p_attempt public.call_attempts, p_category text) returns timestamptz
language plpgsql volatile security definer set search_path = '' as $$
declare
  policy jsonb;
  zone text;
  rule jsonb;
  tried integer;
  counted integer;
  wait_minutes numeric;
  retry timestamptz;
begin
  select private.default_retry_policy() || o.retry_policy || coalesce(r.retry_policy, '{}'), o.time_zone
  into policy, zone
  from public.call_schedules s
  join public.organizations o on o.id = s.org_id
  left join public.call_schedule_rules r on r.id = s.rule_id
  where s.id = p_attempt.schedule_id;

  rule := policy -> p_category;
  -- What Bolna never took (429, no connection, a paused account) is no try of this call.
  select count(*) filter (where a.retry_category = p_category),
    count(*) filter (where a.outcome not in ('not_sent', 'paused', 'balance_low', 'withdrawn')) + 1
  into tried, counted
  from public.call_attempts a
  where a.schedule_id = p_attempt.schedule_id and a.id <> p_attempt.id;
  -- numeric: a policy may say 3.0.
  if rule is null or tried >= (rule ->> 'max_retries')::numeric or counted >= (policy ->> 'max_attempts')::numeric then
    return null;
  end if;

  wait_minutes := (rule -> 'minutes' ->> least(tried, jsonb_array_length(rule -> 'minutes') - 1))::numeric;
  retry := private.current_time() + make_interval(secs => (wait_minutes * 60 * (1 + random() * 0.1))::double precision);
  if p_category = 'no_answer'
    and date_part('hour', retry at time zone zone) = date_part('hour', p_attempt.claimed_at at time zone zone) then
    -- In their zone: where clocks are half an hour off, the hours of UTC begin in the middle of theirs.
    retry := date_trunc('hour', retry, zone) + interval '1 hour' + make_interval(secs => random() * 300);
  end if;
  return retry;
end $$;

-- Said when a call that was held not to have been made turns out to have been made. It stays until a person takes it off.
create function private.late_execution_notice() returns text
language sql immutable set search_path = '' as $$
  select 'Bolna made this call after all, though it was held not to have been made. It is not dialled again by itself.'
$$;

-- Ends the schedule of an attempt that is over, or has it tried again where the policy says so. Expects the locks.
create function private.conclude_schedule(
  p_attempt public.call_attempts, p_category text, p_call_status text, p_reason_code text, p_reason text
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  -- Somebody was rung who was held not to have been: until a person has seen that, nothing is tried again.
  is_noticed constant boolean := (
    select s.attention_reason is not distinct from private.late_execution_notice()
    from public.call_schedules s where s.id = p_attempt.schedule_id
  );
  retry timestamptz := case when not is_noticed then private.next_retry_at(p_attempt, p_category) end;
  new_status text := case
    when retry is not null then 'scheduled' when is_noticed and p_call_status = 'scheduled' then 'failed' else p_call_status
  end;
begin
  update public.call_attempts a set retry_category = p_category where a.id = p_attempt.id and p_category is not null;
  update public.call_schedules s
  set call_status = new_status, status_reason_code = p_reason_code, status_reason = p_reason, retry_at = retry,
    attention = is_noticed, attention_reason = case when is_noticed then s.attention_reason end
  where s.id = p_attempt.schedule_id
  -- As it is stored: a rule's call may be called off by then.
  returning s.call_status into new_status;
  return new_status;
end $$;

revoke all on function private.late_execution_notice(), private.next_retry_at(public.call_attempts, text),
  private.conclude_schedule(public.call_attempts, text, text, text, text) from public;
