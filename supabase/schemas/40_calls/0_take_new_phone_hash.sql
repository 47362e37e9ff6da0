-- Whoever writes the hash of a number may have read it before the number moved (private.move_phone_hashes): it is exchanged for
-- the one of now. While a change of the index key goes on the writer holds the hash until its transaction ends, so that the
-- number does not move under it. Guarantee: no row is ever committed under a hash that has moved. Written with the rights of
-- whoever writes, and asked here whether there is anything to do: each row of an import pays for what a function costs to enter.
create function private.take_new_phone_hash() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (select from private.phone_rotations r where r.setting = 'PHONE_INDEX_KEY' and r.finished_at is null)
    or exists (select from private.phone_hash_links) then
    new.phone_hash := private.hold_phone_hash(new.phone_hash);
  end if;
  return new;
end $$;
revoke all on function private.take_new_phone_hash() from public, anon, authenticated, service_role;

-- The same for tables whose column has the longer name.
create function private.take_new_contact_phone_hash() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (select from private.phone_rotations r where r.setting = 'PHONE_INDEX_KEY' and r.finished_at is null)
    or exists (select from private.phone_hash_links) then
    new.contact_phone_hash := private.hold_phone_hash(new.contact_phone_hash);
  end if;
  return new;
end $$;
revoke all on function private.take_new_contact_phone_hash() from public, anon, authenticated, service_role;
