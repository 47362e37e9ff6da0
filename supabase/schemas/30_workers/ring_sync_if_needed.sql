-- The tick: what pg_cron runs.
create function private.ring_sync_if_needed() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if not private.sync_has_work() then
    return false;
  end if;
  perform private.ring_sync();
  return true;
end $$;
revoke all on function private.ring_sync_if_needed() from public;
