-- Begins the changes of keys that the functions' settings ask for, p_keys as check_phone_keys has them, all of them right: of the
-- encryption key where the first of them is newer here than others and none was begun for it, of the index key where the one of
-- before stands beside a new one. Numbers move ten minutes later: the hosted runtime ends a function that began before, and knows
-- the old key alone, after 400 s at most. The worker that moves them ticks from now on, where the others do.
create function private.begin_phone_rotations(p_keys jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  moves_from constant timestamptz := private.current_time() + interval '10 minutes';
  begun private.phone_rotations;
begin
  if exists (
    select from private.phone_keys newest
    join private.phone_keys older on older.setting = newest.setting and older.first_seen_at < newest.first_seen_at
    where newest.setting = 'PHONE_ENCRYPTION_KEYS' and newest.setting::text = p_keys -> 0 ->> 'setting'
      and newest.key_id = p_keys -> 0 ->> 'key_id'
      and not exists (
        select from private.phone_rotations r where r.setting = newest.setting and r.key_id = newest.key_id)
  ) then
    update private.phone_rotations r set finished_at = private.current_time()
    where r.setting = 'PHONE_ENCRYPTION_KEYS' and r.finished_at is null;
    insert into private.phone_rotations (setting, key_id, moves_from)
    values ('PHONE_ENCRYPTION_KEYS', p_keys -> 0 ->> 'key_id', moves_from)
    on conflict (setting) where finished_at is null do nothing returning * into begun;
    perform private.tell_of_rotation(begun, 'begun');
  end if;
  if (private.judge_index_key(p_keys)).rotates
    and not exists (select from private.phone_rotations r where r.setting = 'PHONE_INDEX_KEY' and r.finished_at is null) then
    insert into private.phone_rotations (setting, key_id, old_check, new_check, moves_from)
    select 'PHONE_INDEX_KEY', '', k.check_value, g.check_value, moves_from
    from private.phone_keys k
    join jsonb_to_recordset(p_keys) as g (setting public.phone_key_setting, key_id text, check_value text)
      on g.setting = k.setting and g.key_id = k.key_id
    where k.setting = 'PHONE_INDEX_KEY' and k.key_id = ''
    on conflict (setting) where finished_at is null do nothing returning * into begun;
    if found then
      -- Of a change before this one.
      delete from private.phone_hash_links;
      perform private.tell_of_rotation(begun, 'begun');
    end if;
  end if;
end $$;
revoke all on function private.begin_phone_rotations(jsonb) from public, anon, authenticated, service_role;

-- The trail's row of a change that begins or is over.
create function private.tell_of_rotation(r private.phone_rotations, p_what text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if r.id is null then
    return;
  end if;
  insert into public.audit_log (actor_kind, action, table_name, row_id, changes)
  values ('service', 'update', 'phone_keys', r.setting, jsonb_build_object('rotation', p_what, 'key_id', r.key_id, 'moved', r.moved_in_all));
  perform private.tick_for_rotations();
end $$;
revoke all on function private.tell_of_rotation(private.phone_rotations, text) from public, anon, authenticated, service_role;

-- The worker that carries changes out ticks as long as there is something to do, and where the sweep ticks. Whoever checks keys goes on
-- whatever pg_cron says: `deno task rotate-keys` makes the same steps.
create function private.tick_for_rotations() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from private.workers w where w.name = 'sweep' and w.enabled) then
    perform public.configure_worker('rotation', enabled => exists (
      select from private.phone_rotations o where o.finished_at is null) or exists (select from private.phone_hash_links));
  end if;
exception when others then
  raise warning 'the worker that moves phone numbers to a new key does not tick: %', sqlerrm;
end $$;
revoke all on function private.tick_for_rotations() from public, anon, authenticated, service_role;
