-- Hands out calls whose contacts are to be read from HubSpot before they can be claimed. The caller holds the
-- organisation's and the schedules' row locks and has asked the judge. A call that a person asks for is taken out of the
-- hands of the worker that looks at it.
create function private.begin_looks(
  p_schedule_ids uuid[], p_trigger public.attempt_trigger, p_worker text, p_actor uuid, p_lease_seconds integer
) returns setof public.claimed_call
language sql security definer set search_path = '' as $$
  with begun as (
    insert into private.call_looks as l (schedule_id, org_id, worker, trigger, actor_id, expires_at)
    select s.id, s.org_id, p_worker, p_trigger, p_actor, private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    where s.id = any (p_schedule_ids)
    on conflict (schedule_id) do update
    set worker = excluded.worker, trigger = excluded.trigger, actor_id = excluded.actor_id, expires_at = excluded.expires_at,
      override_reason = null
    returning l.schedule_id
  )
  select null::uuid, null::integer, s.id, s.org_id, s.agent_id, a.bolna_agent_id, a.from_number, s.contact_id,
    s.contact_name, s.contact_phone_enc, s.contact_phone_hash, s.call_topic, s.call_language,
    least(s.dial_after, private.current_time()), o.time_zone, true
  from begun b
  join public.call_schedules s on s.id = b.schedule_id
  join public.agents a on a.id = s.agent_id
  join public.organizations o on o.id = s.org_id
  order by s.dial_after, s.id
$$;
revoke all on function private.begin_looks(uuid[], public.attempt_trigger, text, uuid, integer)
  from public, anon, authenticated, service_role;
