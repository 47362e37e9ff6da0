-- Numbers of the operator's list and of registries stand under both hashes while the index key is changed: those that are there are
-- written under the new one too, and what is written from now on under the other of the two (private.mirror_global_suppression).
create function private.link_global_hashes(p_old text[], p_new text[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.phone_hash_links (old_hash, new_hash)
  select distinct * from unnest(p_old, p_new) n (old_hash, new_hash)
  where not exists (select from private.phone_hash_links l where l.old_hash = n.old_hash)
  order by 1
  on conflict do nothing;
  insert into private.global_suppressions (phone_hash, scope, reason, added_at, removed_at, removed_reason)
  select n.new_hash, g.scope, g.reason, g.added_at, g.removed_at, g.removed_reason
  from unnest(p_old, p_new) n (old_hash, new_hash) join private.global_suppressions g on g.phone_hash = n.old_hash
  on conflict do nothing;
  insert into private.registry_checks (org_id, registry, phone_hash, listed, checked_at)
  select k.org_id, k.registry, n.new_hash, k.listed, k.checked_at
  from unnest(p_old, p_new) n (old_hash, new_hash) join private.registry_checks k on k.phone_hash = n.old_hash
  on conflict do nothing;
end $$;
revoke all on function private.link_global_hashes(text[], text[]) from public, anon, authenticated, service_role;
