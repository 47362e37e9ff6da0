-- How the contacts of a campaign came to an end: {total, hours [{hour, left}], foreseen}. hours: each hour of UTC in which some were over
-- with, and how many were left at its end. foreseen: what the dry run that it was started with said, {will_call, by_hour, p50_end,
-- p90_end}; null: it was not started. For members of the organisation.
create function private.campaign_burn_down(p_org_id uuid, p_campaign_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  with total as (
    select coalesce(sum(t.contacts), 0) as contacts from private.campaign_tallies t where t.campaign_id = p_campaign_id
  ), hours as (
    select e.hour, t.contacts - sum(e.contacts) over (order by e.hour) as contacts_left
    from (
      select date_trunc('hour', m.ended_at, 'UTC') as hour, count(*) as contacts from public.campaign_contacts m
      where m.campaign_id = p_campaign_id and m.ended_at is not null
      group by 1
    ) e cross join total t
  )
  select jsonb_build_object('total', (select t.contacts from total t),
    'hours', (select coalesce(jsonb_agg(jsonb_build_object('hour', h.hour, 'left', h.contacts_left) order by h.hour), '[]') from hours h),
    'foreseen', (
      select jsonb_build_object('will_call', d.will_call, 'by_hour', coalesce(d.result -> 'by_hour', '[]'),
        'p50_end', d.result #> '{forecast,p50_end}', 'p90_end', d.result #> '{forecast,p90_end}')
      from public.campaign_dry_runs d where d.id = c.dry_run_id))
  from public.campaigns c
  where c.id = p_campaign_id and c.org_id = p_org_id and c.org_id in (select private.my_org_ids())
$$;
revoke all on function private.campaign_burn_down(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function private.campaign_burn_down(uuid, uuid) to authenticated;

create function public.campaign_burn_down(p_org_id uuid, p_campaign_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select private.campaign_burn_down(p_org_id, p_campaign_id)
$$;
revoke all on function public.campaign_burn_down(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.campaign_burn_down(uuid, uuid) to authenticated;
