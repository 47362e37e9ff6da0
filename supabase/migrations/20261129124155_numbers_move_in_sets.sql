SET local check_function_bodies = off;

DROP FUNCTION "private"."move_phone_hashes"(jsonb);

DROP FUNCTION "public"."next_phone_numbers"(integer);

CREATE OR REPLACE FUNCTION private.close_phone_numbers_anew (
  p_place   public.phone_place,
  p_numbers jsonb
)
  RETURNS integer
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET lock_timeout TO '1s'
  AS $function$
declare
  written integer := 0;
begin
  if p_numbers = '[]' then
    return 0;
  end if;
  perform private.quiet_triggers(true);
  case p_place
    when 'call' then
      update public.call_schedules t set contact_phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.contact_phone_enc = n.closed;
    when 'contact' then
      update public.contacts t set phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.phone_enc = n.closed;
    when 'campaign_contact' then
      update public.campaign_contacts t set phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.phone_enc = n.closed;
    when 'audience_row' then
      update private.audience_rows t set phone_enc = n.anew
      from jsonb_to_recordset(p_numbers) as n (key uuid, closed text, anew text) where t.id = n.key and t.phone_enc = n.closed;
  end case;
  get diagnostics written = row_count;
  perform private.quiet_triggers(false);
  return written;
end $function$;

CREATE OR REPLACE FUNCTION private.move_phone_hashes (
  p_numbers  jsonb,
  p_patience text  DEFAULT '100ms'::text
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
  perform set_config('lock_timeout', p_patience, true);
  -- In one order, so that two who move do not wait for each other.
  perform pg_advisory_xact_lock(hashtext('private.phone_hash_links'), k.lock)
  from (select distinct private.phone_hash_lock(o.hash) as lock from unnest(old_ones) o (hash) order by 1) k;
  perform private.link_global_hashes(old_globals, new_globals);
  insert into private.phone_hash_links (old_hash, new_hash) select * from unnest(old_ones, new_ones) on conflict do nothing;
  get diagnostics moved = row_count;

  perform private.quiet_triggers(true);
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
  perform private.quiet_triggers(false);
  return moved;
end $function$;

CREATE OR REPLACE FUNCTION private.phone_step (
  r       private.phone_rotations,
  p_limit integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  seen record;
begin
  select p.numbers, p.upto, p.passed, p.ends into seen from private.read_phone_numbers(r, p_limit) p;
  return jsonb_build_object('rotation', r.id, 'setting', r.setting, 'key_id', r.key_id, 'place', r.place, 'from', r.last_key,
    'upto', seen.upto, 'passed', seen.passed, 'ends', seen.ends, 'numbers', seen.numbers);
end $function$;

CREATE OR REPLACE FUNCTION private.place_behind (
  p_step jsonb
)
  RETURNS public.phone_place
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  place constant public.phone_place := p_step ->> 'place';
  places constant public.phone_place[] := enum_range(null::public.phone_place);
begin
  return case when (p_step ->> 'ends')::boolean then places[array_position(places, place) + 1] else place end;
end $function$;

CREATE OR REPLACE FUNCTION private.quiet_triggers (
  p_quiet boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if p_quiet then
    set local session_replication_role = replica;
  else
    set local session_replication_role = origin;
  end if;
exception when insufficient_privilege then
  null;
end $function$;

CREATE OR REPLACE FUNCTION private.read_phone_numbers (
  r       private.phone_rotations,
  p_limit integer,
  OUT     numbers jsonb,
  OUT     upto text,
  OUT     passed bigint,
  OUT     ends boolean
)
  RETURNS record
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  behind constant uuid := coalesce(r.last_key::uuid, '00000000-0000-0000-0000-000000000000');
  looked_at integer;
begin
  foreach looked_at in array array[p_limit, 2000] loop
    with rows as (
      select * from (
        select t.id, t.org_id, t.id::text as bound_to, t.contact_phone_enc as closed, t.contact_phone_hash as hash
        from public.call_schedules t where r.place = 'call' and t.id > behind order by t.id limit looked_at) c
      union all
      select * from (
        select t.id, t.org_id, t.contact_id, t.phone_enc, t.phone_hash
        from public.contacts t where r.place = 'contact' and t.id > behind and t.phone_enc is not null order by t.id limit looked_at) c
      union all
      select * from (
        select t.id, t.org_id, t.id::text, t.phone_enc, t.phone_hash
        from public.campaign_contacts t where r.place = 'campaign_contact' and t.id > behind and t.phone_enc is not null
        order by t.id limit looked_at) c
      union all
      select * from (
        select t.id, u.org_id, t.id::text, t.phone_enc, t.phone_hash
        from private.audience_rows t join public.audience_uploads u on u.id = t.upload_id
        where r.place = 'audience_row' and t.id > behind order by t.id limit looked_at) c
    ), wanted as (
      select w.id, w.org_id, w.bound_to, w.closed from rows w
      where w.closed not like 'v1.erased.%' and case r.setting
        when 'PHONE_INDEX_KEY' then not exists (select from private.phone_hash_links l where l.new_hash = w.hash)
        else split_part(w.closed, '.', 2) <> r.key_id end
      order by w.id limit p_limit
    ), reached as (
      -- Up to the last of a full piece, else as far as was looked.
      select case when (select count(*) from wanted) = p_limit then (select w.id from wanted w order by w.id desc limit 1)
        else (select w.id from rows w order by w.id desc limit 1) end as id
    )
    select coalesce((select jsonb_agg(jsonb_build_object('key', w.id, 'org_id', w.org_id, 'bound_to', w.bound_to, 'closed', w.closed)
        order by w.id) from wanted w), '[]'),
      (select e.id::text from reached e),
      (select count(*) from rows w where w.id <= (select e.id from reached e)),
      (select count(*) from rows) < looked_at and (select count(*) from wanted) < p_limit
    into numbers, upto, passed, ends;
    exit when ends or jsonb_array_length(numbers) * 2 > p_limit;
  end loop;
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
  parts jsonb[] := array[p_numbers];
  part jsonb;
  half integer;
  failures integer := 0;
begin
  moved := 0;
  while cardinality(parts) > 0 and failures < 12 loop
    part := parts[1];
    parts := parts[2:];
    begin
      moved := moved + private.move_phone_hashes(part, case when failures = 0 then '100ms' else '10ms' end);
    exception when lock_not_available or deadlock_detected or unique_violation then
      failures := failures + 1;
      half := jsonb_array_length(part) / 2;
      if half > 0 then
        parts := array[
          (select jsonb_agg(n.value order by n.place) from jsonb_array_elements(part) with ordinality n (value, place) where n.place <= half),
          (select jsonb_agg(n.value order by n.place) from jsonb_array_elements(part) with ordinality n (value, place) where n.place > half)
        ] || parts;
      end if;
    end;
  end loop;
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
end $function$;

CREATE OR REPLACE FUNCTION public.next_phone_numbers (
  p_limit integer DEFAULT 100,
  p_after jsonb   DEFAULT NULL::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  SET statement_timeout TO '30s'
  AS $function$
declare
  r private.phone_rotations;
begin
  if p_after is not null then
    select o.* into r from private.phone_rotations o where o.id = (p_after ->> 'rotation')::bigint and o.finished_at is null;
    r.place := private.place_behind(p_after);
    if r.id is null or r.place is null then
      return null;
    end if;
    r.last_key := case when not (p_after ->> 'ends')::boolean then p_after ->> 'upto' end;
    return private.phone_step(r, p_limit);
  end if;
  select o.* into r from private.phone_rotations o
  where o.finished_at is null and private.walks_at(o) <= private.current_time()
  order by o.id limit 1;
  if r.id is null then
    perform private.prune_phone_links();
    return null;
  elsif r.place is null then
    update private.phone_rotations o
    set place = 'call', last_key = null, walk_began_at = private.current_time(), passed = 0, moved = 0, missed = 0,
      total = private.count_closed_numbers()
    where o.id = r.id and o.place is null;
    select o.* into r from private.phone_rotations o where o.id = r.id;
  end if;
  return private.phone_step(r, p_limit);
end $function$;

REVOKE ALL ON FUNCTION "public"."next_phone_numbers"(integer, jsonb) FROM PUBLIC, "anon", "authenticated";

REVOKE ALL ON FUNCTION "private"."move_phone_hashes"(jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."move_phone_hashes"(jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."move_phone_hashes"(jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "private"."phone_step"(private.phone_rotations, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."phone_step"(private.phone_rotations, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."phone_step"(private.phone_rotations, integer) TO "postgres";

REVOKE ALL ON FUNCTION "private"."place_behind"(jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."place_behind"(jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."place_behind"(jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "private"."quiet_triggers"(boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION "private"."quiet_triggers"(boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "private"."quiet_triggers"(boolean) TO "postgres";

REVOKE ALL ON FUNCTION "public"."next_phone_numbers"(integer, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."next_phone_numbers"(integer, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."next_phone_numbers"(integer, jsonb) TO "service_role";
