-- When the call of this schedule is tried again after an attempt that ended in p_category, or null: never. The policy is
-- the rule's or campaign's over the organisation's over the default. Up to a tenth of the wait is added by chance, so that calls that
-- failed together do not come back together; an unanswered call is not tried at the same hour of the organisation's day
-- as the last time, and where its rule or campaign asks for the best time, at the open hours in which people were found to answer
-- (private.best_retry).
create function private.next_retry_at(p_attempt public.call_attempts, p_category public.retry_category) returns timestamptz
language plpgsql volatile security definer set search_path = '' as $$
declare
  policy jsonb;
  zone text;
  rule jsonb;
  tried integer;
  counted integer;
  wait_minutes numeric;
  retry timestamptz;
  wants_best_time boolean;
begin
  select private.default_retry_policy() || o.retry_policy || coalesce(r.retry_policy, c.retry_policy, '{}'), o.time_zone,
    p_category in ('no_answer', 'voicemail') and coalesce(c.best_time, r.best_time, false)
  into policy, zone, wants_best_time
  from public.call_schedules s
  join public.organizations o on o.id = s.org_id
  left join public.call_schedule_rules r on r.id = s.rule_id
  left join public.campaigns c on c.id = s.campaign_id
  where s.id = p_attempt.schedule_id;

  rule := policy -> p_category::text;
  -- What Bolna never took (429, no connection, a paused account) is no try of this call.
  select count(*) filter (where a.retry_category = p_category),
    count(*) filter (where a.outcome not in ('not_sent', 'paused', 'balance_low')) + 1
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
  if wants_best_time then
    retry := private.best_retry((select s from public.call_schedules s where s.id = p_attempt.schedule_id), retry, p_attempt.claimed_at);
  end if;
  return retry;
end $$;
revoke all on function private.next_retry_at(public.call_attempts, public.retry_category) from public;
