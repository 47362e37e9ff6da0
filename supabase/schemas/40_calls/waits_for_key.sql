-- Has the organisation a call to come whose number was stored with one of the keys; null: with any.
create function private.waits_for_key(p_org_id uuid, p_key_ids text[]) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.call_schedules s
    where s.org_id = p_org_id and s.call_status = 'scheduled' and s.deleted_at is null
      and (p_key_ids is null or split_part(s.contact_phone_enc, '.', 2) = any (p_key_ids))
  )
$$;
revoke all on function private.waits_for_key(uuid, text[]) from public, anon, authenticated, service_role;
