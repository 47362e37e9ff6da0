-- Does HubSpot say of the contact, or of the one that it was merged into, that it is not to be called. As our copy has it.
-- The judge asks it of every call of a claim: in plpgsql, which keeps its plan (an SQL function was planned anew for each call,
-- 0.1 ms of the claim's 0.5), and asks of the other one only where it was merged.
create function private.is_flagged_contact(p_org_id uuid, p_contact_id text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  of_it record;
begin
  select c.do_not_call and c.removed_at is null as is_flagged, c.removed_reason = 'merged' as is_merged into of_it
  from public.contacts c where c.org_id = p_org_id and c.contact_id = p_contact_id;
  if of_it.is_merged then
    return exists (
      select from public.contacts c
      where c.org_id = p_org_id and p_contact_id = any (c.merged_ids) and c.do_not_call and c.removed_at is null
    );
  end if;
  return coalesce(of_it.is_flagged, false);
end $$;
revoke all on function private.is_flagged_contact(uuid, text) from public, anon, authenticated, service_role;
