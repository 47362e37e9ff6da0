-- Deletes the trail's rows that are kept no longer, seal by seal and in the order of each chain, some p_batch of them; says how many.
-- What is not sealed stays. Of the seals that go with their rows stays how many, of what month, and the hash that the next one
-- follows (private.audit_prunings).
create function private.prune_audit(p_until timestamptz, p_batch integer) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  seal record;
  pruned integer := 0;
begin
  for seal in
    select s.id, s.org_id, s.month, s.number, s.row_ids, s.hash, s.last_at from private.audit_seals s
    where s.last_at < p_until order by s.last_at, s.number limit p_batch
  loop
    exit when pruned >= p_batch;
    -- Two questions, each of which has the index (private.chain_end).
    continue when exists (
        select from private.audit_seals e where e.org_id = seal.org_id and e.month = seal.month and e.number < seal.number)
      or seal.org_id is null and exists (
        select from private.audit_seals e where e.org_id is null and e.month = seal.month and e.number < seal.number);
    delete from public.audit_log a where a.id = any (seal.row_ids);
    delete from private.audit_erasures e where e.audit_id = any (seal.row_ids);
    insert into private.audit_prunings as p (org_id, month, last_number, row_count, hash, last_at)
    values (seal.org_id, seal.month, seal.number, cardinality(seal.row_ids), seal.hash, seal.last_at)
    on conflict (org_id, month) do update
    set last_number = excluded.last_number, row_count = p.row_count + excluded.row_count, hash = excluded.hash,
      last_at = greatest(p.last_at, excluded.last_at), pruned_at = excluded.pruned_at;
    delete from private.audit_seals s where s.id = seal.id;
    pruned := pruned + cardinality(seal.row_ids);
  end loop;
  return pruned;
end $$;
revoke all on function private.prune_audit(timestamptz, integer) from public, anon, authenticated, service_role;
