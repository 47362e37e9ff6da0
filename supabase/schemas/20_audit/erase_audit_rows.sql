-- Takes what is personal out of rows of the trail (private.personal_columns), and says of how many. Of one that is sealed the hash of
-- it is kept, and its salt destroyed (private.audit_erasures). Expects that nobody seals meanwhile.
create function private.erase_audit_rows(p_ids bigint[], p_erasure_id uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  entry record;
  erased integer := 0;
begin
  for entry in
    select a.id, a.changes, e.left_over, s.id as seal_id, array_position(s.row_ids, a.id) as place, s.row_salts, s.personal
    from public.audit_log a
    cross join lateral (
      select jsonb_object_agg(c.key, case when c.key = any (private.personal_columns()) and c.value <> '"private"'
        then '"erased"'::jsonb else c.value end) as left_over
      from jsonb_each(a.changes) c
    ) e
    left join lateral (
      -- A seal's rows are those after the rows of the one before it. Two questions, each of which has the index (private.chain_end).
      (select l.id, l.row_ids, l.row_salts, l.personal from private.audit_seals l
        where l.org_id = a.org_id and l.month = date_trunc('month', a.occurred_at at time zone 'UTC')::date and l.row_ids[1] <= a.id
        order by l.number desc limit 1)
      union all
      (select l.id, l.row_ids, l.row_salts, l.personal from private.audit_seals l
        where a.org_id is null and l.org_id is null and l.month = date_trunc('month', a.occurred_at at time zone 'UTC')::date
          and l.row_ids[1] <= a.id
        order by l.org_id desc, l.number desc limit 1)
    ) s on a.id = any (s.row_ids)
    where a.id = any (p_ids) and e.left_over <> a.changes
    order by a.id
  loop
    if entry.place is not null then
      insert into private.audit_erasures (audit_id, erasure_id, personal_hash)
      select entry.id, p_erasure_id, sha256(substring(entry.row_salts, entry.place * 16 - 15, 16) || convert_to(coalesce(string_agg(
        octet_length(c.key) || ':' || c.key || private.canonical_json(c.value), '' order by c.key collate "C"), ''), 'UTF8'))
      from jsonb_each(entry.changes) c where c.key = any (entry.personal)
      on conflict (audit_id) do nothing;
      update private.audit_seals s
      set row_salts = overlay(s.row_salts placing '\x00000000000000000000000000000000'::bytea from entry.place * 16 - 15)
      where s.id = entry.seal_id;
    end if;
    update public.audit_log a set changes = entry.left_over where a.id = entry.id;
    erased := erased + 1;
  end loop;
  return erased;
end $$;
revoke all on function private.erase_audit_rows(bigint[], uuid) from public, anon, authenticated, service_role;
