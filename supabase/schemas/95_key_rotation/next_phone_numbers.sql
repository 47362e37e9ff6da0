-- The next step of a change of a key, for the functions, which alone can open numbers: at most p_limit of them behind those that were
-- walked past, or behind p_after, a step that is being made meanwhile. Null: there is nothing to do now, or nothing more to be read
-- while p_after is made. {rotation, setting, key_id, place, from, upto, passed, ends: the last of its place,
-- numbers: [{key, org_id, bound_to: what the ciphertext is bound to beside the organisation, closed}]}. keep_phone_numbers takes the
-- answer, with an empty list too. Bounded: it looks at 2000 rows.
create function public.next_phone_numbers(p_limit integer default 100, p_after jsonb default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '30s' as $$
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
end $$;
revoke all on function public.next_phone_numbers(integer, jsonb) from public, anon, authenticated, service_role;
grant execute on function public.next_phone_numbers(integer, jsonb) to service_role;

-- Where a walk stands behind a step of it; null: at its end.
create function private.place_behind(p_step jsonb) returns public.phone_place
language plpgsql stable set search_path = '' as $$
declare
  place constant public.phone_place := (p_step ->> 'place')::public.phone_place;
  places constant public.phone_place[] := enum_range(null::public.phone_place);
begin
  return case when (p_step ->> 'ends')::boolean then places[array_position(places, place) + 1] else place end;
end $$;
revoke all on function private.place_behind(jsonb) from public, anon, authenticated, service_role;

-- The step behind what the change has walked past.
create function private.phone_step(r private.phone_rotations, p_limit integer) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  seen record;
begin
  select p.numbers, p.upto, p.passed, p.ends into seen from private.read_phone_numbers(r, p_limit) p;
  return jsonb_build_object('rotation', r.id, 'setting', r.setting, 'key_id', r.key_id, 'place', r.place, 'from', r.last_key,
    'upto', seen.upto, 'passed', seen.passed, 'ends', seen.ends, 'numbers', seen.numbers);
end $$;
revoke all on function private.phone_step(private.phone_rotations, integer) from public, anon, authenticated, service_role;

-- How many numbers are closed somewhere.
create function private.count_closed_numbers() returns bigint
language sql stable security definer set search_path = '' as $$
  select (select count(*) from public.call_schedules)
    + (select count(*) from public.contacts c where c.phone_enc is not null)
    + (select count(*) from public.campaign_contacts c where c.phone_enc is not null)
    + (select count(*) from private.audience_rows)
$$;
revoke all on function private.count_closed_numbers() from public, anon, authenticated, service_role;

-- The numbers of one place behind the last one that was walked past, as far as they are not moved yet. First a look at as many rows as
-- numbers are asked for, since most of a first walk are wanted; where they are not, at 2000 (16 ms for each hundred numbers else).
create function private.read_phone_numbers(
  r private.phone_rotations, p_limit integer, out numbers jsonb, out upto text, out passed bigint, out ends boolean
)
language plpgsql stable security definer set search_path = '' as $$
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
end $$;
revoke all on function private.read_phone_numbers(private.phone_rotations, integer) from public, anon, authenticated, service_role;
