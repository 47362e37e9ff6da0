-- An entry that a call leaves behind need not wait for the tick. A ring that cannot be made never refuses the settling.
create function private.ring_for_write_back() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from new_rows) and (select s.enabled from private.sync_schedule s) then
    perform private.ring_sync();
  end if;
  return null;
exception when others then
  raise log 'call scheduler: the sync was not rung for a write-back (%)', sqlstate;
  return null;
end $$;
revoke all on function private.ring_for_write_back() from public;
