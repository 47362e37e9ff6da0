-- Everything that is measured, as [{metric, labels, value}], for monitoring. In one answer, since the Data API cuts lists of rows. No
-- organisation's name is in it unless p_by_organization, which gives what is one organisation's a label `organization`, its slug.
create function public.read_metrics(p_by_organization boolean default false) returns jsonb
language sql security definer set search_path = '' as $$
  select jsonb_agg(jsonb_build_object('metric', m.metric,
    'labels', m.labels || case when o.slug is null then '{}'::jsonb else jsonb_build_object('organization', o.slug) end,
    'value', m.value) order by m.metric)
  from (
    select c.metric, c.org_id, c.labels, c.value from private.measure_calls(p_by_organization) c
    union all
    select w.metric, null, w.labels, w.value from private.measure_workers() w
    union all
    select p.metric, p.org_id, p.labels, p.value from private.measure_partners(p_by_organization) p
    union all
    select k.metric, k.org_id, k.labels, k.value from private.measure_counters(p_by_organization) k
  ) m
  left join public.organizations o on o.id = m.org_id
$$;
revoke all on function public.read_metrics(boolean) from public, anon, authenticated, service_role;
grant execute on function public.read_metrics(boolean) to service_role;
