-- What came of an organisation's attempts of the last hour, as the reports count them (a quarter of an hour at a time, added up each
-- minute): at most five rows of each organisation, however many calls it makes. Not those to come: a call that is booked has its row in
-- the quarter in which it is due. Fewer than twenty say nothing of a rate.
create function private.attempts_of_last_hour(p_code public.alert_code)
returns table (org_id uuid, threshold numeric, attempts bigint, failed bigint, no_answer bigint)
language sql stable security definer set search_path = '' as $$
  select t.org_id, t.threshold, c.attempts, c.failed, c.no_answer
  from private.organizations_to_tell(p_code) t
  cross join lateral (
    select sum(k.answered + k.voicemail + k.no_answer + k.busy + k.failed) as attempts, sum(k.failed) as failed,
      sum(k.no_answer) as no_answer
    from private.report_counts k
    where k.org_id = t.org_id and k.grain = 'quarter'
      and k.starts_at > private.current_time() - interval '75 minutes' and k.starts_at <= private.current_time()
  ) c
  where c.attempts >= 20
$$;
revoke all on function private.attempts_of_last_hour(public.alert_code) from public, anon, authenticated, service_role;

-- Such a part of them failed.
create function private.find_failure_rate() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select a.org_id, '', round(a.failed::numeric / a.attempts, 3), jsonb_build_object('attempts', a.attempts, 'failed', a.failed)
  from private.attempts_of_last_hour('failure_rate') a where a.failed::numeric / a.attempts >= a.threshold
$$;
revoke all on function private.find_failure_rate() from public, anon, authenticated, service_role;

-- Nobody answered such a part of them.
create function private.find_no_answer_rate() returns setof private.alert_finding
language sql stable security definer set search_path = '' as $$
  select a.org_id, '', round(a.no_answer::numeric / a.attempts, 3), jsonb_build_object('attempts', a.attempts, 'no_answer', a.no_answer)
  from private.attempts_of_last_hour('no_answer_rate') a where a.no_answer::numeric / a.attempts >= a.threshold
$$;
revoke all on function private.find_no_answer_rate() from public, anon, authenticated, service_role;
