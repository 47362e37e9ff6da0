-- How many contacts of a campaign stand where: {total, waiting, scheduled, in_progress, completed, failed, cancelled, excluded},
-- which add up. For whoever has found the campaign under row-level security; of another organisation's it says nothing (null).
create function private.count_campaign_contacts(p_org_id uuid, p_campaign_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select case when exists (
      select from public.campaigns c
      where c.id = p_campaign_id and c.org_id = p_org_id and c.org_id in (select private.my_org_ids()))
    then private.campaign_counts(p_campaign_id) end
$$;
revoke all on function private.count_campaign_contacts(uuid, uuid) from public;
grant execute on function private.count_campaign_contacts(uuid, uuid) to authenticated;

-- The same for functions that have checked the caller.
create function private.campaign_counts(p_campaign_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('total', coalesce(sum(t.contacts), 0)) || coalesce(
    jsonb_object_agg(t.state, t.contacts), '{}')
  from (
    select e.state, coalesce(sum(c.contacts), 0)::bigint as contacts
    from unnest(enum_range(null::public.campaign_contact_state)) e (state)
    left join private.campaign_tallies c on c.campaign_id = p_campaign_id and c.state = e.state
    group by e.state
  ) t
$$;
revoke all on function private.campaign_counts(uuid) from public, anon, authenticated, service_role;
