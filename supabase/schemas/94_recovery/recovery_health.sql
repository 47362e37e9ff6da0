-- How far a recovery is; null: there is none, or it is over. Read by `deno task doctor`, `restore` and the operator.
--   windows, windows_left: of Bolna's lists; ready_at: before then the last of them cannot be read for the last time.
--   adopted, unknown: calls that are ours again, and how many of these the backup knew nothing of.
--   unidentified: calls of which nothing says whom they rang.
create function public.recovery_health() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('backup_taken_at', r.backup_taken_at, 'began_at', r.began_at,
    'windows', windows.number, 'windows_left', windows.open, 'ready_at', windows.ready_at,
    'adopted', adopted.number, 'unknown', adopted.unknown,
    'unidentified', (select count(*) from private.unidentified_calls u where u.recovery_id = r.id))
  from private.recoveries r
  cross join lateral (
    select count(*) as number, count(*) filter (where w.done_at is null) as open, max(w.final_at) as ready_at
    from private.recovery_windows w where w.recovery_id = r.id
  ) windows
  cross join lateral (
    select coalesce(sum(o.adopted), 0) as number, coalesce(sum(o.unknown), 0) as unknown
    from private.recovery_organizations o where o.recovery_id = r.id
  ) adopted
  where r.finished_at is null
$$;
revoke all on function public.recovery_health() from public, anon, authenticated, service_role;
grant execute on function public.recovery_health() to service_role;
