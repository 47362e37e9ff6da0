-- Does an earlier entry of the same contact wait? Calls are written in their order.
create function private.is_behind_another(e public.crm_outbox) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.crm_outbox earlier
    where earlier.org_id = e.org_id and earlier.contact_id = e.contact_id
      and earlier.state in ('pending', 'sending', 'unknown')
      and (earlier.created_at, earlier.id) < (e.created_at, e.id))
$$;
revoke all on function private.is_behind_another(public.crm_outbox) from public;
