-- Tells the open pages of an organisation that its trail has grown: an empty message of Realtime on its private channel, sent with the
-- commit, at most one a second. They ask the pulse then, and once more after two seconds, so that what was left out is seen too; a
-- message that is lost costs nothing but the pace of their polling. It waits for no row: who finds another telling lets it.
create function private.wake_pages() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  now_is constant timestamptz := private.current_time();
  woken uuid;
begin
  for woken in select distinct n.org_id from new_rows n where n.org_id is not null loop
    continue when not pg_try_advisory_xact_lock(hashtext('private.page_wakeups'), hashtext(woken::text));
    insert into private.page_wakeups as w (org_id, woken_at) values (woken, now_is)
    on conflict (org_id) do update set woken_at = excluded.woken_at
    where w.woken_at not between excluded.woken_at - interval '1 second' and excluded.woken_at;
    continue when not found;
    begin
      execute 'select realtime.send(''{}''::jsonb, ''changed'', $1, true)' using 'org:' || woken;
    exception when others then
      -- Whatever Realtime lacks, the write that is told of stands.
      raise warning 'pages are not woken: %', sqlerrm;
    end;
  end loop;
  return null;
end $$;
revoke all on function private.wake_pages() from public, anon, authenticated, service_role;
