-- What is entered need not wait for the tick.
create function private.ring_for_deliveries() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from new_rows) and (select w.enabled from private.workers w where w.name = 'deliveries') then
    perform private.try_to_ring('deliveries');
  end if;
  return null;
end $$;
revoke all on function private.ring_for_deliveries() from public;
