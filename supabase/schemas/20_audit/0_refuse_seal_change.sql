-- A seal never changes, but for salts that are made zeros with what they salted; it goes when the rows of it have gone, for the
-- same reason (private.refuse_audit_change): by its age, whoever asks.
create function private.refuse_seal_change() returns trigger
language plpgsql set search_path = '' as $$
declare
  zeros constant bytea := '\x00000000000000000000000000000000';
begin
  if tg_op = 'DELETE' and old.last_at < private.kept_since('audit_log') then
    return old;
  elsif tg_op = 'UPDATE' and to_jsonb(new) - 'row_salts' = to_jsonb(old) - 'row_salts' and not exists (
    select from generate_series(0, cardinality(old.row_ids) - 1) n
    where substring(new.row_salts, n * 16 + 1, 16) not in (substring(old.row_salts, n * 16 + 1, 16), zeros)) then
    return new;
  end if;
  raise exception 'a seal of the trail never changes: % is refused', lower(tg_op) using errcode = '42501';
end $$;
revoke all on function private.refuse_seal_change() from public, anon, authenticated, service_role;

-- What was pruned is told of once it was old enough, and only ever grows.
create function private.refuse_pruning_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op in ('INSERT', 'UPDATE') and new.last_at < private.kept_since('audit_log')
    and (tg_op = 'INSERT' or (new.org_id is not distinct from old.org_id and new.month = old.month
      and new.last_number > old.last_number and new.row_count > old.row_count)) then
    return new;
  end if;
  raise exception 'what was pruned of the trail stays told: % is refused', lower(tg_op) using errcode = '42501';
end $$;
revoke all on function private.refuse_pruning_change() from public, anon, authenticated, service_role;

-- The hash of a seal is made of the rest of it (private.hash_audit_seal).
create function private.close_seal() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.hash := private.hash_audit_seal(new);
  return new;
end $$;
revoke all on function private.close_seal() from public, anon, authenticated, service_role;

-- What was erased from the trail stays told while its row is there.
create function private.refuse_erasure_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' and not exists (select from public.audit_log a where a.id = old.audit_id) then
    return old;
  end if;
  raise exception 'what was erased from the trail stays told: % is refused', lower(tg_op) using errcode = '42501';
end $$;
revoke all on function private.refuse_erasure_change() from public, anon, authenticated, service_role;
