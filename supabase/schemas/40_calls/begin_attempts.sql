-- Inserts the attempts and sets the schedules in_progress. The caller holds the organisation's and the schedules' row
-- locks and has asked the judge. A schedule or number that already has a live attempt is left alone by the unique indexes.
-- p_default_bolna_agent_id is BOLNA_AGENT_ID, for agents that name none.
create function private.begin_attempts(
  p_schedule_ids uuid[], p_trigger public.attempt_trigger, p_worker text, p_lease_seconds integer,
  p_default_bolna_agent_id text
) returns setof public.claimed_call
language plpgsql security definer set search_path = '' as $$
begin
  return query with begun as (
    insert into public.call_attempts
      (org_id, schedule_id, agent_id, bolna_agent_id, attempt_number, contact_phone_hash, trigger, worker, due_at,
       lease_expires_at)
    select s.org_id, s.id, s.agent_id,
      -- A look-up of its own: joined, the calls were looked for once for each agent, while the tables had no statistics.
      coalesce((select a.bolna_agent_id::text from public.agents a where a.id = s.agent_id), p_default_bolna_agent_id),
      s.attempt_count + 1,
      s.contact_phone_hash, p_trigger, p_worker,
      least(s.dial_after, private.current_time()), private.current_time() + make_interval(secs => p_lease_seconds)
    from public.call_schedules s
    where s.id = any (p_schedule_ids) and s.dial_after is not null
    order by s.dial_after, s.id
    on conflict do nothing
    returning id, schedule_id, attempt_number, due_at
  ), taken as (
    update public.call_schedules s
    set call_status = 'in_progress', attempt_count = b.attempt_number, bolna_call_id = null,
      status_reason_code = null, status_reason = null, attention_code = null, attention_reason = null, retry_at = null,
      not_before = null, contact_unread_since = null
    from begun b
    where s.id = b.schedule_id
    returning b.id as attempt_id, b.attempt_number, b.due_at as attempt_due_at, s.*
  )
  select t.attempt_id, t.attempt_number, t.id, t.org_id, t.agent_id, a.bolna_agent_id, a.from_number, t.contact_id,
    t.contact_name, t.contact_phone_enc, t.contact_phone_hash, t.call_topic, t.call_language, t.attempt_due_at, o.time_zone,
    false
  from taken t
  join public.agents a on a.id = t.agent_id
  join public.organizations o on o.id = t.org_id
  -- In an order of their own, not a plan's: a history that is played again is the same.
  order by t.attempt_due_at, t.id;
end $$;
revoke all on function private.begin_attempts(uuid[], public.attempt_trigger, text, integer, text)
  from public, anon, authenticated, service_role;
