-- The other hash of a number without an organisation, where there is one: while the index key is changed.
create function private.twin_of_global_hash(p_phone_hash text) returns text
language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select l.new_hash from private.phone_hash_links l where l.old_hash = p_phone_hash),
    (select l.old_hash from private.phone_hash_links l where l.new_hash = p_phone_hash))
$$;
revoke all on function private.twin_of_global_hash(text) from public, anon, authenticated, service_role;
