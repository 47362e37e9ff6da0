-- Is there a number to be moved to a new key: a walk goes on, or is to begin. Between two walks that met nothing an hour passes. Or are
-- there links to be deleted.
create function private.rotation_has_work(p_within_seconds numeric) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from private.phone_rotations r
    where r.finished_at is null and private.walks_at(r) <= private.current_time() + make_interval(secs => p_within_seconds)) or private.are_links_over()
$$;
revoke all on function private.rotation_has_work(numeric) from public, anon, authenticated, service_role;

-- When the next step of a change is to be made.
create function private.walks_at(r private.phone_rotations) returns timestamptz
language sql immutable set search_path = '' as $$
  select case when r.place is null and r.walked_at is not null and r.moved = 0 and r.missed = 0
    then r.walked_at + interval '1 hour' else r.moves_from end
$$;
revoke all on function private.walks_at(private.phone_rotations) from public, anon, authenticated, service_role;
