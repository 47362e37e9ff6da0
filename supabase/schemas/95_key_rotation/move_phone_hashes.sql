-- Moves numbers, [{org_id, old_hash, new_hash, old_global_hash, new_global_hash}], to the new index key: every row that their
-- organisations have under the old hash gets the new one, in this transaction. Holds them alone against whoever writes their hashes
-- (private.hold_phone_hash) and gives way to everybody: after p_patience without a lock, a tenth of a second, it throws 55P03,
-- sooner than a deadlock is looked for. Says how many moved that had not yet; what there is under the old hash of one that has moves all the
-- same. A number stays what it was, so neither trail nor updated_at hears of it. Each update goes
-- by an index, whatever the planner thinks of a list of numbers.
create function private.move_phone_hashes(p_numbers jsonb, p_patience text default '100ms') returns integer
language plpgsql security definer set search_path = '' set lock_timeout = '100ms'
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
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
end $$;
revoke all on function private.move_phone_hashes(jsonb, text) from public, anon, authenticated, service_role;

-- Moves as many as can be held now: how many moved that had not yet, and how many are for the next try, since somebody holds them. All
-- in one set; where somebody holds one of it, in halves of halves, so that the others do not wait for it. Those wait for nobody any
-- more: what has moved already is held against its writers until the end. After a dozen that could not be had the rest is left.
create function private.try_to_move_phone_hashes(p_numbers jsonb, out moved integer, out missed integer)
language plpgsql security definer set search_path = '' as $$
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
end $$;
revoke all on function private.try_to_move_phone_hashes(jsonb) from public, anon, authenticated, service_role;
