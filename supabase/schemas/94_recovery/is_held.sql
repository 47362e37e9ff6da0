-- Does a call wait for an admin's word since a restore: itself, or its number. A function that lends its owner's rights takes 20 µs to
-- enter: whoever asks for every call looks first whether its organisation has any hold at all, which is one look into an index.
create function private.is_held(p_org_id uuid, p_schedule_id uuid, p_phone_hash text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from private.recovery_holds h where h.org_id = p_org_id and h.schedule_id = p_schedule_id)
    or exists (select from private.recovery_holds h where h.org_id = p_org_id and h.phone_hash = p_phone_hash);
end $$;
revoke all on function private.is_held(uuid, uuid, text) from public, anon, authenticated, service_role;
