-- Which hash each number has, asked by functions that have both index keys: [{org_id, old_hash, new_hash, old_global_hash,
-- new_global_hash}] gives the hashes in this order; org_id null asks for the one without an organisation. A number that has not moved
-- yet moves first. Before numbers may move, and where one is held by somebody, it is the old one: whatever is written under it then
-- is found, and moves with the rest.
create function public.use_phone_hashes(p_numbers jsonb) returns text[]
language plpgsql security definer set search_path = '' set statement_timeout = '30s' as $$
declare
  r private.phone_rotations;
begin
  select o.* into r from private.phone_rotations o where o.setting = 'PHONE_INDEX_KEY' and o.finished_at is null;
  if r.moves_from <= private.current_time() then
    perform private.link_global_hashes(array_agg(n.value ->> 'old_global_hash'), array_agg(n.value ->> 'new_global_hash'))
    from jsonb_array_elements(p_numbers) n where n.value ->> 'org_id' is null;
    perform private.try_to_move_phone_hashes(jsonb_agg(n.value))
    from jsonb_array_elements(p_numbers) n
    where n.value ->> 'org_id' is not null
      and not exists (select from private.phone_hash_links l where l.old_hash = n.value ->> 'old_hash')
    having count(*) > 0;
  end if;
  return array(
    select case
      when r.id is null then case when n.value ->> 'org_id' is null then n.value ->> 'new_global_hash' else n.value ->> 'new_hash' end
      when n.value ->> 'org_id' is null then private.current_phone_hash(n.value ->> 'old_global_hash')
      else private.current_phone_hash(n.value ->> 'old_hash') end
    from jsonb_array_elements(p_numbers) with ordinality n (value, place)
    order by n.place);
end $$;
revoke all on function public.use_phone_hashes(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.use_phone_hashes(jsonb) to service_role;
