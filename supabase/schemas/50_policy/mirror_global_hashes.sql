-- While the index key is changed a number of the operator's list stands under both its hashes, since each organisation's calls have the
-- one or the other: what is written or lifted under one is so under the other, in the same transaction.
create function private.mirror_global_suppression() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  twin constant text := private.twin_of_global_hash(new.phone_hash);
begin
  if twin is null or pg_trigger_depth() > 1 then
    return null;
  elsif tg_op = 'INSERT' then
    insert into private.global_suppressions (phone_hash, scope, reason, added_at, removed_at, removed_reason)
    values (twin, new.scope, new.reason, new.added_at, new.removed_at, new.removed_reason)
    on conflict do nothing;
  else
    update private.global_suppressions g set removed_at = new.removed_at, removed_reason = new.removed_reason
    where g.phone_hash = twin and g.scope = new.scope and g.removed_at is null;
  end if;
  return null;
end $$;
revoke all on function private.mirror_global_suppression() from public, anon, authenticated, service_role;

create trigger global_suppressions_mirror after insert or update on private.global_suppressions
  for each row execute function private.mirror_global_suppression();

-- The same of what a registry said.
create function private.mirror_registry_check() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  twin constant text := private.twin_of_global_hash(new.phone_hash);
begin
  if twin is not null and pg_trigger_depth() = 1 then
    insert into private.registry_checks as k (org_id, registry, phone_hash, listed, checked_at)
    values (new.org_id, new.registry, twin, new.listed, new.checked_at)
    on conflict (phone_hash, registry, org_id) do update set listed = excluded.listed, checked_at = excluded.checked_at
    where excluded.checked_at > k.checked_at or excluded.checked_at = k.checked_at and excluded.listed;
  end if;
  return null;
end $$;
revoke all on function private.mirror_registry_check() from public, anon, authenticated, service_role;

create trigger registry_checks_mirror after insert or update on private.registry_checks
  for each row execute function private.mirror_registry_check();
