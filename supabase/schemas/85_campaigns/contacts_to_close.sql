-- The contacts of HubSpot with these ids, in the order of the list, each with its place in it from 1: their numbers are closed anew for the
-- campaign. Whoever has no number, or is not there, has no phone_enc.
create function public.contacts_to_close(p_org_id uuid, p_contact_ids text[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('place', i.place, 'contact_id', coalesce(c.contact_id, i.plain_id),
    'is_known', c.id is not null, 'contact_name', c.contact_name, 'phone_enc', c.phone_enc, 'phone_hash', c.phone_hash,
    'phone_problem', c.phone_problem, 'is_broken', c.problem is not null, 'phone_country', c.phone_country,
    'phone_regions', c.phone_regions, 'phone_zones', c.phone_zones, 'phone_zone_source', c.phone_zone_source) order by i.place), '[]')
  from (
    select w.place, private.plain_contact_id(w.id) as plain_id from unnest(p_contact_ids) with ordinality w (id, place)
  ) i
  left join lateral (
    select k.* from public.contacts k
    where k.org_id = p_org_id and k.removed_at is null and k.contact_id = i.plain_id
  ) c on true
$$;
revoke all on function public.contacts_to_close(uuid, text[]) from public, anon, authenticated, service_role;
grant execute on function public.contacts_to_close(uuid, text[]) to service_role;
