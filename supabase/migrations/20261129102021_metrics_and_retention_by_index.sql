SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.measure_calls (
  p_by_organization boolean
)
  RETURNS TABLE (
    metric public.metric,
    org_id uuid,
    labels jsonb,
    value  numeric
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_generic_plan'
  AS $function$
declare
  now_is constant timestamptz := private.current_time();
  most constant integer := 10000;
  oldest_claimable timestamptz;
begin
  return query
  with first_due as materialized (
    -- The last condition is always true: call_schedules_tick_idx is for it.
    select s.org_id, s.campaign_id, s.agent_id, s.dial_after
    from public.call_schedules s
    where s.dial_after <= now_is and s.attempt_count >= 0 and s.dial_after is not null
    order by s.dial_after limit most + 1
  ), size as materialized (
    select count(*) <= most as is_all from first_due
  ), waiting as materialized (
    -- All that is due, if that is few enough to be read at once, which it is nearly always.
    select o.id, coalesce(w.calls, 0) as calls, w.oldest
    from public.organizations o
    left join (
      select d.org_id, count(*) as calls, min(d.dial_after) as oldest
      from first_due d
      join public.agents a on a.id = d.agent_id and a.is_active
      left join public.campaigns c on c.id = d.campaign_id
      where d.campaign_id is null or c.state = 'running'
      group by 1
    ) w on w.org_id = o.id
    where (select z.is_all from size z) and o.calling_paused_reason is null and (select private.all_calling_paused()) is null
    union all
    -- Else as a claim walks, in the order of its index: without it a plan may read all calls for each organisation.
    select o.id, w.calls, w.oldest
    from public.organizations o
    cross join lateral (
      select count(*) as calls, min(d.dial_after) as oldest
      from (
        select s.dial_after from public.call_schedules s
        join public.agents a on a.id = s.agent_id and a.is_active
        where s.org_id = o.id and s.campaign_id is null and s.dial_after <= now_is
        order by s.dial_after limit most
      ) d
    ) w
    where not (select z.is_all from size z) and o.calling_paused_reason is null and (select private.all_calling_paused()) is null
    union all
    select c.org_id, w.calls, w.oldest
    from public.campaigns c
    join public.organizations o on o.id = c.org_id and o.calling_paused_reason is null
    cross join lateral (
      select count(*) as calls, min(d.dial_after) as oldest
      from (
        select s.dial_after from public.call_schedules s
        join public.agents a on a.id = s.agent_id and a.is_active
        where s.org_id = c.org_id and s.campaign_id = c.id and s.dial_after <= now_is
        order by s.dial_after limit most
      ) d
    ) w
    where not (select z.is_all from size z) and c.state = 'running' and (select private.all_calling_paused()) is null
  ), of_each as (
    select case when p_by_organization then w.id end as id, sum(w.calls) as calls, min(w.oldest) as oldest
    from waiting w group by 1
  )
  select m.metric, e.id, '{}'::jsonb, m.value
  from of_each e cross join lateral (values
    ('due_calls'::public.metric, e.calls),
    ('oldest_due_seconds', coalesce(extract(epoch from now_is - e.oldest), 0))) as m (metric, value);

  -- Nearly always it is among the first; only behind a queue that nothing takes from is each organisation asked.
  oldest_claimable := (
    select d.dial_after
    from (
      select s.id, s.org_id, s.campaign_id, s.dial_after
      from public.call_schedules s
      where s.dial_after <= now_is and s.attempt_count >= 0 and s.dial_after is not null
      order by s.dial_after limit 100
    ) d
    cross join lateral (select c.id from private.claimable_calls c where c.id = d.id limit 1) c
    cross join lateral (select o.id from private.claimable_organizations o where o.id = d.org_id limit 1) o
    where d.campaign_id is null
      or exists (select from private.claimable_campaigns k where k.org_id = d.org_id and k.id = d.campaign_id)
    order by d.dial_after limit 1);
  return query
  select 'oldest_claimable_seconds'::public.metric, null::uuid, '{}'::jsonb,
    greatest(coalesce(extract(epoch from now_is - coalesce(oldest_claimable, public.next_call_due_at(0))), 0), 0);

  return query
  with standing as materialized (
    select t.org_id as id, t.call_status, t.calls, t.attention from private.call_totals t where t.call_status is not null
    union all
    select t.org_id, t.call_status, t.quantity, t.attention from private.call_tallies t where t.subject = 'call'
  ), of_each as (
    select case when p_by_organization then s.id end as id, s.call_status, sum(s.calls) as calls, sum(s.attention) as attention
    from standing s where exists (select from public.organizations o where o.id = s.id) group by 1, 2
  )
  select 'calls'::public.metric, e.id, jsonb_build_object('status', e.call_status), e.calls from of_each e
  union all
  select 'attention', e.id, '{}'::jsonb, sum(e.attention) from of_each e group by e.id;

  return query
  with live as materialized (
    select t.org_id as id, count(*) as calls, count(*) filter (where t.state = 'unknown') as unknown
    from public.call_attempts t where t.state <> 'ended' group by 1
    union all
    select l.org_id, count(*), 0 from private.call_looks l where l.expires_at > now_is group by 1
  ), of_each as (
    select case when p_by_organization then l.id end as id, sum(l.calls) as calls, sum(l.unknown) as unknown from live l group by 1
  )
  select m.metric, e.id, '{}'::jsonb, m.value
  from of_each e cross join lateral (values
    ('lines_in_use'::public.metric, e.calls), ('attempts_unknown', e.unknown)) as m (metric, value);

  return query
  select 'lines'::public.metric, case when p_by_organization then o.id end, '{}'::jsonb, sum(o.max_concurrent_calls)::numeric
  from public.organizations o where o.calling_paused_reason is null group by 2
  union all
  -- A pause without a code is a person's.
  select 'organizations_paused', case when p_by_organization then o.id end,
    jsonb_build_object('code', coalesce(o.calling_paused_code::text, 'by_hand')), count(*)
  from public.organizations o where o.calling_paused_reason is not null group by 2, 3
  union all
  select 'all_calling_paused', null, '{}'::jsonb, (private.all_calling_paused() is not null)::integer
  union all
  select 'campaigns', case when p_by_organization then c.org_id end, jsonb_build_object('state', c.state), count(*)
  from public.campaigns c where c.deleted_at is null group by 2, 3;
end $function$;

CREATE OR REPLACE FUNCTION private.prune_batch (
  p_name public.retained
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET plan_cache_mode TO 'force_custom_plan'
  AS $function$
declare
  old_until constant timestamptz := private.kept_since(p_name);
  batch constant integer := (select r.batch from private.retention r where r.name = p_name);
  pruned integer := 0;
begin
  if old_until is null then
    return 0;
  end if;
  case p_name
    when 'audit_log' then
      return private.prune_audit(old_until, batch);
    when 'call_events' then
      delete from public.call_events e where e.id in (
        select o.id from public.call_events o
        where o.received_at < old_until and o.attempt_id is not null and exists (
          select from public.call_attempts t where t.id = o.attempt_id and t.state = 'ended' and t.ended_at < old_until)
        order by o.received_at limit batch);
    when 'unknown_events' then
      delete from public.call_events e where e.id in (
        select o.id from public.call_events o where o.received_at < old_until and o.attempt_id is null
        order by o.received_at limit batch);
    when 'crm_outbox' then
      delete from public.crm_outbox e where e.id in (
        select o.id from public.crm_outbox o where o.state = 'sent' and o.sent_at < old_until order by o.sent_at limit batch);
    when 'calls' then
      delete from public.call_schedules s where s.id in (
        select o.id from public.call_schedules o
        where o.call_status in ('completed', 'failed', 'cancelled') and o.updated_at < old_until and not o.attention
          -- A rule's call is what keeps the rule from calling for the same check-up again: it stays.
          and o.occasion is null
          and not exists (select from public.call_attempts t where t.schedule_id = o.id and t.state <> 'ended')
          and not exists (select from public.crm_outbox e where e.schedule_id = o.id and e.state <> 'sent')
        limit batch);
    when 'removed_contacts' then
      delete from public.contacts c where c.id in (
        select o.id from public.contacts o where o.removed_at < old_until limit batch);
    when 'contact_syncs' then
      delete from public.contact_syncs r where r.id in (
        select o.id from public.contact_syncs o where o.finished_at < old_until order by o.finished_at limit batch);
    when 'idempotency_keys' then
      delete from public.idempotency_keys k where (k.org_id, k.user_id, k.idempotency_key) in (
        select o.org_id, o.user_id, o.idempotency_key from public.idempotency_keys o
        where o.created_at < old_until order by o.created_at limit batch);
    when 'invitations' then
      delete from public.invitations i where i.id in (
        select o.id from public.invitations o where o.expires_at < old_until limit batch);
    when 'request_buckets' then
      delete from private.request_buckets b where (b.owner, b.kind) in (
        select o.owner, o.kind from private.request_buckets o where o.full_at < old_until order by o.full_at limit batch);
    when 'call_looks' then
      delete from private.call_looks l where l.schedule_id in (
        select o.schedule_id from private.call_looks o where o.expires_at < old_until limit batch);
    when 'worker_runs' then
      delete from private.worker_runs r where r.id in (
        select o.id from private.worker_runs o where o.started_at < old_until order by o.started_at limit batch);
    when 'call_decisions' then
      delete from public.call_decisions d where d.id in (
        select o.id from public.call_decisions o where o.at < old_until order by o.at limit batch);
    when 'registry_checks' then
      delete from private.registry_checks k where (k.phone_hash, k.registry) in (
        select o.phone_hash, o.registry from private.registry_checks o where o.checked_at < old_until
        order by o.checked_at limit batch) and k.checked_at < old_until;
    when 'webhook_deliveries' then
      delete from public.webhook_deliveries d where d.id in (
        select o.id from public.webhook_deliveries o where o.created_at < old_until and o.state in ('delivered', 'dead')
        order by o.created_at limit batch);
    when 'reports' then
      delete from private.report_counts r where r.ctid = any (array(
        select o.ctid from private.report_counts o where o.starts_at < old_until order by o.starts_at limit batch));
      get diagnostics pruned = row_count;
      if pruned < batch then
        delete from private.report_codes r where r.ctid = any (array(
          select o.ctid from private.report_codes o where o.starts_at < old_until order by o.starts_at limit batch));
        get diagnostics pruned = row_count;
      end if;
      if pruned < batch then
        delete from private.compliance_days d where d.ctid = any (array(
          select o.ctid from private.compliance_days o where o.counted_at < old_until order by o.counted_at limit batch));
      end if;
    when 'audience_uploads' then
      delete from public.audience_uploads u where u.id in (
        select o.id from public.audience_uploads o
        -- A list waits for HubSpot, a day at most.
        where o.state = 'running' and o.started_at < old_until - case when o.source = 'list' then interval '2 days' else interval '0' end
        order by o.started_at limit batch);
    when 'alerts' then
      delete from public.alerts a where a.id in (
        select o.id from public.alerts o where o.resolved_at < old_until order by o.resolved_at limit batch);
    when 'campaign_contacts' then
      return private.prune_campaign_contacts(old_until, batch);
    when 'cron_runs' then
      delete from cron.job_run_details d where d.runid in (
        select o.runid from cron.job_run_details o where o.end_time < old_until limit batch);
  end case;
  get diagnostics pruned = row_count;
  return pruned;
end $function$;

CREATE INDEX contact_syncs_old_idx ON public.contact_syncs USING btree (finished_at)
  WHERE (finished_at IS NOT NULL);

CREATE INDEX contacts_removed_idx ON public.contacts USING btree (removed_at)
  WHERE (removed_at IS NOT NULL);

CREATE INDEX crm_outbox_sent_idx ON public.crm_outbox USING btree (sent_at)
  WHERE (state = 'sent'::public.outbox_state);
