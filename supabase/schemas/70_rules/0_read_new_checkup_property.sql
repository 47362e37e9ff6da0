-- A property that was never asked for must be read from every contact before the rule can go by it.
create function private.read_new_checkup_property() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.checkup_property is not null then
    update public.hubspot_connections c
    set full_sync_after = least(c.full_sync_after, private.current_time()),
      next_sync_at = least(c.next_sync_at, private.current_time())
    where c.org_id = new.org_id;
  end if;
  return null;
end $$;
revoke all on function private.read_new_checkup_property() from public;
