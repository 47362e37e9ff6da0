-- Which hash became which is kept until an hour after the change is over, when no function has an old one at hand any more.
create function private.are_links_over() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.phone_hash_links) and not exists (
    select from private.phone_rotations r
    where r.setting = 'PHONE_INDEX_KEY' and coalesce(r.finished_at > private.current_time() - interval '1 hour', true))
$$;
revoke all on function private.are_links_over() from public, anon, authenticated, service_role;

-- Deletes a piece of them; true: there are more.
create function private.prune_phone_links() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if private.are_links_over() then
    delete from private.phone_hash_links l where l.old_hash in (select o.old_hash from private.phone_hash_links o limit 10000);
    perform private.tick_for_rotations();
  end if;
  return private.are_links_over();
end $$;
revoke all on function private.prune_phone_links() from public, anon, authenticated, service_role;
