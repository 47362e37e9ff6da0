-- The hash that a number has now, given one that it has or had: it stays so until the transaction ends.
create function private.hold_phone_hash(p_phone_hash text) returns text
language plpgsql set search_path = '' as $$
declare
  newer text;
begin
  if exists (select from private.phone_rotations r where r.setting = 'PHONE_INDEX_KEY' and r.finished_at is null) then
    perform pg_advisory_xact_lock_shared(hashtext('private.phone_hash_links'), private.phone_hash_lock(p_phone_hash));
  end if;
  -- A statement of its own: it sees what was committed while the lock was waited for.
  select l.new_hash into newer from private.phone_hash_links l where l.old_hash = p_phone_hash;
  return coalesce(newer, p_phone_hash);
end $$;
revoke all on function private.hold_phone_hash(text) from public, anon, authenticated, service_role;

-- Which of 256 locks a hash is held by: few, since an import holds those of thousands of hashes at once.
create function private.phone_hash_lock(p_phone_hash text) returns integer
language sql immutable set search_path = '' as $$
  select ('x' || left(p_phone_hash, 2))::bit(8)::integer
$$;
revoke all on function private.phone_hash_lock(text) from public, anon, authenticated, service_role;

-- The same without holding it, for a question.
create function private.current_phone_hash(p_phone_hash text) returns text
language sql stable set search_path = '' as $$
  select coalesce((select l.new_hash from private.phone_hash_links l where l.old_hash = p_phone_hash), p_phone_hash)
$$;
revoke all on function private.current_phone_hash(text) from public, anon, authenticated, service_role;
