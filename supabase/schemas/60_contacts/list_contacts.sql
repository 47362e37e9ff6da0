-- One page of an organisation's contacts in the order of their numbers in HubSpot, behind p_after: at most 201, so that a page of 200
-- tells of a next one. p_filters as for private.find_contacts. Row-level security of the caller
-- applies. p_after is a text because such a number may be more than one of JavaScript holds.
create function public.list_contacts(
  p_org_id uuid, p_filters jsonb default '{}', p_after text default null, p_limit integer default 50
) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'contact_id', l.contact_id, 'contact_name', l.contact_name, 'phone_enc', l.phone_enc, 'last_checkup_date', l.last_checkup_date,
    'time_zone', l.time_zone, 'language', l.language, 'owner_id', l.owner_id, 'do_not_call', l.do_not_call, 'problems', l.problems,
    'problem', l.problem, 'properties', l.properties, 'hubspot_modified_at', l.hubspot_modified_at, 'updated_at', l.updated_at)
    order by l.contact_number), '[]')
  from unnest(private.find_contacts(p_org_id, p_filters, p_after::bigint, least(greatest(p_limit, 1), 201))) as f (contact_number)
  join public.contact_list l on l.org_id = p_org_id and l.contact_number = f.contact_number
$$;
revoke all on function public.list_contacts(uuid, jsonb, text, integer) from public, anon, authenticated, service_role;
grant execute on function public.list_contacts(uuid, jsonb, text, integer) to authenticated;
