SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION private.measure_counters (
  p_by_organization boolean
)
  RETURNS TABLE (
    metric public.metric,
    org_id uuid,
    labels jsonb,
    value  numeric
  )
  LANGUAGE sql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
  with counted as materialized (
    select c.org_id, c.metric, c.label, c.code, sum(c.quantity) as quantity
    from (
      select k.org_id, k.metric, k.label, k.code, k.quantity
      from private.counter_totals k where (k.org_id is not null) = p_by_organization
      union all
      select t.org_id, t.metric, t.label, t.code, t.quantity
      from private.tallied_counters(p_by_organization) t
      where not p_by_organization or exists (select from public.organizations o where o.id = t.org_id)
    ) c
    group by 1, 2, 3, 4
  ), known as materialized (
    -- Also what was told and is not counted any more: the only attempt of its kind, corrected before it was folded.
    select coalesce(c.org_id, k.org_id) as org_id, coalesce(c.metric, k.metric) as metric, coalesce(c.label, k.label) as label,
      coalesce(c.code, k.code) as code, c.quantity, k.quantity as told
    from counted c
    full join (
      select t.org_id, t.metric, t.label, t.code, t.quantity from private.counters_told t where (t.org_id is not null) = p_by_organization
    ) k on k.metric = c.metric and k.label = c.label
      -- Equalities, which can be hashed.
      and coalesce(k.code::text, '') = coalesce(c.code::text, '') and coalesce(k.org_id::text, '') = coalesce(c.org_id::text, '')
  ), kept as (
    -- In one order, so that two who ask at once wait for each other and no more.
    insert into private.counters_told as before (org_id, metric, label, code, quantity)
    select k.org_id, k.metric, k.label, k.code, k.quantity from known k
    where k.quantity > coalesce(k.told, -1)
    order by k.org_id, k.metric, k.label, k.code
    on conflict (org_id, metric, label, code) do update set quantity = excluded.quantity
    where before.quantity < excluded.quantity
  ), told as materialized (
    select k.metric, k.org_id, k.label, k.code, greatest(k.quantity, k.told) as quantity from known k
  ), lateness as (
    -- Up to and including each span; the last has no end. Also while no call was ever made: a histogram is told whole.
    select o.org_id, s.span, sum(coalesce(l.quantity, 0)) over (partition by o.org_id order by s.span) as quantity,
      (private.lateness_spans())[s.span + 1] as ends_at
    from (
      select distinct l.org_id from told l where l.metric = 'call_lateness_seconds'
      union
      select null where not p_by_organization
    ) o
    cross join generate_series(0, cardinality(private.lateness_spans())) as s (span)
    left join told l on l.metric = 'call_lateness_seconds' and l.label = s.span::text
      and coalesce(l.org_id::text, '') = coalesce(o.org_id::text, '')
  )
  select t.metric, t.org_id,
    case t.metric
      when 'calls_total' then jsonb_build_object('status', t.label)
      when 'attempts_total' then jsonb_build_object('outcome', t.label, 'code', coalesce(t.code::text, 'unknown'))
      when 'deferrals_total' then jsonb_build_object('code', t.code)
      else '{}'::jsonb end,
    t.quantity
  from told t where t.metric <> 'call_lateness_seconds'
  union all
  select 'call_lateness_seconds', l.org_id, jsonb_build_object('part', 'bucket', 'le', coalesce(l.ends_at::text, '+Inf')), l.quantity
  from lateness l
  union all
  select 'call_lateness_seconds', l.org_id, jsonb_build_object('part', 'count'), l.quantity from lateness l where l.ends_at is null
  union all
  select 'call_lateness_seconds', l.org_id, jsonb_build_object('part', 'sum'), coalesce(t.quantity, 0)
  from lateness l
  left join told t on t.metric = 'call_lateness_seconds' and t.label = 'sum' and coalesce(t.org_id::text, '') = coalesce(l.org_id::text, '')
  where l.ends_at is null
$function$;
