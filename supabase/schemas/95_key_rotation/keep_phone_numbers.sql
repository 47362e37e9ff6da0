-- Makes a step of a change of a key: p_step as next_phone_numbers gave it, with numbers as the functions made them of it: of the index
-- key [{org_id, old_hash, new_hash, old_global_hash, new_global_hash}], of the encryption key [{key, closed, anew}]; unreadable: how
-- many could not be opened. Any number of workers may walk at once, and one that dies has changed nothing but what it kept: who
-- comes second moves nothing, and the walk goes on once. Gives rotation_health's entry of the change.
create function public.keep_phone_numbers(p_step jsonb) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '60s' as $$
declare
  r private.phone_rotations;
  given constant jsonb := p_step -> 'numbers';
  done integer := 0;
  held integer := 0;
  next_place constant public.phone_place := private.place_behind(p_step);
begin
  select o.* into r from private.phone_rotations o where o.id = (p_step ->> 'rotation')::bigint and o.finished_at is null;
  if r.id is null then
    return null;
  elsif r.setting = 'PHONE_INDEX_KEY' then
    select t.moved, t.missed into done, held from private.try_to_move_phone_hashes(given) t;
  else
    done := private.close_phone_numbers_anew((p_step ->> 'place')::public.phone_place, given);
  end if;
  update private.phone_rotations o
  set place = next_place, last_key = case when not (p_step ->> 'ends')::boolean then p_step ->> 'upto' end,
    passed = o.passed + (p_step ->> 'passed')::bigint, moved = o.moved + done, moved_in_all = o.moved_in_all + done,
    missed = o.missed + held
  where o.id = r.id and o.place = (p_step ->> 'place')::public.phone_place and o.last_key is not distinct from p_step ->> 'from'
  returning o.* into r;
  if found and r.place is null then
    perform private.end_phone_walk(r);
  elsif not found then
    update private.phone_rotations o set moved_in_all = o.moved_in_all + done where o.id = (p_step ->> 'rotation')::bigint;
  end if;
  return private.rotation_standing((p_step ->> 'rotation')::bigint);
end $$;
revoke all on function public.keep_phone_numbers(jsonb) from public, anon, authenticated, service_role;
grant execute on function public.keep_phone_numbers(jsonb) to service_role;

-- The end of a whole walk: when nothing is left under the old key, the change is over and the new key is the one.
create function private.end_phone_walk(r private.phone_rotations) returns void
language plpgsql security definer set search_path = '' as $$
declare
  left_now constant jsonb := case r.setting when 'PHONE_INDEX_KEY' then private.count_old_hashes() else private.count_old_ciphertexts(r.key_id) end;
begin
  update private.phone_rotations o
  set walked_at = private.current_time(), left_over = left_now,
    finished_at = case when left_now = '{}' then private.current_time() end
  where o.id = r.id returning o.* into r;
  if r.finished_at is null then
    return;
  end if;
  if r.setting = 'PHONE_INDEX_KEY' then
    update private.phone_keys k set check_value = r.new_check, first_seen_at = private.current_time()
    where k.setting = 'PHONE_INDEX_KEY' and k.key_id = '';
    -- What stood under both hashes. The links stay: a function may have read an old hash just now.
    delete from private.global_suppressions g using private.phone_hash_links l where l.old_hash = g.phone_hash;
    delete from private.registry_checks k using private.phone_hash_links l where l.old_hash = k.phone_hash;
  end if;
  perform private.tell_of_rotation(r, 'over');
end $$;
revoke all on function private.end_phone_walk(private.phone_rotations) from public, anon, authenticated, service_role;
