-- Nobody dials: a call that could go out has waited for so many seconds beyond the tick, and in that time neither a pass of the sweep
-- was completed nor a call claimed by one. (A pass that stays on is completed a minute later, but claims.) One finding for the
-- operator, and one for each organisation whose calls wait.
-- What is asked first answers nearly always: the look into call_schedules_tick_idx costs the same however many calls there are.
create function private.find_sweep_stalled() returns setof private.alert_finding
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  now_is constant timestamptz := private.current_time();
  patient_until constant timestamptz := (
    select now_is - make_interval(secs => (w.interval_seconds + private.alert_threshold('sweep_stalled'))::double precision)
    from private.workers w where w.name = 'sweep');
  found private.alert_finding[];
begin
  -- Nothing is due, or nobody is told: then patient_until is null.
  if (select min(s.dial_after) from public.call_schedules s where s.dial_after is not null and s.attempt_count >= 0) <= patient_until
  is not true then
    return;
  elsif exists (
    select from (
      select r.finished_at from private.worker_runs r where r.worker = 'sweep' order by r.id desc limit 20
    ) latest where latest.finished_at > patient_until)
  or exists (
    select from public.organizations o
    where exists (
      select from public.call_attempts t where t.org_id = o.id and t.claimed_at > patient_until and t.trigger = 'sweep')) then
    return;
  end if;
  found := array(
    select row(w.id, '', round(extract(epoch from now_is - next.due), 1), '{}')::private.alert_finding
    from (
      select o.id from public.organizations o where o.calling_paused_reason is null and private.earliest_due(o.id) <= patient_until
    ) w
    cross join lateral (select o.id from private.claimable_organizations o where o.id = w.id limit 1) o
    -- A call booked or let go just now has not waited, whatever its time. min() rather than exists(): see ring_for_waiting_calls.
    cross join lateral (
      select least((
          select min(k.dial_after) from private.claimable_calls k
          where k.org_id = o.id and k.campaign_id is null and k.dial_after <= patient_until and k.updated_at <= patient_until
        ), (
          select min(k.dial_after) from private.claimable_campaigns c
          join private.claimable_calls k on k.org_id = c.org_id and k.campaign_id = c.id
          where c.org_id = o.id and k.dial_after <= patient_until and k.updated_at <= patient_until
        )) as due
    ) next
    where next.due is not null);
  return query
    select null::uuid, '', max(f.value), jsonb_build_object('organizations', count(*)) from unnest(found) f having count(*) > 0
    union all
    select f.org_id, f.subject, f.value, f.data from unnest(found) f;
end $$;
revoke all on function private.find_sweep_stalled() from public, anon, authenticated, service_role;
