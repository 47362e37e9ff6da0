-- Takes entries whose time has come, at most one of a contact and none while an earlier one of the contact waits. What a dead
-- worker left as sending is unknown: its engagement may be there. Each comes with what is to be written, and with the
-- organisation's hubspot_access. Only of organisations that are connected.
create function public.claim_crm_outbox(p_worker text, p_limit integer default 20, p_lease_seconds integer default 60)
returns setof jsonb
language sql security definer set search_path = '' as $$
  with due as materialized (
    select e.id from public.crm_outbox e
    join public.hubspot_connections c on c.org_id = e.org_id and c.removed_at is null
    where e.state in ('pending', 'sending', 'unknown') and e.next_try_at <= private.current_time()
      and not private.is_behind_another(e)
    order by e.next_try_at
    limit p_limit
    for no key update of e skip locked
  ), taken as (
    update public.crm_outbox e
    set state = 'sending', worker = p_worker, tries = e.tries + 1,
      next_try_at = private.current_time() + make_interval(secs => p_lease_seconds)
    from due
    where e.id = due.id
    returning e.id, e.org_id, e.contact_id, e.attempt_id, e.schedule_id, e.engagement_id, e.engagement_sent_at,
      e.contact_updated_at, e.tries
  )
  select jsonb_build_object('id', e.id, 'org_id', e.org_id,
    'contact_id', coalesce(survivor.contact_id, e.contact_id), 'owner_id', k.owner_id,
    'engagement_id', e.engagement_id, 'engagement_sent_at', e.engagement_sent_at,
    'contact_updated_at', e.contact_updated_at, 'tries', e.tries, 'call_topic', s.call_topic,
    'outcome', t.outcome, 'answered', t.answered, 'voicemail', t.voicemail, 'duration_seconds', t.duration_seconds,
    'conversation_seconds', t.conversation_seconds, 'placed_at', coalesce(t.placed_at, t.claimed_at), 'ended_at', t.ended_at,
    'hangup_reason', t.hangup_reason, 'is_last_call', not exists (
      select from public.crm_outbox later
      join public.call_attempts call on call.id = later.attempt_id
      where later.org_id = e.org_id and later.contact_id = e.contact_id and later.contact_updated_at is not null
        and coalesce(call.placed_at, call.claimed_at) > coalesce(t.placed_at, t.claimed_at)),
    'access', public.hubspot_access(e.org_id))
  from taken e
  join public.call_attempts t on t.id = e.attempt_id
  join public.call_schedules s on s.id = e.schedule_id
  left join public.contacts k on k.org_id = e.org_id and k.contact_id = e.contact_id
  left join lateral (
    select m.contact_id from public.contacts m
    where m.org_id = e.org_id and m.removed_at is null and e.contact_id = any (m.merged_ids)
    limit 1
  ) survivor on k.removed_reason = 'merged'
$$;
revoke all on function public.claim_crm_outbox(text, integer, integer) from public, anon, authenticated, service_role;
grant execute on function public.claim_crm_outbox(text, integer, integer) to service_role;
