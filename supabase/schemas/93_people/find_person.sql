-- What there is of a person: by a contact's id its own, with those that HubSpot merged into it and what else is kept by its numbers;
-- by a number everything of the number, and the contacts that have it. One of the two is given.
create function private.find_person(
  p_org_id uuid, p_contact_id text, p_phone_hash text, out contact_ids text[], out phone_hashes text[], out calls uuid[],
  out attempts uuid[], out suppressions uuid[], out consents uuid[], out campaign_contacts uuid[], out is_known boolean
)
language plpgsql stable security definer set search_path = '' as $$
declare
  by_number constant boolean := p_contact_id is null;
begin
  p_phone_hash := private.current_phone_hash(p_phone_hash);
  select array_agg(distinct i.id) into contact_ids
  from (
    select private.plain_contact_id(p_contact_id) as id
    union all
    select unnest(c.contact_id || c.merged_ids) from public.contacts c
    where c.org_id = p_org_id and (c.contact_id = private.plain_contact_id(p_contact_id) or c.phone_hash = p_phone_hash)
  ) i
  where i.id is not null;
  contact_ids := coalesce(contact_ids, '{}');
  calls := array(
    select s.id from public.call_schedules s where s.org_id = p_org_id and s.contact_id = any (contact_ids)
    union
    select n.call_id from private.call_names n where n.org_id = p_org_id and n.contact_phone_hash = p_phone_hash);
  attempts := array(select t.id from public.call_attempts t where t.org_id = p_org_id and t.schedule_id = any (calls));
  phone_hashes := array(
    select p_phone_hash where by_number
    union
    select c.phone_hash from public.contacts c where c.org_id = p_org_id and c.contact_id = any (contact_ids) and c.phone_hash is not null
    union
    select s.contact_phone_hash from public.call_schedules s where s.id = any (calls));
  suppressions := array(select x.id from public.suppressions x
    where x.org_id = p_org_id and (x.phone_hash = any (phone_hashes) or x.contact_id = any (contact_ids)));
  consents := array(select x.id from public.consents x
    where x.org_id = p_org_id and (x.contact_id = any (contact_ids) or x.phone_hash = p_phone_hash));
  campaign_contacts := array(select m.id from public.campaigns c join public.campaign_contacts m on m.campaign_id = c.id
    where c.org_id = p_org_id and (m.contact_id = any (contact_ids)
      or (m.phone_hash = any (phone_hashes) and (by_number or m.contact_id is null))));
  is_known := cardinality(calls || suppressions || consents || campaign_contacts) > 0
    or exists (select from public.contacts c where c.org_id = p_org_id and c.contact_id = any (contact_ids));
end $$;
revoke all on function private.find_person(uuid, text, text) from public, anon, authenticated, service_role;
