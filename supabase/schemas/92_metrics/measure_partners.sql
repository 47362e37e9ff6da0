-- What comes from Bolna, and what is to be told to HubSpot and to the organisations' endpoints.
--   events_received_total: the number of the latest event, which grows by one with each that is taken in, whatever is pruned.
--   webhook_lag_seconds: between Bolna's change and our having it, what nine in ten of the latest webhooks stay below; of 200 within
--     a quarter of an hour. webhook_age_seconds: since the latest among 1 000 events. No rows where there was none.
--   hubspot_read_age_seconds: since the latest complete reading of contacts began, the longest of those that are connected.
create function private.measure_partners(p_by_organization boolean)
returns table (metric public.metric, org_id uuid, labels jsonb, value numeric)
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  now_is constant timestamptz := private.current_time();
begin
  return query
  select 'events_received_total'::public.metric, null::uuid, '{}'::jsonb,
    case when q.is_called then q.last_value else 0 end::numeric
  from public.call_events_id_seq q;

  return query
  with latest as materialized (
    select e.received_at, e.snapshot ->> 'updated_at' as changed_at
    from (select k.source, k.received_at, k.snapshot from public.call_events k order by k.id desc limit 1000) e
    where e.source = 'webhook'
  )
  select 'webhook_age_seconds'::public.metric, null::uuid, '{}'::jsonb, greatest(extract(epoch from now_is - max(l.received_at)), 0)
  from latest l having count(*) > 0
  union all
  select 'webhook_lag_seconds', null, '{}'::jsonb,
    round((percentile_cont(0.9) within group (order by extract(epoch from r.received_at - r.changed_at::timestamptz)))::numeric, 3)
  from (
    select l.received_at, l.changed_at from latest l
    where l.changed_at is not null and l.received_at > now_is - interval '15 minutes' order by l.received_at desc limit 200
  ) r
  having count(*) > 0;

  return query
  select 'hubspot_connections'::public.metric, case when p_by_organization then c.org_id end, jsonb_build_object('state', c.state),
    count(*)::numeric
  from public.hubspot_connections c where c.removed_at is null group by 2, 3
  union all
  select 'hubspot_read_age_seconds', case when p_by_organization then c.org_id end, '{}'::jsonb,
    max(extract(epoch from now_is - c.synced_until))
  from public.hubspot_connections c where c.removed_at is null and c.synced_until is not null group by 2;

  return query
  with waiting as materialized (
    select e.org_id as id, count(*) as entries, min(e.created_at) as oldest
    from public.crm_outbox e where e.state in ('pending', 'sending', 'unknown') group by 1
  ), of_each as (
    select case when p_by_organization then w.id end as id, sum(w.entries) as entries, min(w.oldest) as oldest
    from waiting w group by 1
  )
  select m.metric, e.id, '{}'::jsonb, m.value
  from of_each e cross join lateral (values
    ('outbox_waiting'::public.metric, e.entries), ('outbox_oldest_seconds', extract(epoch from now_is - e.oldest))) as m (metric, value)
  union all
  select 'outbox_dead', case when p_by_organization then e.org_id end, '{}'::jsonb, count(*)
  from public.crm_outbox e where e.state = 'dead' group by 2;

  return query
  with waiting as materialized (
    select d.org_id as id, count(*) as entries, min(d.created_at) as oldest
    from public.webhook_deliveries d where d.state in ('pending', 'sending') group by 1
  ), of_each as (
    select case when p_by_organization then w.id end as id, sum(w.entries) as entries, min(w.oldest) as oldest
    from waiting w group by 1
  )
  select m.metric, e.id, '{}'::jsonb, m.value
  from of_each e cross join lateral (values
    ('deliveries_waiting'::public.metric, e.entries),
    ('deliveries_oldest_seconds', extract(epoch from now_is - e.oldest))) as m (metric, value)
  union all
  select 'deliveries_dead', case when p_by_organization then d.org_id end, '{}'::jsonb, count(*)
  from public.webhook_deliveries d where d.state = 'dead' group by 2
  union all
  select 'webhooks_off', case when p_by_organization then w.org_id end, jsonb_build_object('code', w.off_code), count(*)
  from public.webhooks w where not w.is_active group by 2, 3;
end $$;
revoke all on function private.measure_partners(boolean) from public, anon, authenticated, service_role;
