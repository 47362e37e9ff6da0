-- The changes of keys that go on, [] without one. Read by doctor, the terminal and the operator.
--   state: waiting (for moves_from), walking, left_over (a whole walk is over, and left_over was not reached).
--   done of total: rows walked past; seconds_left: about, by how fast it went; moved: numbers, in all walks.
--   left_over: how many rows, by table of the index key (they have nothing but a hash: its number moves when it is seen again), by
--   key of the encryption key (they cannot be opened).
create function public.rotation_health() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(private.rotation_standing(r.id) order by r.id), '[]') from private.phone_rotations r where r.finished_at is null
$$;
revoke all on function public.rotation_health() from public, anon, authenticated, service_role;
grant execute on function public.rotation_health() to service_role;

-- How one stands; over: it has ended.
create function private.rotation_standing(p_id bigint) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('setting', r.setting, 'key_id', r.key_id, 'begun_at', r.begun_at, 'moves_from', r.moves_from,
    'state', case when r.finished_at is not null then 'over' when r.place is not null then 'walking'
      when r.walked_at is not null then 'left_over' else 'waiting' end,
    'done', least(r.passed, r.total), 'total', r.total, 'moved', r.moved_in_all,
    'seconds_left', case when r.place is not null and r.passed > 0 then ceil(greatest(r.total - r.passed, 0)
      * extract(epoch from private.current_time() - r.walk_began_at) / r.passed) end,
    'left_over', r.left_over)
  from private.phone_rotations r where r.id = p_id
$$;
revoke all on function private.rotation_standing(bigint) from public, anon, authenticated, service_role;
