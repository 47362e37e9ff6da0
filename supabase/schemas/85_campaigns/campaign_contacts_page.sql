-- One page of a campaign's contacts in their order, after the place p_after, of one state where that is said; each with what was last
-- decided of it. For a caller who has found the campaign; of another organisation's it gives nothing.
create function private.campaign_contacts_page(
  p_org_id uuid, p_campaign_id uuid, p_state public.campaign_contact_state, p_after integer, p_limit integer
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if p_org_id is null or p_org_id not in (select private.my_org_ids()) then
    return '[]'::jsonb;
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'position', m.position, 'contact_id', m.contact_id,
      'contact_name', m.contact_name, 'phone_last4', m.phone_last4, 'state', m.state, 'code', m.code, 'ended_at', m.ended_at,
      'schedule_id', s.id, 'decision', coalesce(d.decision, m.decision)) order by m.position), '[]')
    from (
      select k.* from public.campaign_contacts k
      where k.campaign_id = p_campaign_id and k.org_id = p_org_id and k.position > p_after and (p_state is null or k.state = p_state)
      order by k.position limit least(p_limit, 201)
    ) m
    left join public.call_schedules s on s.id = m.id and s.deleted_at is null
    left join lateral (
      select private.present_decision((l.outcome, l.code, l.until, coalesce(l.data, '{}') || jsonb_build_object('rules', l.rule_ids),
        l.pack_version, (null, null, l.purpose, null, l.zones, l.zone_source, l.jurisdictions)::private.call_terms)::private.decision,
        l.at, l.stage, l.purpose) as decision
      from public.call_decisions l
      where l.org_id = m.org_id and l.schedule_id = m.id order by l.id desc limit 1
    ) d on true);
end $$;
revoke all on function private.campaign_contacts_page(uuid, uuid, public.campaign_contact_state, integer, integer) from public;
grant execute on function private.campaign_contacts_page(uuid, uuid, public.campaign_contact_state, integer, integer) to authenticated;

create function public.campaign_contacts_page(
  p_org_id uuid, p_campaign_id uuid, p_state public.campaign_contact_state, p_after integer, p_limit integer
) returns jsonb
language sql stable set search_path = '' as $$
  select private.campaign_contacts_page(p_org_id, p_campaign_id, p_state, p_after, p_limit)
$$;
revoke all on function public.campaign_contacts_page(uuid, uuid, public.campaign_contact_state, integer, integer)
  from public, anon, authenticated, service_role;
grant execute on function public.campaign_contacts_page(uuid, uuid, public.campaign_contact_state, integer, integer) to authenticated;
