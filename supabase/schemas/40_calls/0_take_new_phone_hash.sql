-- Whoever writes the hash of a number may have read it before the number moved (private.move_phone_hashes): it is exchanged for
-- the one of now. While a change of the index key goes on the writer holds the hash until its transaction ends, so that the
-- number does not move under it. Guarantee: no row is ever committed under a hash that has moved. Written with the rights of
-- whoever writes: entering a function that lends its owner's takes 20 µs, which each row of an import would pay.
create function private.take_new_phone_hash() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.phone_hash := private.hold_phone_hash(new.phone_hash);
  return new;
end $$;
revoke all on function private.take_new_phone_hash() from public, anon, authenticated, service_role;

-- The same for tables whose column has the longer name.
create function private.take_new_contact_phone_hash() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.contact_phone_hash := private.hold_phone_hash(new.contact_phone_hash);
  return new;
end $$;
revoke all on function private.take_new_contact_phone_hash() from public, anon, authenticated, service_role;
