SET local check_function_bodies = off;

DROP FUNCTION "private"."move_phone_hashes"(jsonb);

DROP FUNCTION "private"."try_to_move_phone_hashes"(jsonb);

CREATE OR REPLACE FUNCTION private.move_phone_hashes (
  p_numbers jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET lock_timeout TO '100ms'
  SET enable_seqscan TO 'off'
  SET enable_hashjoin TO 'off'
  SET enable_mergejoin TO 'off'
  AS $function$
declare
  orgs uuid[];
  old_ones text[];
  new_ones text[];
  old_globals text[];
  new_globals text[];
  moved integer;
begin
  select array_agg(n.org_id), array_agg(n.old_hash), array_agg(n.new_hash), array_agg(n.old_global_hash), array_agg(n.new_global_hash)
  into orgs, old_ones, new_ones, old_globals, new_globals
  from (
    select distinct on (g.old_hash) g.* from jsonb_to_recordset(p_numbers) as g (org_id uuid, old_hash text, new_hash text, old_global_hash text,
      new_global_hash text)
  ) n;
  if orgs is null then
    return 0;
  end if;
  -- In one order, so that two who move do not wait for each other.
  perform pg_advisory_xact_lock(hashtext('private.phone_hash_links'), k.lock)
  from (select distinct private.phone_hash_lock(o.hash) as lock from unnest(old_ones) o (hash) order by 1) k;
  perform private.link_global_hashes(old_globals, new_globals);
  insert into private.phone_hash_links (old_hash, new_hash) select * from unnest(old_ones, new_ones) on conflict do nothing;
  get diagnostics moved = row_count;

  set local session_replication_role = replica;
  -- Schedule, then attempt: the order of locks.
  with moved as (
    update private.call_names k set contact_phone_hash = n.new_hash
    from unnest(orgs, old_ones, new_ones, old_globals, new_globals) n (org_id, old_hash, new_hash, old_global, new_global)
    where k.org_id = n.org_id and k.contact_phone_hash = n.old_hash
    returning k.call_id, n.new_hash, n.old_global, n.new_global
  )
  update public.call_schedules s
  set contact_phone_hash = m.new_hash,
    global_phone_hash = case when s.global_phone_hash = m.old_global then m.new_global else s.global_phone_hash end
  from moved m where s.id = m.call_id;
  update public.call_attempts t set contact_phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where t.org_id = n.org_id and t.contact_phone_hash = n.old_hash;
  update public.contacts c set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where c.org_id = n.org_id and c.phone_hash = n.old_hash;
  update public.suppressions x set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where x.org_id = n.org_id and x.phone_hash = n.old_hash and x.removed_at is null;
  update public.suppressions x set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where x.org_id = n.org_id and x.phone_hash = n.old_hash and x.removed_at is not null;
  update public.consents x set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where x.org_id = n.org_id and x.phone_hash = n.old_hash;
  update public.campaign_contacts m
  set phone_hash = n.new_hash,
    global_phone_hash = case when m.global_phone_hash = n.old_global then n.new_global else m.global_phone_hash end
  from unnest(orgs, old_ones, new_ones, old_globals, new_globals) n (org_id, old_hash, new_hash, old_global, new_global)
  join public.campaigns c on c.org_id = n.org_id
  where m.campaign_id = c.id and m.phone_hash = n.old_hash;
  update private.recovery_holds h set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where h.org_id = n.org_id and h.phone_hash = n.old_hash;
  update private.recovery_erasures e set phone_hash = n.new_hash
  from unnest(orgs, old_ones, new_ones) n (org_id, old_hash, new_hash)
  where e.org_id = n.org_id and e.phone_hash = n.old_hash;
  -- Few and for a short time, and without an index: once through them.
  update private.audience_rows a
  set phone_hash = new_ones[array_position(old_ones, a.phone_hash)], global_phone_hash = new_globals[array_position(old_ones, a.phone_hash)]
  where a.phone_hash = any (old_ones);
  set local session_replication_role = origin;
  return moved;
end $function$;

CREATE OR REPLACE FUNCTION private.try_to_move_phone_hashes (
  p_numbers jsonb,
  OUT       moved integer,
  OUT       missed integer
)
  RETURNS record
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  number jsonb;
  held integer := 0;
begin
  moved := 0;
  begin
    moved := private.move_phone_hashes(p_numbers);
  exception when lock_not_available or deadlock_detected or unique_violation then
    for number in select n.value from jsonb_array_elements(p_numbers) n loop
      exit when held >= 5;
      begin
        moved := moved + private.move_phone_hashes(jsonb_build_array(number));
      exception when lock_not_available or deadlock_detected or unique_violation then
        held := held + 1;
      end;
    end loop;
  end;
  select count(*) into missed from jsonb_array_elements(p_numbers) n
  where not exists (select from private.phone_hash_links l where l.old_hash = n.value ->> 'old_hash');
end $function$;

CREATE OR REPLACE FUNCTION public.keep_phone_numbers (
  p_step jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET statement_timeout TO '60s'
  AS $function$
declare
  r private.phone_rotations;
  given constant jsonb := p_step -> 'numbers';
  done integer := 0;
  held integer := 0;
  places constant public.phone_place[] := enum_range(null::public.phone_place);
  next_place public.phone_place;
begin
  select o.* into r from private.phone_rotations o where o.id = (p_step ->> 'rotation')::bigint and o.finished_at is null;
  if r.id is null then
    return null;
  elsif r.setting = 'PHONE_INDEX_KEY' then
    select t.moved, t.missed into done, held from private.try_to_move_phone_hashes(given) t;
  else
    done := private.close_phone_numbers_anew((p_step ->> 'place')::public.phone_place, given);
  end if;
  next_place := case when (p_step ->> 'ends')::boolean then places[array_position(places, r.place) + 1] else r.place end;
  update private.phone_rotations o
  set place = next_place, last_key = case when next_place = o.place then p_step ->> 'upto' end,
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
end $function$;

CREATE OR REPLACE FUNCTION public.use_phone_hashes (
  p_numbers jsonb
)
  RETURNS text[]
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET statement_timeout TO '30s'
  AS $function$
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
end $function$;

REVOKE ALL ON FUNCTION "private"."move_phone_hashes"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."move_phone_hashes"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."move_phone_hashes"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."try_to_move_phone_hashes"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."try_to_move_phone_hashes"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."try_to_move_phone_hashes"(jsonb) TO "postgres";
